/** Makes the runs do what the state says: compares the two after every change and sends what is missing. */

import { imageFor } from "../images/drawing.js";
import { stepOf, trains } from "../lanes/lanes.js";
import { Rest, advance, limitFor } from "./pace.js";
import { SPEEDS } from "../settings/speeds.js";
import { Slot } from "./slot.js";
import { nextStop } from "../state/shelving.js";
import { lookOf } from "../state/state.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Library } from "../load/library.js" */
/** @import { ProgressReport, Report, StateReport } from "../base/protocol.js" */
/** @import { Run } from "./run.js" */
/** @import { State } from "../state/state.js" */
/** @import { Store } from "../state/store.js" */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Library} library
 * @property {(onReport: (report: Report | ProgressReport) => void, name: string) => Run} newRun a run for the lane of this name
 * @property {(lane: Lane, report: StateReport) => void} deliver takes a state that is to be downloaded
 * @property {() => number} now ms
 */

/** The runs, and the clock they share. */
export class Lab {
  /** @type {WebAssembly.Module | undefined} */ #module;
  /** @type {Map<string, Slot>} by the name of the lane */ #slots = new Map();
  /** Requests below this number have been passed on. */
  #nextRequest = 1;
  /** Pictures that wait for the next frames, by the name of the lane. @type {Map<string, Report>} */ #held = new Map();
  /** A picture has come since the last frame. */
  #pictured = false;
  #pictureRest = new Rest();
  #barred = false;
  #playing = false;
  #stepsAsked = 0;
  #limit = Infinity;
  /** With which the limit was set. @type {number | null} */
  #budget = null;
  /** What was said last of workers that are silent. */
  #silence = "";

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.#followLanes(parts.store.state().lanes);
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
    return this.#playing || this.#held.size > 0 || [...this.#slots.values()].some(({ unseen }) => unseen);
  }

  /** Sends what the state wants and the workers have not been told. */
  sync() {
    const state = this.parts.store.state();
    this.#followLanes(state.lanes);
    if (this.#barred) return this.#barLanes();
    this.parts.library.fetchNeeded();
    let restarted = false;
    for (const lane of state.lanes) {
      const slot = this.#slot(lane);
      if (!slot.knows(lane)) restarted = this.#create(lane, state) || restarted;
      else if (lane.status === "ready") {
        slot.change(lane, state.playing ? this.parts.now() : Infinity);
        slot.add(this.parts.library.otherFor(lane.config));
      } else if (lane.status === "diverged" || lane.status === "rejected") slot.until = 0;
      if (!slot.knows(lane) || (lane.status !== "ready" && lane.status !== "diverged")) continue;
      slot.look(lookOf(state));
      slot.draw(imageFor(state.drawing, lane.config.data));
      slot.showNoise(state.uniformNoise);
    }
    this.#ask(state);
    this.#followTransport(state, restarted);
    return undefined;
  }

  /**
   * A run for every lane, and none for lanes that are gone.
   * @param {Lane[]} lanes
   */
  #followLanes(lanes) {
    for (const [name, slot] of this.#slots) {
      if (lanes.some((lane) => lane.name === name)) continue;
      slot.stop();
      this.#slots.delete(name);
    }
    for (const { name } of lanes) {
      if (this.#slots.has(name)) continue;
      this.#slots.set(
        name,
        new Slot(
          (onReport) => this.parts.newRun(onReport, name),
          (report) => this.#receive(name, report),
        ),
      );
    }
  }

  /** Asks runs how they stand. @param {State} state */
  #ask({ requests, nextRequest, lanes }) {
    for (const { id, name } of requests.filter((request) => request.id >= this.#nextRequest)) {
      const lane = lanes.find((one) => one.name === name);
      if (!lane) continue;
      // What is taken away has all of a drag.
      this.#change(lane, Infinity);
      this.#slot(lane).ask(id);
    }
    this.#nextRequest = nextRequest;
  }

  /**
   * Sends what a run has not been told of its settings.
   * @param {Lane} lane
   * @param {number} time ms
   */
  #change(lane, time) {
    if (lane.status === "ready" && this.#slot(lane).knows(lane)) this.#slot(lane).change(lane, time);
  }

  /** @param {Lane} lane */
  #slot({ name }) {
    return /** @type {Slot} */ (this.#slots.get(name));
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
   * A frame: the reports are on the screen, and the clock moves on.
   * @param {number} time ms
   * @param {number} [longestFrame] ms
   */
  frame(time, longestFrame) {
    // At rest there is one picture, and nothing to keep pace with.
    const mayCome = this.#pictureRest.frame(time, this.#pictured) || !this.#playing;
    if (mayCome) for (const slot of this.#slots.values()) slot.acknowledge();
    this.#pictured = false;
    const [next] = this.#held.keys();
    if (next !== undefined) this.#release(next);
    const { lanes, playing, speed, lockstep } = this.parts.store.state();
    if (!playing || !this.#playing) return;
    const training = lanes.filter(trains);
    if (training.length === 0) return this.parts.store.dispatch({ type: "pause" });
    for (const lane of training) this.#change(lane, time);
    // When it is shown, too: what is said of the runs is read off what is shown.
    if (Math.min(...training.map(stepOf)) >= this.#limit) return this.parts.store.dispatch({ type: "budget-reached" });
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
    const { throughput, clock } = this.#slot(slowest);
    const next = advance(clock, { ...now, slowest: this.#reached(slowest), throughput });
    for (const lane of lanes) {
      const slot = this.#slot(lane);
      slot.clock = next;
      slot.train(lane, Math.floor(next.step));
    }
  }

  /**
   * The step that a lane's worker said it has come to: it may be ahead of what is shown.
   * @param {Lane} lane
   */
  #reached(lane) {
    return lane.status === "creating" ? stepOf(lane) : this.#slot(lane).reached;
  }

  /** About once a second: says which workers are silent, and no longer says so once they have answered. */
  watch() {
    const { state, dispatch } = this.parts.store;
    const { lanes, playing, status } = state();
    const silence = lanes.flatMap((lane) => this.#slots.get(lane.name)?.watch(playing, lane) || []).join(" ");
    if (silence !== this.#silence && (silence || status === this.#silence))
      dispatch({ type: "view", view: { status: silence } });
    this.#silence = silence;
  }

  /**
   * @param {Lane} lane
   * @param {State} state
   * @returns {boolean} whether a new run was asked for
   */
  #create(lane, { fast, drawing, uniformNoise }) {
    const { library } = this.parts;
    const data = library.filesFor(lane.config);
    const module = fast ? library.fastModule : this.#module;
    if (!module || !data || lane.status !== "creating") return false;
    this.#slot(lane).create(lane, {
      module,
      data,
      other: library.otherFor(lane.config),
      drawing: imageFor(drawing, lane.start.data),
      uniformNoise,
    });
    return true;
  }

  /**
   * @param {State} state
   * @param {boolean} restarted a lane is at step 0 again
   */
  #followTransport(state, restarted) {
    const { lanes, playing, stepsAsked, budget, lockstep } = state;
    const training = lanes.filter(trains);
    const steps = training.map(stepOf);
    const begins = playing && (restarted || !this.#playing);
    // A budget that is raised on the way holds at once.
    if (begins || budget !== this.#budget) this.#limit = nextStop(state) ?? limitFor(steps, budget);
    this.#budget = budget;
    if (begins) {
      const time = this.parts.now();
      for (const lane of training)
        this.#slot(lane).clock = { time, step: lockstep ? Math.min(...steps) : stepOf(lane) };
    }
    if (!playing && this.#playing) this.#rest(lanes, (lane) => this.#slot(lane).until);
    if (stepsAsked !== this.#stepsAsked) this.#stepOnce(lanes, stepsAsked - this.#stepsAsked, lockstep);
    this.#playing = playing;
    this.#stepsAsked = stepsAsked;
  }

  /**
   * Lets the lanes that are behind make a step, and those that are level with them too; each its own if they are not in lockstep.
   * @param {Lane[]} lanes
   * @param {number} count
   * @param {boolean} lockstep
   */
  #stepOnce(lanes, count, lockstep) {
    /** @param {Lane} lane */
    const reached = (lane) => Math.max(stepOf(lane), this.#slot(lane).until);
    const target = Math.min(...lanes.filter(({ status }) => status === "ready").map(reached)) + count;
    this.#rest(lanes, (lane) => Math.max(this.#slot(lane).until, lockstep ? target : reached(lane) + count));
  }

  /**
   * Stops every lane at its step, evaluated there.
   * @param {Lane[]} lanes
   * @param {(lane: Lane) => number} at
   */
  #rest(lanes, at) {
    for (const lane of lanes) {
      if (lane.status === "ready") this.#slot(lane).rest(at(lane));
    }
  }

  /**
   * The lane of this name, if a report is of the run it has. A worker may still report of one that the page has given up:
   * unacknowledged, it falls silent by itself.
   * @param {string} name
   * @param {Report | ProgressReport} report
   */
  #laneOf(name, { runId }) {
    return this.parts.store.state().lanes.find((lane) => lane.name === name && lane.runId === runId);
  }

  /**
   * @param {string} name of the lane
   * @param {Report | ProgressReport} report
   */
  #receive(name, report) {
    const lane = this.#laneOf(name, report);
    if (!lane) return;
    const slot = this.#slot(lane);
    const now = this.parts.now();
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
    if (!before) return;
    const slot = this.#slot(before);
    if (report.type === "created" || report.type === "snapshot") {
      this.#pictured = true;
      slot.show(this.parts.now());
    }
    slot.hear(report);
    const { state, dispatch } = this.parts.store;
    const lane = state().lanes.indexOf(before);
    const request = report.type === "state" && state().requests.find(({ id }) => id === report.request);
    dispatch({ type: "report", lane, report });
    slot.follow(before.config, state().lanes[lane].config);
    if (request && request.purpose.type === "weights") this.parts.deliver(before, report);
  }
}
