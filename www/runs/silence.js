/** Says of workers that they are silent, as long as they are. */

/** @import { Store } from "../state/store.js" */
/** @import { Slots } from "./slots.js" */

/** What is said of silent workers. */
export class Silence {
  #store;
  #slots;
  /** What was said last. */
  #said = "";

  /** @param {Store} store @param {Slots} slots */
  constructor(store, slots) {
    this.#store = store;
    this.#slots = slots;
  }

  /** About once a second: says which workers are silent, and no longer says so once they have answered. */
  watch() {
    const { state, dispatch } = this.#store;
    const { lanes, playing, status } = state();
    const silence = lanes.flatMap((lane) => this.#slots.named(lane.name)?.watch(playing, lane) || []).join(" ");
    if (silence !== this.#said && (silence || status === this.#said))
      dispatch({ type: "view", view: { status: silence } });
    this.#said = silence;
  }
}
