/**
 * One trainer, one loop: trains in slices, listens between them, reports when the page has shown the last report.
 *
 * The listener is attached while this script is evaluated, and each command is carried out to its end before the next:
 * the module comes compiled with `create` and is instantiated synchronously, so no command can come too early.
 */

import { buffersOf, dataset, kept, sentence, stateOf } from "./handover.js";
import { Insight } from "./insight.js";
import { Trainer, initSync } from "./pkg/autoencoder_lab.js";
import { Reporting } from "./reporting.js";

/** @import { CreateCommand, Command, Report, Snapshot } from "./protocol.js" */

/** Milliseconds of training between two looks at the mail. */
const SLICE_MS = 8;
/** Takes the drawing away. */
const NO_DRAWING = new Float32Array();

const page = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const turns = new MessageChannel();

let instantiated = false;
/** @type {Session | undefined} */
let session;

/** The run this worker trains, and what the page has asked of it. */
class Session {
  step = 0;
  until = 0;
  /** @type {number | undefined} */
  pauseAt;
  /** Nothing is asked but to stand at this step: every report evaluates exactly here. */
  resting = true;
  /** Something has changed since the last report. */
  news = false;
  acknowledged = true;
  /** A step has been made that {@link Session.survey} has not followed. */
  owed = false;
  /** A change that no step has had yet. */
  changed = false;
  curveRevision = -1;
  diverged = false;
  scheduled = false;
  insight = new Insight();

  /** @param {CreateCommand} command */
  constructor({ runId, config, events, state, data, other, drawing }) {
    this.runId = runId;
    const begin = performance.now();
    this.trainer = state ? Trainer.resume(config, events, dataset(data), kept(state)) : new Trainer(config, events, dataset(data));
    // A trainer comes with its first evaluation.
    this.reporting = new Reporting(performance.now() - begin);
    if (other) this.trainer.setOther(dataset(other));
    if (drawing) this.trainer.setDrawing(drawing);
    this.#report({ type: "created", runId, ...this.pictures(), snapshot: this.snapshot(), curve: this.curve(), reconstructions: this.trainer.reconstructions() });
  }

  pictures() {
    return { tiles: this.trainer.tiles(), inputs: this.trainer.tileInputs() };
  }

  curve() {
    this.curveRevision = this.trainer.curveRevision;
    return this.trainer.curve();
  }

  snapshot() {
    this.follow();
    return /** @type {Snapshot} */ (this.trainer.snapshot());
  }

  /** A run that diverges goes back, and stands still until a change. */
  follow() {
    this.step = this.trainer.steps;
    this.diverged = this.trainer.diverged;
  }

  /**
   * Trains for a slice, reports, and comes back as long as there is something to do. Where a step is longer than a slice, its
   * share of an evaluation has a turn of its own, so that a change waits for one of the two at most, and is in the next step.
   */
  turn() {
    this.scheduled = false;
    const end = performance.now() + SLICE_MS;
    if (this.owed && !this.changed) this.survey();
    while (!this.diverged && this.step < this.target && performance.now() < end) {
      this.train();
      if (performance.now() < end) this.survey();
    }
    if (this.pauseAt !== undefined && (this.step >= this.target || this.diverged)) this.rest();
    else if (this.news) this.reportProgress();
    this.tell();
    if (this.owed || (!this.diverged && this.step < this.target)) this.schedule();
  }

  /** The step to train to. */
  get target() {
    return Math.min(this.until, this.pauseAt ?? Infinity);
  }

  train() {
    this.trainer.update();
    this.follow();
    this.news = true;
    this.owed = true;
    this.changed = false;
  }

