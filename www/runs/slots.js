/** A slot for each lane, by the lane's name. */

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Slot } from "./slot.js" */

/** The slots of the lanes that there are. */
export class Slots {
  /** @type {Map<string, Slot>} */ #slots = new Map();
  #newSlot;

  /** @param {(name: string) => Slot} newSlot for the lane of this name */
  constructor(newSlot) {
    this.#newSlot = newSlot;
  }

  /**
   * A slot for every lane, and none for lanes that are gone.
   * @param {Lane[]} lanes
   */
  follow(lanes) {
    for (const [name, slot] of this.#slots) {
      if (lanes.some((lane) => lane.name === name)) continue;
      slot.stop();
      this.#slots.delete(name);
    }
    for (const { name } of lanes) if (!this.#slots.has(name)) this.#slots.set(name, this.#newSlot(name));
  }

  /**
   * The slot of a lane that there is.
   * @param {Lane} lane
   */
  of({ name }) {
    return /** @type {Slot} */ (this.#slots.get(name));
  }

  /** @param {string} name of a lane that there may be */
  named(name) {
    return this.#slots.get(name);
  }

  all() {
    return [...this.#slots.values()];
  }
}
