/** One lane's run: what its worker has been told, and how fast it was seen to be. */

import { smoothedThroughput } from "./pace.js";
import { PATIENCE_SECONDS } from "./run.js";
import { DEFAULT_CONFIG } from "../base/schema.js";
import { LIVE, liveOf } from "../settings/settings.js";

/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Clock } from "./pace.js" */
/** @import { Change, DataFiles, Look, ProgressReport, Report, RunConfig } from "../base/protocol.js" */
/** @import { Run } from "./run.js" */

/** @typedef {{module: WebAssembly.Module, data: DataFiles, other: DataFiles | undefined, drawing: Float32Array | undefined, uniformNoise: boolean}} Needs */

/** Milliseconds over which a run's throughput is seen at least: reports that waited for a busy page come in all at once. */
const SIGHTING_MS = 50;

/** Milliseconds between two pictures of a run from which on they are seldom. */
const SELDOM_MS = 250;

/**
 * Milliseconds between two changes of a run that trains: a slider that is dragged makes one in every frame, and each would be
 * part of the run's recipe for good.
 */
const CHANGE_MS = 150;

/** What a new run is asked to show besides: nothing. */
const NO_LOOK = JSON.stringify({ ledger: false, filters: null, jacobian: false, nearest: false, step: null });

/** The state is what a person wants; this is what has been sent of it. */
export class Slot {
  #run;
  #sent = { runId: 0, live: liveOf(DEFAULT_CONFIG), other: false, uniformNoise: false, look: NO_LOOK };
  /** @type {Float32Array | undefined} that was sent last */ #drawing;
  /** The tiles with the drawing that was sent last are on their way. */
  #drawingDue = false;
  #seen = { time: 0, step: 0 };
  #unseen = false;
  /** When a change was sent last. */
  #changed = -Infinity;
  /** When its last picture came. */
  #shown = 0;
  /** The step that the worker may train to. */
  until = 0;
  /** The last step that the worker said it has come to; what is shown may be behind. */
  reached = 0;
  /** Steps a second that this lane was seen to make. */
  throughput = 0;
  /** @type {Clock} */
  clock = { time: 0, step: 0 };

  /** @param {(onReport: (report: Report | ProgressReport) => void) => Run} newRun @param {(report: Report | ProgressReport) => void} onReport */
  constructor(newRun, onReport) {
    this.#run = newRun(onReport);
    this.#run.warmUp();
  }

  /** A report waits to be acknowledged. */
  get unseen() {
    return this.#unseen;
  }

  /** Ends the worker. */
  stop() {
    this.#run.stop();
  }

  /** The run that the worker has been told of; 0 for none. */
  get runId() {
    return this.#sent.runId;
  }

  /** Its run is lost: it cannot wait. */
  get isLost() {
    return this.#run.isLost;
  }

  /** Its run comes to rest, and waits in its worker, which others may have to themselves. */
  park() {
    if (this.until > 0) this.rest(this.until);
    this.#run.waits = true;
  }

  /** Its run is shown again. */
  unpark() {
    this.#run.waits = false;
  }

  /**
   * Whether the worker has been told of the run the lane wants.
   * @param {Lane} lane
   */
  knows({ runId }) {
    return this.#sent.runId === runId;
  }

