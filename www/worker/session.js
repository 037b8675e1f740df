/** A run in its worker: what the page has asked of it, and what it reports. */

import { buffersOf, dataset, kept, stateOf } from "./handover.js";
import { Insight } from "./insight.js";
import { Trainer } from "../pkg/autoencoder_lab.js";
import { Reporting } from "./reporting.js";

/** @import { CreateCommand, Command, LeaveCommand, Report, WorkerReport } from "../base/protocol.js" */

/**
 * What a run needs of the worker it is in.
 * @typedef {object} Host
 * @property {(report: WorkerReport, transfer?: Transferable[]) => void} post
 * @property {() => void} askForTurn
 * @property {number} company how many runs share the worker, this one included
 */

/** Milliseconds of training between two looks at the mail. */
const SLICE_MS = 8;
/** Takes the drawing away. */
const NO_DRAWING = new Float32Array();

/** One trainer: trains in slices, reports when the page has shown the last report. */
export class Session {
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
  #host;

  /** @param {Host} host @param {CreateCommand} command */
  constructor(host, { runId, config, events, state, data, other, drawing, uniformNoise }) {
    this.#host = host;
    this.runId = runId;
    this.insight = new Insight(() => host.company);
    const begin = performance.now();
    this.trainer = state
      ? Trainer.resume(config, events, dataset(data), kept(state))
      : new Trainer(config, events, dataset(data));
    // A trainer comes with its first evaluation.
    this.reporting = new Reporting(performance.now() - begin, () => host.company);
    if (other) this.trainer.setOther(dataset(other));
    if (drawing) this.trainer.setDrawing(drawing);
    if (uniformNoise) this.trainer.setUniformNoise(true);
    this.#report({
      type: "created",
      runId,
      ...this.pictures(),
      snapshot: this.snapshot(),
      curve: this.curve(),
      reconstructions: this.trainer.reconstructions(),
    });
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
    return this.trainer.snapshot();
  }

  /** A run that diverges goes back, and stands still until a change. */
  follow() {
    this.step = this.trainer.steps;
    this.diverged = this.trainer.diverged;
  }

  /**
   * Trains for a slice, reports, and comes back as long as there is something to do. Where a step is longer than a slice, its
   * share of an evaluation and a picture of it have turns of their own, so that a change waits for one of them at most, and is
   * in the next step.
   */
  turn() {
    const end = performance.now() + SLICE_MS;
    const inTime = () => performance.now() < end;
    if (this.owed && !this.urgent) this.survey();
    if (this.news && this.trains && !this.urgent && inTime()) this.reportProgress();
    while (this.trains && inTime()) {
      this.train();
      if (inTime()) this.survey();
    }
    if (this.pauseAt !== undefined && !this.trains) this.rest();
    else if (this.news && !this.owed && (inTime() || !this.trains)) this.reportProgress();
    this.tell();
    if (this.owed || this.trains) this.#host.askForTurn();
  }

  /** The step to train to. */
  get target() {
    return Math.min(this.until, this.pauseAt ?? Infinity);
  }

  /** There are steps to be made. */
  get trains() {
    return !this.diverged && this.step < this.target;
  }

  /** A change is to be in the next step: somebody watches what it does. */
  get urgent() {
    return this.changed && this.trains;
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

  /** Frees the trainer. */
  end() {
    this.news = false;
    this.trainer.free();
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
    this.#host.post({ type: "progress", runId: this.runId, step: this.step });
  }

  reportProgress() {
    if (!this.acknowledged) return;
    const arrived = this.diverged || this.step >= this.until;
    const wait = this.reporting.wait(performance.now(), { resting: this.resting || this.diverged, arrived });
    if (wait > 0) {
      if (arrived) setTimeout(() => this.news && this.#host.askForTurn(), wait);
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
    const picture = {
      snapshot: this.snapshot(),
      curve: changed ? this.curve() : undefined,
      reconstructions: this.trainer.reconstructions(),
    };
    const end = performance.now();
    this.reporting.pictured(end, end - begin, this.step);
    this.#report({
      type: "snapshot",
      runId: this.runId,
      ...picture,
      atRest: this.resting,
      ...this.insight.into(this.trainer, this.resting),
    });
  }

  /** Other images are shown: they are sent at once, for the numbers stay as they are. */
  reportTiles() {
    const report = {
      type: /** @type {const} */ ("tiles"),
      runId: this.runId,
      ...this.pictures(),
      reconstructions: this.trainer.reconstructions(),
    };
    this.#host.post(report, buffersOf(report));
  }

  /** @param {Report} report */
  #report(report) {
    this.news = false;
    this.acknowledged = false;
    this.#host.post(report, buffersOf(report));
  }

  /** @param {Exclude<Command, CreateCommand | LeaveCommand>} command */
  obey(command) {
    switch (command.type) {
      case "train":
        this.until = command.until;
        this.pauseAt = undefined;
        this.resting = false;
        return this.#host.askForTurn();
      case "pause":
        this.pauseAt = Math.max(this.step, command.at ?? this.step);
        this.until = Math.max(this.until, this.pauseAt);
        this.resting &&= this.pauseAt === this.step;
        return this.#host.askForTurn();
      case "change":
        this.trainer.change(command.change);
        this.follow();
        this.news = true;
        this.changed = true;
        // A run that trains has it in its next step, before any report.
        return this.#host.askForTurn();
      case "look":
        this.insight.look = command.look;
        this.news = true;
        return this.reportProgress();
      case "acknowledge":
        this.acknowledged = true;
        if (this.news) this.#host.askForTurn();
        return undefined;
      case "export": {
        // What is taken away has the numbers of its own step; a run that turns out to have diverged says so.
        if (!this.resting) {
          this.evaluate();
          this.news = true;
          this.#host.askForTurn();
        }
        const report = {
          type: /** @type {const} */ ("state"),
          runId: this.runId,
          purpose: command.purpose,
          snapshot: this.snapshot(),
          state: stateOf(this.trainer),
        };
        return this.#host.post(report, buffersOf(report.state));
      }
      case "other":
        this.trainer.setOther(dataset(command.data));
        return this.reportTiles();
      case "noise":
        this.trainer.setUniformNoise(command.uniform);
        return this.reportTiles();
      case "drawing":
        this.trainer.setDrawing(command.drawing ?? NO_DRAWING);
        return this.reportTiles();
    }
  }
}
