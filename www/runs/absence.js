/** What the runs have done while the page was hidden. */

import { formatCount } from "../base/format.js";
import { stepOf } from "../lanes/lanes.js";

/** @import { Store } from "../state/store.js" */
/** @import { Lane } from "../lanes/lanes.js" */

/** Nobody needs to be told of less. */
const WORTH_TELLING_MS = 10_000;

/** Notes where the runs stand when the page is hidden, and says how far they have come when it is shown. */
export class Absence {
  /** @type {{time: number, lanes: Lane[]} | undefined} */ #left;
  #store;
  #now;

  /** @param {Store} store @param {() => number} now ms */
  constructor(store, now) {
    this.#store = store;
    this.#now = now;
  }

  /** @param {boolean} hidden */
  follow(hidden) {
    const { lanes, playing } = this.#store.state();
    const left = this.#left;
    this.#left = hidden ? { time: this.#now(), lanes } : undefined;
    if (hidden || !left || !playing || this.#now() - left.time < WORTH_TELLING_MS) return;
    const status = meanwhile(left.lanes, lanes);
    if (status) this.#store.dispatch({ type: "view", view: { status } });
  }
}

/**
 * How far each run has come, or nothing if none has.
 * @param {Lane[]} before
 * @param {Lane[]} now
 */
export function meanwhile(before, now) {
  const moved = now.flatMap((lane) => {
    const then = before.find(({ runId }) => runId === lane.runId);
    return then && stepOf(lane) > stepOf(then)
      ? [`run ${lane.name} from step ${formatCount(stepOf(then))} to ${formatCount(stepOf(lane))}`]
      : [];
  });
  return moved.length === 0 ? "" : `While this page was hidden, training went on: ${moved.join(", ")}.`;
}