  /**
   * @param {Lane} lane
   * @param {Needs} needs
   */
  create({ runId, start, events, state }, { module, data, other, drawing, uniformNoise }) {
    this.#sent = { runId, live: liveOf(start), other: other !== undefined, uniformNoise, look: NO_LOOK };
    this.#seen = { time: 0, step: 0 };
    this.#unseen = false;
    this.#drawing = drawing;
    this.#drawingDue = false;
    this.until = 0;
    this.reached = state?.step ?? 0;
    this.#run.create({
      type: "create",
      runId,
      module,
      config: start,
      events,
      state,
      data,
      other,
      drawing,
      uniformNoise,
    });
  }

  /**
   * Sends the settings that have changed: at once, unless the run has just been changed.
   * @param {Lane} lane
   * @param {number} time ms; Infinity where nothing trains that a change could be part of
   */
  change({ config }, time) {
    const changed = LIVE.filter((field) => config[field] !== this.#sent.live[field]);
    if (changed.length === 0 || time - this.#changed < CHANGE_MS) return;
    if (time !== Infinity) this.#changed = time;
    for (const field of changed) {
      Object.assign(this.#sent.live, { [field]: config[field] });
      this.#run.send({ type: "change", change: /** @type {Change} */ ({ [field]: config[field] }) });
    }
  }

  /**
   * Sends the other data set, once it is here.
   * @param {DataFiles | undefined} other
   */
  add(other) {
    if (!other || this.#sent.other) return;
    this.#sent.other = true;
    this.#run.send({ type: "other", data: other });
  }

  /**
   * Sends what the open instrument looks into.
   * @param {Look} look
   */
  look(look) {
    const text = JSON.stringify(look);
    if (text === this.#sent.look) return;
    this.#sent.look = text;
    this.#run.send({ type: "look", look });
  }

  /**
   * Sends what the row of noise is to show.
   * @param {boolean} uniform
   */
  showNoise(uniform) {
    if (uniform === this.#sent.uniformNoise) return;
    this.#sent.uniformNoise = uniform;
    this.#run.send({ type: "noise", uniform });
  }

  /**
   * Sends the drawing, unless the worker is still busy with the last one: then only the newest of those that come meanwhile.
   * @param {Float32Array | undefined} drawing
   */
  draw(drawing) {
    if (this.#drawingDue || drawing === this.#drawing) return;
    this.#drawing = drawing;
    this.#drawingDue = true;
    this.#run.send({ type: "drawing", drawing });
  }

  /**
   * A drawing that was sent is shown, or refused.
   * @param {Report} report
   */
  hear({ type }) {
    if (type === "tiles" || type === "failed") this.#drawingDue = false;
  }

  /**
   * What the run changed by itself it need not be told.
   * @param {RunConfig} before
   * @param {RunConfig} after its report
   */
  follow(before, after) {
    for (const field of LIVE) {
      if (after[field] !== before[field]) Object.assign(this.#sent.live, { [field]: after[field] });
    }
  }

  /**
   * Asks for the run as it stands.
   * @param {number} request
   * @param {boolean} origin whether where it began is wanted, too
   */
  ask(request, origin) {
    this.#run.send({ type: "ask", request, ...(origin && { origin }) });
  }

  /**
   * @param {Lane} lane
   * @param {number} until
   */
  train(lane, until) {
    if (lane.status !== "ready" || until <= Math.max(this.until, this.reached)) return;
    this.until = until;
    this.#run.send({ type: "train", until });
  }

  /**
   * Stops at a step, to be evaluated exactly there.
   * @param {number} step
   */
  rest(step) {
    this.until = step;
    this.#run.send({ type: "pause", at: step });
  }

  /**
   * Comes to the step that its run is to stand at, as fast as it can, whatever plays.
   * @param {Lane} lane
   */
  aim({ aim }) {
    if (aim && this.until < aim.step) this.rest(aim.step);
  }

  /**
   * What a report says about the pace.
   * @param {number} time ms
   * @param {number} step
   */
  see(time, step) {
    const seen = this.#seen;
    this.reached = step;
    if (time - seen.time < SIGHTING_MS) return;
    if (step > seen.step && seen.time > 0)
      this.throughput = smoothedThroughput(this.throughput, step - seen.step, time - seen.time);
    this.#seen = { time, step };
  }

  /**
   * A picture of the run is on its way to the screen.
   * @param {number} time ms
   */
  show(time) {
    this.#unseen = true;
    this.#shown = time;
  }

  /**
   * Whether its pictures come so seldom that one may wait for a frame.
   * @param {number} time ms
   */
  isSeldomShown(time) {
    return time - this.#shown > SELDOM_MS;
  }

  /** The last report is on the screen. */
  acknowledge() {
    if (this.#unseen) this.#run.send({ type: "acknowledge" });
    this.#unseen = false;
  }

  /**
   * About once a second: notices a worker that is silent.
   * @param {boolean} playing
   * @param {Lane} lane
   * @returns {string} a sentence about its silence, if there is something to say
   */
  watch(playing, lane) {
    this.#run.expect(playing && lane.status === "ready" && this.reached < this.until);
    if (!this.#run.watch()) return "";
    return `Run ${lane.name} has not answered for ${PATIENCE_SECONDS} seconds: it may be busy. “Restart run” ends its worker and begins anew.`;
  }
}
