/** A slot for each lane, by the lane's name; and for each run that waits to be taken back. */

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Slot } from "./slot.js" */

/** The slots of the lanes that there are. */
export class Slots {
  /** @type {Map<string, Slot>} */ #slots = new Map();
  /** Slots of runs that wait, by these. @type {Map<number, Slot>} */ #parked = new Map();
  #newSlot;

  /** @param {(name: string) => Slot} newSlot for the lane of this name */
  constructor(newSlot) {
    this.#newSlot = newSlot;
  }

  /**
   * A slot for every lane, and for every run that is to wait; none for others.
   * @param {Lane[]} lanes
   * @param {ReadonlySet<number>} kept the runs that are to wait
   */
  follow(lanes, kept) {
    for (const [name, slot] of this.#slots) {
      const lane = lanes.find((one) => one.name === name);
      const waits = kept.has(slot.runId) && !slot.isLost;
      if (lane && (slot.knows(lane) || !(waits || this.#parked.has(lane.runId)))) continue;
      this.#slots.delete(name);
      if (waits) {
        slot.park();
        this.#parked.set(slot.runId, slot);
      } else slot.stop();
    }
    for (const { name, runId } of lanes) {
      if (this.#slots.has(name)) continue;
      const parked = this.#parked.get(runId);
      this.#parked.delete(runId);
      parked?.unpark();
      this.#slots.set(name, parked ?? this.#newSlot(name));
    }
    for (const [runId, slot] of this.#parked) {
      if (kept.has(runId)) continue;
      this.#parked.delete(runId);
      slot.stop();
    }
  }

  /** Those of these runs that are in no slot. @param {ReadonlySet<number>} runs */
  lacking(runs) {
    const there = new Set([...this.#parked.keys(), ...this.all().map(({ runId }) => runId)]);
    return [...runs].filter((runId) => !there.has(runId));
  }

  /** The slot of a run that waits. @param {number} runId */
  parked(runId) {
    return this.#parked.get(runId);
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
