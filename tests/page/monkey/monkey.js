// A monkey at the page: from a seed, acts that a person could do, one after another, and after each what has to hold all the time.
import { generator } from "../../js/link_fakes.js";
import { ACTS } from "./acts.js";
import { RECEIPT, exported, faultsOf, prepare, rest, roundTrip, stands } from "./checks.js";

/** @import { Browser, Page } from '@playwright/test' */
/** @import { Replay } from './replay.js' */

/** So many acts are between two links that are opened in another page, and between two looks at the receipts. */
const ACTS_TO_A_LINK = 6;
const ACTS_TO_RECEIPTS = 12;

/** How many acts were done, links opened in another page, runs looked at, and receipts compared: fast arithmetic has none. @typedef {{acts: number, links: number, runs: number, receipts: number}} Tally */

/** What a browser says of itself. */
const NO_FAULT = /^warning: (?:Throttling navigation|Canvas2D: Multiple readback)/u;

/**
 * Lets a monkey loose.
 * @param {Browser} browser
 * @param {string} url of the page
 * @param {object} options
 * @param {number} options.seed each seed is another monkey; the same does the same
 * @param {number} options.acts
 * @param {Replay} options.replay
 * @param {(act: string) => void} [options.say] hears of each act
 * @returns {Promise<Tally>}
 * @throws {Error} at the first thing that does not hold: what it is, and all acts so far
 */
export async function letLoose(browser, url, { seed, acts, replay, say = () => {} }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addInitScript(prepare, seed);
  const monkey = new Monkey(await context.newPage(), await context.newPage(), replay);
  /** @type {string[]} */
  const done = [];
  try {
    await monkey.page.goto("./");
    await monkey.look();
    for (let number = 1; number <= acts; number += 1) {
      const [name, told] = await monkey.act(generator(seed * 65_537 + number));
      done.push(`${number}. ${told ?? `(nothing to ${name})`}`);
      say(done[done.length - 1]);
      await monkey.look();
      if (number % ACTS_TO_A_LINK === 0) await monkey.checkLink();
      if (number % ACTS_TO_RECEIPTS === 0 || number === acts) await monkey.checkReceipts();
    }
    return { ...monkey.tally, acts };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const picture = `test-results/monkey-${seed}.png`;
    await monkey.page.screenshot({ path: picture }).catch(() => {});
    throw new Error(
      [
        `seed ${seed}, after act ${done.length}: ${what}`,
        `The page is at ${monkey.page.url()}, and looks like ${picture}. The acts so far:`,
        ...done,
      ].join("\n"),
    );
  } finally {
    await context.close();
  }
}

/** A page, one beside it for links, and what both have said. */
class Monkey {
  tally = { links: 0, runs: 0, receipts: 0 };
  /** @type {string[]} */ #noise = [];

  /** @param {Page} page @param {Page} other @param {Replay} replay */
  constructor(page, other, replay) {
    this.page = page;
    this.other = other;
    this.replay = replay;
    for (const each of [page, other]) {
      each.on("pageerror", (error) => this.#noise.push(`uncaught: ${error.stack ?? error.message}`));
      each.on("crash", () => this.#noise.push("the page crashed"));
      each.on("console", (message) => {
        const text = `${message.type()}: ${message.text()}`;
        if (/^(?:error|warning):/u.test(text) && !NO_FAULT.test(text)) this.#noise.push(text);
      });
    }
  }

  /**
   * Does what chance says.
   * @param {() => number} random
   * @returns {Promise<[name: string, told: string | undefined]>}
   */
  async act(random) {
    const entries = Object.entries(ACTS);
    let left = random() * entries.reduce((sum, [, { weight }]) => sum + weight, 0);
    const [name, { act }] = entries.find(([, { weight }]) => (left -= weight) < 0) ?? entries[0];
    return [name, await act(this.page, random)];
  }

  /** Nothing has gone wrong, as far as can be seen. */
  async look() {
    await stands(this.page);
    this.#hold(await faultsOf(this.page));
  }

  async checkLink() {
    this.#hold(await roundTrip(this.page, this.other));
    this.tally.links += 1;
  }

  /** At rest, every run has come to what its recipe comes to elsewhere. */
  async checkReceipts() {
    await rest(this.page);
    const { runs } = await exported(this.page);
    for (const { name, config, events, step, receipt } of runs) {
      this.tally.runs += 1;
      if (step === undefined || receipt === undefined || !RECEIPT.test(receipt)) continue;
      const found = await this.replay({ config, events }, step);
      const recipe = JSON.stringify({ config, events });
      if (found !== receipt)
        this.#hold([`run ${name} at step ${step} has receipt ${receipt}, elsewhere ${found}: ${recipe}`]);
      this.tally.receipts += 1;
    }
    this.#hold([]);
  }

  /** @param {string[]} faults */
  #hold(faults) {
    const all = [...this.#noise, ...faults];
    if (all.length > 0) throw new Error(all.join("\n"));
  }
}