  /** Goes on with what is measured for the curve. */
  survey() {
    this.trainer.survey();
    this.follow();
    this.owed = false;
  }

  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    turns.port2.postMessage(this.runId);
  }

  /** Stands still: evaluates at exactly this step, whether the page is ready for it or not. */
  rest() {
    this.pauseAt = undefined;
    this.until = this.step;
    this.resting = true;
    this.evaluate();
    this.reportSnapshot();
  }

  /** Says which step it has come to: a picture of it takes longer, and may have to wait. */
  tell() {
    if (this.diverged || !this.reporting.tells(performance.now(), this.step, this.step >= this.until)) return;
    page.postMessage({ type: "progress", runId: this.runId, step: this.step });
  }

  reportProgress() {
    if (!this.acknowledged) return;
    const arrived = this.diverged || this.step >= this.until;
    const wait = this.reporting.wait(performance.now(), { resting: this.resting || this.diverged, arrived });
    if (wait > 0) {
      if (arrived) setTimeout(() => session === this && this.news && this.schedule(), wait);
      return;
    }
    if (this.resting || (arrived && this.reporting.mayRefresh(performance.now()))) this.evaluate();
    this.reportSnapshot();
  }

  evaluate() {
    const begin = performance.now();
    this.trainer.evaluate();
    this.owed = false;
    const end = performance.now();
    this.reporting.evaluated(end, end - begin);
  }

  reportSnapshot() {
    const begin = performance.now();
    const changed = this.trainer.curveRevision !== this.curveRevision;
    const picture = { snapshot: this.snapshot(), curve: changed ? this.curve() : undefined, reconstructions: this.trainer.reconstructions() };
    const end = performance.now();
    this.reporting.pictured(end, end - begin, this.step);
    this.#report({ type: "snapshot", runId: this.runId, ...picture, atRest: this.resting, ...this.insight.into(this.trainer, this.resting) });
  }

  /** Other images are shown: they are sent at once, for the numbers stay as they are. */
  reportTiles() {
    const report = { type: /** @type {const} */ ("tiles"), runId: this.runId, ...this.pictures(), reconstructions: this.trainer.reconstructions() };
    page.postMessage(report, buffersOf(report));
  }

  /** @param {Report} report */
  #report(report) {
    this.news = false;
    this.acknowledged = false;
    page.postMessage(report, buffersOf(report));
  }

  /** @param {Exclude<Command, CreateCommand>} command */
  obey(command) {
    switch (command.type) {
      case "train":
        this.until = command.until;
        this.pauseAt = undefined;
        this.resting = false;
        return this.schedule();
      case "pause":
        this.pauseAt = Math.max(this.step, command.at ?? this.step);
        this.until = Math.max(this.until, this.pauseAt);
        this.resting &&= this.pauseAt === this.step;
        return this.schedule();
      case "change":
        this.trainer.change(command.change);
        this.follow();
        this.news = true;
        this.changed = true;
        // A run that trains has it in its next step, before any report.
        return this.schedule();
      case "look":
        this.insight.look = command.look;
        this.news = true;
        return this.reportProgress();
      case "acknowledge":
        this.acknowledged = true;
        if (this.news) this.schedule();
        return undefined;
      case "export": {
        // What is taken away has the numbers of its own step; a run that turns out to have diverged says so.
        if (!this.resting) {
          this.evaluate();
          this.news = true;
          this.schedule();
        }
        const report = { type: /** @type {const} */ ("state"), runId: this.runId, purpose: command.purpose, snapshot: this.snapshot(), state: stateOf(this.trainer) };
        return page.postMessage(report, buffersOf(report.state));
      }
      case "other":
        this.trainer.setOther(dataset(command.data));
        return this.reportTiles();
      case "drawing":
        this.trainer.setDrawing(command.drawing ?? NO_DRAWING);
        return this.reportTiles();
    }
  }
}

/** @param {CreateCommand} command */
function create(command) {
  if (!instantiated) initSync({ module: command.module });
  instantiated = true;
  session?.trainer.free();
  session = undefined;
  session = new Session(command);
}

/**
 * Does something for a run, and reports if it cannot be done.
 * @param {number} runId
 * @param {boolean} fatal
 * @param {() => void} work
 */
function attempt(runId, fatal, work) {
  try {
    work();
  } catch (error) {
    if (fatal) session = undefined;
    page.postMessage({ type: "failed", runId, message: sentence(error), fatal });
  }
}

/** @param {Command} command */
function obey(command) {
  if (command.type === "create") return attempt(command.runId, true, () => create(command));
  const current = session;
  if (!current || current.runId !== command.runId) return undefined;
  return attempt(command.runId, !["change", "other", "drawing"].includes(command.type), () => current.obey(command));
}

turns.port1.onmessage = (/** @type {MessageEvent<number>} */ { data: runId }) => {
  const current = session;
  if (current && current.runId === runId) attempt(runId, true, () => current.turn());
};
page.addEventListener("message", ({ data }) => obey(data));
