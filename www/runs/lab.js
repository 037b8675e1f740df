/** Makes the runs do what the state says: compares the two after every change and sends what is missing. */

import { trains } from "../lanes/lanes.js";
import { keptRuns } from "../state/kept.js";
import { isForPage } from "../state/shelving.js";
import { lookOf, shownTo } from "../state/state.js";
import { Intake } from "./intake.js";
import { Silence } from "./silence.js";
import { Slot } from "./slot.js";
import { Slots } from "./slots.js";
import { Transport } from "./transport.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Library } from "../load/library.js" */
/** @import { ProgressReport, Report, StateReport } from "../base/protocol.js" */
/** @import { Run } from "./run.js" */
/** @import { PagePurpose } from "../state/shelving.js" */
/** @import { State } from "../state/state.js" */
/** @import { Store } from "../state/store.js" */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Library} library
 * @property {(onReport: (report: Report | ProgressReport) => void, name: string) => Run} newRun a run for the lane of this name
 * @property {(lane: Lane, report: StateReport, purpose: PagePurpose) => void} deliver takes a state that the page makes a file or a sentence of
 * @property {() => number} now ms
 */

/** The runs of the page. What comes from them is the {@link Intake}'s; how far they may train, the {@link Transport}'s. */
export class Lab {
  /** @type {WebAssembly.Module | undefined} */ #module;
  /** There is no module, and none is on its way. */
  #barred = false;
  /** Requests below this number have been passed on. */
  #nextRequest = 1;
  #slots;
  #intake;
  #transport;
  #silence;

  /** @param {Parts} parts */
  constructor(parts) {
    const { store, newRun, deliver, now } = parts;
    this.parts = parts;
    this.#slots = new Slots((name) => {
      const receive = (/** @type {Report | ProgressReport} */ report) => this.#intake.receive(name, report);
      return new Slot((onReport) => newRun(onReport, name), receive);
    });
    this.#intake = new Intake(store, this.#slots, deliver, now);
    this.#transport = new Transport(this.#slots);
    this.#silence = new Silence(store, this.#slots);
    this.#slots.follow(store.state().lanes, keptRuns(store.state()));
  }

  /** @param {WebAssembly.Module} module compiled, to be posted to every worker unless the state asks for the fast one */
  start(module) {
    this.#module = module;
    // It may be here after all.
    this.#barred = false;
    this.parts.store.dispatch({ type: "unbarred" });
    this.sync();
  }

  /** There is no module, and none is on its way: nothing can be trained. */
  bar() {
    this.#barred = true;
    this.sync();
  }

  /** Whether frames are needed: something trains, or a report waits to be acknowledged. */
  get busy() {
    return this.#transport.playing || this.#intake.waits;
  }

  /** How many lanes train now. */
  get training() {
    return this.#transport.playing ? this.parts.store.state().lanes.filter(trains).length : 0;
  }

  /** Sends what the state wants and the workers have not been told. */
  sync() {
    const state = this.parts.store.state();
    this.#followSlots(state);
    if (this.#barred) return this.#barLanes();
    this.parts.library.fetchNeeded();
    let restarted = false;
    for (const lane of state.lanes) {
      const slot = this.#slots.of(lane);
      if (!slot.knows(lane)) restarted = this.#create(lane, state) || restarted;
      else if (lane.status === "ready") {
        slot.change(lane, state.playing ? this.parts.now() : Infinity);
        slot.add(this.parts.library.otherFor(lane.config));
        slot.aim(lane);
      } else if (lane.status === "diverged" || lane.status === "rejected") slot.until = 0;
      if (!slot.knows(lane) || (lane.status !== "ready" && lane.status !== "diverged")) continue;
      slot.look(lookOf(state, lane.name));
      slot.draw(shownTo(state, lane.config));
      slot.showNoise(state.uniformNoise);
    }
    this.#ask(state);
    this.#transport.follow(state, restarted, this.parts.now());
    return undefined;
  }

  /**
   * A frame: the reports are on the screen, and the clock moves on.
   * @param {number} time ms
   * @param {number} [longestFrame] ms
   */
  frame(time, longestFrame) {
    const { store } = this.parts;
    this.#intake.frame(time, this.#transport.playing);
    const state = store.state();
    if (!state.playing || !this.#transport.playing) return;
    for (const lane of state.lanes.filter(trains)) this.#change(lane, time);
    const over = this.#transport.frame(state, time, longestFrame);
    if (over) store.dispatch({ type: over === "at its limit" ? "budget-reached" : "pause" });
  }

  /** About once a second: says which workers are silent. */
  watch() {
    this.#silence.watch();
  }

  /** Gives every run its place, and says which of those that should wait could not. @param {State} state */
  #followSlots(state) {
    const kept = keptRuns(state);
    this.#slots.follow(state.lanes, kept);
    for (const runId of this.#slots.lacking(kept)) {
      const report = /** @type {const} */ ({ type: "failed", runId, message: "", fatal: true });
      this.parts.store.dispatch({ type: "kept-report", report });
    }
  }

  /** Asks runs how they stand. @param {State} state */
  #ask({ requests, nextRequest, lanes }) {
    for (const { id, name, purpose } of requests.filter((request) => request.id >= this.#nextRequest)) {
      const lane = lanes.find((one) => one.name === name);
      if (!lane) continue;
      // What is taken away has all of a drag.
      this.#change(lane, Infinity);
      this.#slots.of(lane).ask(id, isForPage(purpose));
    }
    this.#nextRequest = nextRequest;
  }

  /**
   * Sends what a run has not been told of its settings.
   * @param {Lane} lane
   * @param {number} time ms
   */
  #change(lane, time) {
    const slot = this.#slots.of(lane);
    if (lane.status === "ready" && slot.knows(lane)) slot.change(lane, time);
  }

  #barLanes() {
    const { state, dispatch } = this.parts.store;
    state().lanes.forEach(({ name, status }, lane) => {
      if (status !== "barred")
        dispatch({ type: "lane-failed", lane, message: `Run ${name} cannot start without the module.`, barred: true });
    });
    if (state().playing) dispatch({ type: "pause" });
  }

  /**
   * @param {Lane} lane
   * @param {State} state
   * @returns {boolean} whether a new run was asked for
   */
  #create(lane, state) {
    const { fast, uniformNoise } = state;
    const { library } = this.parts;
    const data = library.filesFor(lane.config);
    const module = fast ? library.fastModule : this.#module;
    if (!module || !data || lane.status !== "creating") return false;
    this.#slots
      .of(lane)
      .create(lane, {
        module,
        data,
        other: library.otherFor(lane.config),
        drawing: shownTo(state, lane.start),
        uniformNoise,
      });
    return true;
  }
}
