/**
 * Makes the runs do what the state says: compares the two after every change and sends what is missing.
 *
 * The state is what a person wants; `sent` is what each worker has been told.
 */

import { stepOf, trains } from "./lanes.js";
import { SPEEDS, advance, limitFor, smoothedThroughput } from "./pace.js";

/** @import { Lane } from "./lanes.js" */
/** @import { Clock } from "./pace.js" */
/** @import { Library, Store } from "./library.js" */
/** @import { Change, Report } from "./protocol.js" */
/** @import { Run } from "./run.js" */
/** @import { State } from "./state.js" */

/** @typedef {{runId: number, lambda: number, tied: boolean, learningRate: number, other: boolean, until: number}} Sent */
/** @typedef {{time: number, step: number, rate: number}} Seen */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Library} library
 * @property {(lane: number, onReport: (report: Report) => void) => Run} newRun
 * @property {() => number} now ms
 */

/** The runs, and the clock they share. */
export class Lab {
  /** @type {WebAssembly.Module | undefined} */ #module;
  /** @type {Run[]} */ #runs = [];
  /** @type {Sent[]} */ #sent = [];
  /** @type {Seen[]} */ #seen = [];
  /** @type {Clock} */ #clock = { time: 0, step: 0 };
  /** @type {Set<number>} lanes whose last report is not on the screen yet */ #unseen = new Set();
  #barred = false;
  #playing = false;
  #stepsAsked = 0;
  #limit = Infinity;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    parts.store.state().lanes.forEach((_, index) => {
      this.#runs[index] = parts.newRun(index, (report) => this.#receive(index, report));
      this.#runs[index].warmUp();
      this.#sent[index] = { runId: 0, lambda: 0, tied: false, learningRate: 0, other: false, until: 0 };
      this.#seen[index] = { time: 0, step: 0, rate: 0 };
    });
  }

  /** @param {WebAssembly.Module} module compiled, to be posted to every worker */
  start(module) {
    this.#module = module;
    this.sync();
  }

  /** There is no module and will be none: nothing can be trained in this page. */
  bar() {
    this.#barred = true;
    this.sync();
  }

  /** Whether frames are needed: something trains, or a report waits to be acknowledged. */
  get busy() {
    return this.#playing || this.#unseen.size > 0;
  }

  /** Sends what the state wants and the workers have not been told. */
  sync() {
    if (this.#barred) return this.#barLanes();
    this.parts.library.fetchNeeded();
    const state = this.parts.store.state();
    let restarted = false;
    state.lanes.forEach((lane, index) => {
      if (this.#sent[index].runId !== lane.runId) restarted = this.#create(lane, index) || restarted;
      else if (lane.status === "ready") this.#update(lane, index);
      else if (lane.status === "diverged" || lane.status === "rejected") this.#sent[index].until = 0;
    });
    this.#followTransport(state, restarted);
    return undefined;
  }

  #barLanes() {
    const { state, dispatch } = this.parts.store;
    state().lanes.forEach(({ name, status }, lane) => {
      if (status !== "barred") dispatch({ type: "lane-failed", lane, message: `Run ${name} cannot start without the module.`, barred: true });
    });
    if (state().playing) dispatch({ type: "pause" });
  }

  /**
   * A frame: the reports are on the screen, and the clock moves on.
   * @param {number} time ms
   * @param {number} [longestFrame] ms
   */
  frame(time, longestFrame) {
    for (const index of this.#unseen) this.#runs[index].acknowledge();
    this.#unseen.clear();
    const { lanes, playing, speed } = this.parts.store.state();
    if (!playing || !this.#playing) return;
    const training = lanes.flatMap((lane, index) => (trains(lane) ? [index] : []));
    if (training.length === 0) return this.parts.store.dispatch({ type: "pause" });
    const slowest = training.reduce((a, b) => (stepOf(lanes[b]) < stepOf(lanes[a]) ? b : a));
    const step = stepOf(lanes[slowest]);
    if (step >= this.#limit) return this.parts.store.dispatch({ type: "budget-reached" });
    this.#clock = advance(this.#clock, {
      time, rate: SPEEDS[speed].rate, slowest: step, throughput: this.#seen[slowest].rate, limit: this.#limit, longestFrame,
    });
    for (const index of training) this.#train(lanes[index], index, Math.floor(this.#clock.step));
    return undefined;
  }

  /** About once a second: notices workers that died in silence. */
  watch() {
    const { lanes, playing } = this.parts.store.state();
    this.#runs.forEach((run, index) => {
      run.expect(playing && lanes[index].status === "ready" && stepOf(lanes[index]) < this.#sent[index].until);
      run.watch();
    });
  }

  /**
   * @param {Lane} lane
   * @param {number} index
   * @returns {boolean} whether a new run was asked for
   */
  #create(lane, index) {
    const data = this.parts.library.filesFor(lane.config);
    if (!this.#module || !data || lane.status !== "creating") return false;
    const other = this.parts.library.otherFor(lane.config);
    const { runId, config } = lane;
    const { lambda, tied, learningRate } = config;
    this.#sent[index] = { runId, lambda, tied, learningRate, other: other !== undefined, until: 0 };
    this.#seen[index] = { time: 0, step: 0, rate: this.#seen[index].rate };
    this.#unseen.delete(index);
    this.#runs[index].create({ type: "create", runId, module: this.#module, config, data, other });
    return true;
  }

  /**
   * @param {Lane} lane
   * @param {number} index
   */
  #update({ config }, index) {
    const sent = this.#sent[index];
    for (const field of /** @type {const} */ (["lambda", "tied", "learningRate"])) {
      if (config[field] === sent[field]) continue;
      Object.assign(sent, { [field]: config[field] });
      this.#runs[index].change(/** @type {Change} */ ({ [field]: config[field] }));
    }
    const other = this.parts.library.otherFor(config);
    if (other && !sent.other) {
      sent.other = true;
      this.#runs[index].addOther(other);
    }
  }

  /**
   * @param {Lane} lane
   * @param {number} index
   * @param {number} until
   */
  #train(lane, index, until) {
    if (lane.status !== "ready" || until <= Math.max(this.#sent[index].until, stepOf(lane))) return;
    this.#sent[index].until = until;
    this.#runs[index].train(until);
  }

  /**
   * @param {State} state
   * @param {boolean} restarted a lane is at step 0 again
   */
  #followTransport({ lanes, playing, stepsAsked, budget }, restarted) {
    const steps = lanes.filter(trains).map(stepOf);
    if (playing && (restarted || !this.#playing)) {
      this.#limit = limitFor(steps, budget);
      this.#clock = { time: this.parts.now(), step: Math.min(...steps) };
    }
    if (!playing && this.#playing) this.#rest(lanes, (index) => this.#sent[index].until);
    if (stepsAsked !== this.#stepsAsked) this.#stepOnce(lanes, stepsAsked - this.#stepsAsked);
    this.#playing = playing;
    this.#stepsAsked = stepsAsked;
  }

  /**
   * Lets the lanes that are behind make a step, and those that are level with them too.
   * @param {Lane[]} lanes
   * @param {number} count
   */
  #stepOnce(lanes, count) {
    const reached = lanes.flatMap((lane, index) => (lane.status === "ready" ? [Math.max(stepOf(lane), this.#sent[index].until)] : []));
    const target = Math.min(...reached) + count;
    this.#rest(lanes, (index) => Math.max(this.#sent[index].until, target));
  }

  /**
   * Stops every lane at its step, evaluated there.
   * @param {Lane[]} lanes
   * @param {(lane: number) => number} at
   */
  #rest(lanes, at) {
    lanes.forEach((lane, index) => {
      if (lane.status !== "ready") return;
      const step = at(index);
      this.#sent[index].until = step;
      this.#runs[index].pause(step);
    });
  }

  /**
   * @param {number} index
   * @param {Report} report
   */
  #receive(index, report) {
    // A worker may still report of a run that the page has given up: unacknowledged, it falls silent by itself.
    if (report.runId !== this.parts.store.state().lanes[index].runId) return;
    const time = this.parts.now();
    if (report.type === "created" || report.type === "snapshot") {
      const { step } = report.snapshot;
      const seen = this.#seen[index];
      const rate = step > seen.step && seen.time > 0 ? smoothedThroughput(seen.rate, step - seen.step, time - seen.time) : seen.rate;
      this.#seen[index] = { time, step, rate };
      this.#unseen.add(index);
    }
    this.parts.store.dispatch({ type: "report", lane: index, report });
  }
}
