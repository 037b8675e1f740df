/** Takes reports into the state, and pictures no faster than the page can show them. */

import { isForPage } from "../state/shelving.js";
import { Rest } from "./pace.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { ProgressReport, Report, StateReport } from "../base/protocol.js" */
/** @import { PagePurpose } from "../state/shelving.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Slots } from "./slots.js" */

/** The reports of all runs, on their way into the state. */
export class Intake {
  /** Pictures that wait for the next frames, by the name of the lane. @type {Map<string, Report>} */ #held = new Map();
  /** A picture has come since the last frame. */
  #pictured = false;
  #rest = new Rest();
  #store;
  #slots;
  #deliver;
  #now;

  /**
   * @param {Store} store
   * @param {Slots} slots
   * @param {(lane: Lane, report: StateReport, purpose: PagePurpose) => void} deliver takes a state that the page makes a file or a sentence of
   * @param {() => number} now ms
   */
  constructor(store, slots, deliver, now) {
    this.#store = store;
    this.#slots = slots;
    this.#deliver = deliver;
    this.#now = now;
  }

  /** Whether a frame is needed: a picture waits for it, or is to be acknowledged in it. */
  get waits() {
    return this.#held.size > 0 || this.#slots.all().some(({ unseen }) => unseen);
  }

  /**
   * A frame: what was reported is on the screen.
   * @param {number} time ms
   * @param {boolean} playing
   */
  frame(time, playing) {
    // At rest there is one picture, and nothing to keep pace with.
    const mayCome = this.#rest.frame(time, this.#pictured) || !playing;
    if (mayCome) for (const slot of this.#slots.all()) slot.acknowledge();
    this.#pictured = false;
    const [next] = this.#held.keys();
    if (next !== undefined) this.#release(next);
  }

  /**
   * @param {string} name of the lane
   * @param {Report | ProgressReport} report
   */
  receive(name, report) {
    const lane = this.#laneOf(name, report);
    if (!lane) return this.#takeWaiting(report);
    const slot = this.#slots.of(lane);
    const now = this.#now();
    if (report.type === "progress") return slot.see(now, report.step);
    this.#release(name);
    if (report.type === "snapshot") slot.see(now, report.snapshot.step);
    // While all processors train, drawing two in one frame takes the page long enough to be felt.
    if (report.type === "snapshot" && !report.atRest && this.#pictured && slot.isSeldomShown(now))
      this.#held.set(name, report);
    else this.#take(name, report);
    return undefined;
  }

  /**
   * Takes in the picture of this lane that waits, if there is one.
   * @param {string} name
   */
  #release(name) {
    const report = this.#held.get(name);
    this.#held.delete(name);
    if (report) this.#take(name, report);
  }

  /**
   * @param {string} name of the lane
   * @param {Report} report
   */
  #take(name, report) {
    const before = this.#laneOf(name, report);
    // It may have waited for a frame until its run waits, too.
    if (!before) return this.#takeWaiting(report);
    const slot = this.#slots.of(before);
    if (report.type === "created" || report.type === "snapshot") {
      this.#pictured = true;
      slot.show(this.#now());
    }
    slot.hear(report);
    const { state, dispatch } = this.#store;
    const lane = state().lanes.indexOf(before);
    const request = report.type === "state" && state().requests.find(({ id }) => id === report.request);
    dispatch({ type: "report", lane, report });
    slot.follow(before.config, state().lanes[lane].config);
    if (request && isForPage(request.purpose)) this.#deliver(before, report, request.purpose);
    return undefined;
  }

  /**
   * What a run that waits says: that it has come to rest, or that its worker has ended.
   * @param {Report | ProgressReport} report
   */
  #takeWaiting(report) {
    const slot = this.#slots.parked(report.runId);
    if (!slot) return;
    const now = this.#now();
    if (report.type === "progress") return slot.see(now, report.step);
    if (report.type === "snapshot") {
      slot.see(now, report.snapshot.step);
      slot.show(now);
    }
    slot.hear(report);
    this.#store.dispatch({ type: "kept-report", report });
    return undefined;
  }

  /**
   * The lane of this name, if a report is of the run it has. A worker may still report of one that the page has given up:
   * unacknowledged, it falls silent by itself.
   * @param {string} name
   * @param {Report | ProgressReport} report
   */
  #laneOf(name, { runId }) {
    return this.#store.state().lanes.find((lane) => lane.name === name && lane.runId === runId);
  }
}
