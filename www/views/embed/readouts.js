/** The numbers of the runs for who has subscribed to them: when they have changed, and not too often. */

import { formatReceipt } from "../../base/format.js";
import { snapshotOf } from "../../lanes/lanes.js";

/** @import { State } from "../../state/state.js" */
/** @import { Said } from "./messages.js" */

/**
 * @param {Pick<State, "lanes" | "playing">} state
 * @returns {Said}
 */
export function readoutsOf({ lanes, playing }) {
  const runs = lanes.flatMap((lane) => {
    const snapshot = snapshotOf(lane);
    if (!snapshot) return [];
    const { name } = lane;
    const { step, epoch, receipt, evaluation } = snapshot;
    const { train, heldOut, gap, copyIndex, noiseKept, denoisingError } = evaluation;
    const measured = { train, heldOut, gap, copyIndex, noiseKept, denoisingError };
    return [{ name, step, epoch, receipt: formatReceipt(receipt), ...measured }];
  });
  return { type: "readouts", playing, runs };
}

export class Readouts {
  /** Milliseconds between two of them; nobody has subscribed. @type {number | undefined} */ #every;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** As it was said last. */ #last = "";
  #state;
  #say;

  /** @param {() => State} state @param {(said: Said) => void} say */
  constructor(state, say) {
    this.#state = state;
    this.#say = say;
  }

  /** At once, then every so many milliseconds at most; to none if nobody wants them any more. @param {number | undefined} every */
  subscribe(every) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#every = every;
    this.#last = "";
    if (every !== undefined) this.#tell();
  }

  /** The state may be another. */
  changed() {
    if (this.#every !== undefined) this.#timer ??= setTimeout(() => this.#tell(), this.#every);
  }

  #tell() {
    this.#timer = undefined;
    const said = readoutsOf(this.#state());
    const text = JSON.stringify(said);
    if (text === this.#last) return;
    this.#last = text;
    this.#say(said);
  }
}
