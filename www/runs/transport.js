/** Plays, pauses and steps: says to which step each run may train, by one clock where they are in lockstep. */

import { stepOf, trains } from "../lanes/lanes.js";
import { SPEEDS } from "../settings/speeds.js";
import { nextStop } from "../state/shelving.js";
import { advance, limitFor } from "./pace.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { State } from "../state/state.js" */
/** @import { Slots } from "./slots.js" */

/** What the runs have been told of play, pause and step. */
export class Transport {
  #slots;
  #playing = false;
  #stepsAsked = 0;
  #limit = Infinity;
  /** With which the limit was set. @type {number | null} */ #budget = null;

  /** @param {Slots} slots */
  constructor(slots) {
    this.#slots = slots;
  }

  /** Whether the runs have been told to train. */
  get playing() {
    return this.#playing;
  }

  /**
   * Tells the runs what of it is new.
   * @param {State} state
   * @param {boolean} restarted a lane is at step 0 again
   * @param {number} time ms
   */
  follow(state, restarted, time) {
    const { lanes, playing, stepsAsked, budget, lockstep } = state;
    const training = lanes.filter(trains);
    const steps = training.map(stepOf);
    const begins = playing && (restarted || !this.#playing);
    // A budget that is raised on the way holds at once.
    if (begins || budget !== this.#budget) this.#limit = nextStop(state) ?? limitFor(steps, budget);
    this.#budget = budget;
    if (begins)
      for (const lane of training)
        this.#slots.of(lane).clock = { time, step: lockstep ? Math.min(...steps) : stepOf(lane) };
    if (!playing && this.#playing) this.#rest(lanes, (lane) => this.#slots.of(lane).until);
    if (stepsAsked !== this.#stepsAsked) this.#stepOnce(lanes, stepsAsked - this.#stepsAsked, lockstep);
    this.#playing = playing;
    this.#stepsAsked = stepsAsked;
  }

  /**
   * A frame: lets the runs train as far as the speed says.
   * @param {State} state
   * @param {number} time ms
   * @param {number} [longestFrame] ms
   * @returns {"nothing trains" | "at its limit" | undefined} why it is over
   */
  frame({ lanes, speed, lockstep }, time, longestFrame) {
    const training = lanes.filter(trains);
    if (training.length === 0) return "nothing trains";
    // When it is shown, too: what is said of the runs is read off what is shown.
    if (Math.min(...training.map(stepOf)) >= this.#limit) return "at its limit";
    const now = { time, rate: SPEEDS[speed].rate, limit: this.#limit, longestFrame };
    for (const group of lockstep ? [training] : training.map((lane) => [lane])) this.#advance(group, now);
    return undefined;
  }

  /**
   * Moves on the clock that these lanes share.
   * @param {Lane[]} lanes
   * @param {{time: number, rate: number, limit: number, longestFrame?: number}} now
   */
  #advance(lanes, now) {
    const slowest = lanes.reduce((a, b) => (this.#reached(b) < this.#reached(a) ? b : a));
    const { throughput, clock } = this.#slots.of(slowest);
    const next = advance(clock, { ...now, slowest: this.#reached(slowest), throughput });
    for (const lane of lanes) {
      const slot = this.#slots.of(lane);
      slot.clock = next;
      slot.train(lane, Math.floor(next.step));
    }
  }

  /**
   * The step that a lane's worker said it has come to: it may be ahead of what is shown.
   * @param {Lane} lane
   */
  #reached(lane) {
    return lane.status === "creating" ? stepOf(lane) : this.#slots.of(lane).reached;
  }

  /**
   * Lets the lanes that are behind make a step, and those that are level with them too; each its own if they are not in lockstep.
   * @param {Lane[]} lanes
   * @param {number} count
   * @param {boolean} lockstep
   */
  #stepOnce(lanes, count, lockstep) {
    /** @param {Lane} lane */
    const reached = (lane) => Math.max(stepOf(lane), this.#slots.of(lane).until);
    // One that repeats another up to a step stands there, and no further.
    const free = lanes.filter(({ aim }) => !aim);
    const target = Math.min(...free.filter(({ status }) => status === "ready").map(reached)) + count;
    this.#rest(free, (lane) => Math.max(this.#slots.of(lane).until, lockstep ? target : reached(lane) + count));
  }

  /**
   * Stops every lane at its step, evaluated there.
   * @param {Lane[]} lanes
   * @param {(lane: Lane) => number} at
   */
  #rest(lanes, at) {
    for (const lane of lanes) if (lane.status === "ready") this.#slots.of(lane).rest(at(lane));
  }
}
