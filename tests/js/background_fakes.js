// Workers that train nothing, and what else background training needs.
import { Background } from "../../www/background/background.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

/** @import { Outcome, RunConfig } from '../../www/base/protocol.js' */
/** @import { Parts } from '../../www/background/background.js' */
/** @import { Job } from '../../www/settings/job.js' */

/** Does what it is told when a test says so. */
export class FakeWorker {
  /** @type {Map<string, (event: any) => void>} */ #listeners = new Map();
  /** @type {any[]} */ commands = [];
  ended = false;

  /** @param {string} type @param {(event: any) => void} listener */
  addEventListener(type, listener) {
    this.#listeners.set(type, listener);
  }

  /** @param {any} delivery */
  postMessage({ command }) {
    this.commands.push(command);
  }

  terminate() {
    this.ended = true;
  }

  /** What it is to fulfil. */
  get errand() {
    return this.commands.findLast(({ type }) => type === "fulfil");
  }

  /** The share of its time that it may take. */
  get share() {
    return this.commands.at(-1)?.share;
  }

  /** @param {any} report */
  report(report) {
    this.#listeners.get("message")?.({ data: { seat: 1, report: { runId: this.errand.runId, ...report } } });
  }

  /** @param {Partial<Outcome>} [own] */
  finish(own) {
    this.report({ type: "outcome", outcome: outcomeOf(this.errand.until, own) });
  }

  /** @param {string} message */
  die(message) {
    this.#listeners.get("error")?.({ message, preventDefault: () => {} });
  }
}

/** @param {number} step @param {Partial<Outcome>} [own] @returns {Outcome} */
export function outcomeOf(step, own) {
  const numbers = { train: 1, heldOut: 3, gap: 2, copyIndex: 0.5, noiseKept: 0.25, denoisingError: 0.5 };
  return {
    step,
    evaluation: { step, ...numbers, penalty: 0, objective: 1, thetaSquared: 1 },
    deadUnits: 0,
    theory: null,
    receipt: "0000-0000-0000",
    divergence: null,
    ...own,
  };
}

/** @param {Partial<RunConfig>} config @param {Partial<Job>} [own] @returns {Job} */
export const jobOf = (config, own) => ({ config: { ...DEFAULT_CONFIG, ...config }, events: [], until: 100, ...own });

/** Kept for as long as the test lasts; `found` stands in the storage from the first. @param {Map<string, Outcome>} [found] */
export function fakeOutcomes(found = new Map()) {
  /** @type {Map<string, Outcome>} */
  const here = new Map();
  return {
    find: async (/** @type {readonly string[]} */ keys) => {
      for (const key of keys) if (found.has(key)) here.set(key, /** @type {Outcome} */ (found.get(key)));
    },
    at: (/** @type {string} */ key) => here.get(key),
    keep: (/** @type {string} */ key, /** @type {Outcome} */ outcome) => void here.set(key, outcome),
  };
}

const MODULE = /** @type {WebAssembly.Module} */ ({});
const FILES = /** @type {any} */ ({ source: "mnist-14", files: [] });

/** Background training on a machine with so many processors. @param {number} processors @param {Partial<Parts>} [own] */
export function machine(processors, own) {
  /** @type {FakeWorker[]} */
  const workers = [];
  const clock = { now: 0 };
  const background = new Background({
    spawn: () => {
      workers.push(new FakeWorker());
      return workers[workers.length - 1];
    },
    processors,
    imagesFor: () => FILES,
    outcomes: fakeOutcomes(),
    now: () => clock.now,
    ...own,
  });
  background.start(MODULE);
  const results = /** @type {import('../../www/background/batch.js').Result[]} */ ([]);
  /** @type {import('../../www/base/protocol.js').Progress[]} */
  const told = [];
  const listener = {
    onResult: (/** @type {any} */ result) => void results.push(result),
    onProgress: (/** @type {any} */ progress) => void told.push(progress),
  };
  /** @param {readonly Job[]} jobs */
  const train = async (jobs) => {
    const training = background.trainAll(jobs, listener);
    await settled();
    return training;
  };
  const busy = () => workers.filter(({ ended }) => !ended);
  return { background, workers, busy, clock, results, told, train };
}

/** What is kept has been looked for. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
