/** What an open instrument sees of a network beyond a snapshot: worked out in the worker, and only while it is asked for. */

import { Jacobian } from "../pkg/autoencoder_lab.js";
import { sentence } from "./handover.js";

/** @import { Ahead, Jacobian as Found, Look, SnapshotReport } from "../base/protocol.js" */
/** @import { Trainer } from "../pkg/autoencoder_lab.js" */

/** While a run trains it is looked into at most this often, in ms, and this share of its worker's time. */
const REFRESH_MS = 120;
const REFRESH_SHARE = 0.15;

/** Looks into the trainer of one run. */
export class Insight {
  /** @type {Look} */ look = { ledger: false, filters: null, jacobian: false, nearest: false, step: null };
  /** The unit that nobody has chosen: it stays while the instrument is open. @type {{unit: number, since: number} | undefined} */ #unit;
  #at = -Infinity;
  #cost = 0;
  #sharers;
  /** @type {Jacobian | undefined} */ #jacobian;
  #piece = { at: -Infinity, cost: 0 };
  /** There is no memory for it. */
  #refused = false;

  /** @param {() => number} sharers how many runs share the worker, and its time */
  constructor(sharers) {
    this.#sharers = sharers;
  }

  /**
   * What a report adds for the instrument that is open; nothing where it is too early for it again.
   * @param {Trainer} trainer
   * @param {boolean} resting the report must be complete
   * @returns {Pick<SnapshotReport, "ledger" | "units" | "weights" | "nearest" | "nearestImages" | "ahead">}
   */
  into(trainer, resting) {
    const { ledger, filters, nearest: near, step } = this.look;
    if (step?.unit !== null) this.#unit = undefined;
    const begin = performance.now();
    if (
      !(ledger || filters || near || step) ||
      (!resting && begin - this.#at < Math.max(REFRESH_MS, (this.#sharers() * this.#cost) / REFRESH_SHARE))
    )
      return {};
    const units = filters ? chosenUnits(trainer.unitNorms(), filters.count, filters.byNorm) : undefined;
    const nearest = near ? trainer.nearest() : undefined;
    const found = {
      ledger: ledger ? { step: trainer.steps, ...trainer.ledger() } : undefined,
      units,
      weights: units && trainer.filters(units),
      nearest,
      nearestImages:
        nearest &&
        trainer.trainingImages(
          Uint32Array.from(nearest.filter((/** @type {number} */ _, /** @type {number} */ at) => at % 3 === 0)),
        ),
      ahead: step ? this.#lookAhead(trainer, step.unit) : undefined,
    };
    this.#at = performance.now();
    this.#cost = this.#at - begin;
    return found;
  }

  /** @param {Trainer} trainer @param {number | null} chosen @returns {Ahead | null} */
  #lookAhead(trainer, chosen) {
    const about = trainer.lookAhead(chosen ?? this.#unit?.unit);
    if (!about) return null;
    if (chosen === null) this.#unit ??= { unit: about.unit, since: about.step };
    return { about, numbers: trainer.numbersAhead(), since: this.#unit?.since };
  }

  /**
   * Whether there is something of the Jacobian to be worked out.
   * @param {Trainer} trainer
   */
  hasWork(trainer) {
    return (
      this.look.jacobian &&
      !this.#refused &&
      !(this.#jacobian?.isDone === true && this.#jacobian.isOf(trainer) === true)
    );
  }

  /**
   * Goes on with the Jacobian of the network as it was when it was begun: a piece, unless it is too early for one.
   * @param {Trainer} trainer
   * @param {boolean} resting nobody waits for it to train
   * @returns {Found | undefined} what that has completed
   */
  advance(trainer, resting) {
    if (!this.look.jacobian) this.end();
    const begin = performance.now();
    const { at, cost } = this.#piece;
    if (!this.hasWork(trainer) || (!resting && begin - at < (this.#sharers() * cost) / REFRESH_SHARE)) return undefined;
    const found = this.#advance(trainer);
    this.#piece = { at: performance.now(), cost: performance.now() - begin };
    return found;
  }

  /** @param {Trainer} trainer @returns {Found | undefined} */
  #advance(trainer) {
    try {
      this.#jacobian ??= new Jacobian(trainer);
    } catch (error) {
      // Only what the core refuses is an Error and no more.
      if (!(error instanceof Error) || error.constructor !== Error) throw error;
      this.#refused = true;
      return { problem: sentence(error) };
    }
    const jacobian = this.#jacobian;
    if (jacobian.isDone) jacobian.begin(trainer);
    const part = jacobian.advance(trainer);
    const { step } = jacobian;
    if (part === 1) return { response: { step, mean: jacobian.mean, noiseKept: jacobian.noiseKept } };
    if (part === 2)
      return { spectrum: { step, values: jacobian.singularValues, count: jacobian.singularValuesOfEach } };
    if (part === 3) return { weights: { step, numbers: jacobian.weights } };
    return undefined;
  }

  /** Gives its memory back. */
  end() {
    this.#jacobian?.free();
    this.#jacobian = undefined;
    this.#refused = false;
  }
}

/**
 * The first units, or those with the largest norms, the largest first.
 * @param {Float32Array} norms
 * @param {number} count
 * @param {boolean} byNorm
 */
export function chosenUnits(norms, count, byNorm) {
  const units = Uint32Array.from(norms.keys());
  if (byNorm) units.sort((a, b) => norms[b] - norms[a] || a - b);
  return units.slice(0, count);
}
