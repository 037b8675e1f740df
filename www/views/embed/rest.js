/** While nobody sees a frame its runs rest, and go on when it is seen again. */

/** @import { Store } from "../../state/store.js" */

/** Why nobody sees it: its tab is hidden, it has been scrolled away, or the deck shows another slide. @typedef {"hidden" | "out of view" | "left"} Reason */

export class Rest {
  /** @type {Set<Reason>} */ #reasons = new Set();
  /** They train again when the frame is seen. */
  #goesOn = false;
  #store;

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * @param {Reason} reason
   * @param {boolean} holds
   */
  because(reason, holds) {
    if (holds) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    this.follow();
  }

  /** Whatever made the runs train while nobody sees them: they wait. */
  follow() {
    const isAway = this.#reasons.size > 0;
    if (isAway && this.#store.state().playing) {
      this.#goesOn = true;
      this.#store.dispatch({ type: "pause" });
    } else if (!isAway && this.#goesOn) {
      this.#goesOn = false;
      this.#store.dispatch({ type: "play" });
    }
  }

  /** They have been paused for good: they stay so. */
  forget() {
    this.#goesOn = false;
  }
}
