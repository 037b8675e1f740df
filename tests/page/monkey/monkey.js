// A monkey at the page: from a seed, acts that a person could do, one after another, and after each what has to hold all the time.
import { generator } from "../../js/link_fakes.js";
import { ACTS } from "./acts.js";
import { RECEIPT, exported, faultsOf, prepare, rest, roundTrip, stands } from "./checks.js";

/** @import { Browser, Page } from '@playwright/test' */
/** @import { Replay } from './replay.js' */

/** So many acts are between two links that are opened in another page, and between two looks at the receipts. */
const ACTS_TO_A_LINK = 6;
const ACTS_TO_RECEIPTS = 12;

/** What Chromium says of pages that change their address often, theirs follows later, and Playwright of a page to be kept for later. */
const NO_FAULT = /^warning: (?:Throttling navigation|Service Worker registration blocked)/u;

/** Links opened in another page, runs looked at, and receipts compared: fast arithmetic has none. @typedef {{links: number, runs: number, receipts: number}} Tally */

/**
 * Lets a monkey loose: each seed is another one.
 * @param {Browser} browser
 * @param {string | undefined} url of the page
 * @param {{seed: number, acts: number, replay: Replay}} options
 * @returns {Promise<Tally>}
 * @throws {Error} at the first thing that does not hold: what it is, and all acts so far
 */
export async function letLoose(browser, url, { seed, acts, replay }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addInitScript(prepare, seed);
  const monkey = new Monkey(await context.newPage(), await context.newPage(), replay);
  /** @type {string[]} */
  const done = [];
  try {
    await monkey.page.goto("./");
    await monkey.look();
    for (let number = 1; number <= acts; number += 1) {
      // Each act has chances of its own: what there was to do before changes none of what follows.
      done.push(`${number}. ${await monkey.act(generator(seed * 65_537 + number))}`);
      await monkey.look();
      if (number % ACTS_TO_A_LINK === 0) await monkey.checkLink();
      if (number % ACTS_TO_RECEIPTS === 0 || number === acts) await monkey.checkReceipts();
    }
    return monkey.tally;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const picture = `target/monkey-${seed}.png`;
    const where = `The page is at ${monkey.page.url()}, and looks like ${picture}. The acts so far:`;
    await monkey.page.screenshot({ path: picture }).catch(() => {});
    throw new Error([`seed ${seed}, after act ${done.length}: ${what}`, where, ...done].join("\n"), { cause: error });
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

  /** Does what chance says. @param {() => number} random @returns {Promise<string>} what it was */
  async act(random) {
    const acts = Object.entries(ACTS);
    let chance = random() * acts.reduce((sum, [, { weight }]) => sum + weight, 0);
    const [name, { act }] = acts.find(([, { weight }]) => (chance -= weight) < 0) ?? acts[0];
    return (await act(this.page, random)) ?? `(nothing to ${name})`;
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
      const other = `run ${name} has the receipt ${receipt} at step ${step}, and elsewhere ${found}: ${recipe}`;
      this.#hold(found === receipt ? [] : [other]);
      this.tally.receipts += 1;
    }
  }

  /** @param {string[]} faults */
  #hold(faults) {
    const all = [...this.#noise, ...faults];
    if (all.length > 0) throw new Error(all.join("\n"));
  }
}
