/** A run in its worker: what the page has asked of it, and what it reports. */

import { buffersOf, dataset, kept, stateOf } from "./handover.js";
import { Insight } from "./insight.js";
import { Keeping } from "./keeping.js";
import { originOf } from "./origin.js";
import { Trainer } from "../pkg/autoencoder_lab.js";
import { Reporting } from "./reporting.js";

/** @import { AskCommand, CreateCommand, Command, LeaveCommand, PingCommand, Report, WorkerReport } from "../base/protocol.js" */

/**
 * What a run needs of the worker it is in.
 * @typedef {object} Host
 * @property {(report: WorkerReport, transfer?: Transferable[]) => void} post
 * @property {() => void} askForTurn
 * @property {number} sharers how many runs share the worker, this one included
 */

/** Milliseconds of training between two looks at the mail. */
const SLICE_MS = 8;
/** Takes the drawing away. */
const NO_DRAWING = new Float32Array();

/**
 * What a run is to do: stand at its step, where every report evaluates it; train up to a step, as part of all that train together;
 * or train up to a step to stand there.
 * @typedef {{type: "stand"} | {type: "train", until: number} | {type: "stop", until: number}} Task
 */

/** One trainer: trains in slices, reports when the page has shown the last report. */
export class Session {
  /** @type {Task} */ #task = { type: "stand" };
  /** A step has been made whose share of an evaluation has not. */
  #evaluationDue = false;
  /** A change has been made that no step has had yet. */
  #changed = false;
  #uniformNoise = false;
  #curveRevision = -1;
  #batchSize;
  #keeping;
  #host;
  #trainer;
  #reporting;
  #insight;

  /** @param {Host} host @param {CreateCommand} command */
  constructor(host, { runId, config, events, state, data, other, drawing, uniformNoise }) {
    this.#host = host;
    this.runId = runId;
    this.#batchSize = config.batchSize;
    this.#insight = new Insight(() => host.sharers);
    const begin = performance.now();
    this.#trainer = state
      ? Trainer.resume(config, events, dataset(data), kept(state))
      : new Trainer(config, events, dataset(data));
    this.#keeping = new Keeping(this.#trainer);
    // A trainer comes with its first evaluation.
    this.#reporting = new Reporting(performance.now() - begin, () => host.sharers);
    if (other) this.#trainer.setOther(dataset(other));
    if (drawing) this.#trainer.setDrawing(drawing);
    this.#uniformNoise = uniformNoise ?? false;
    if (this.#uniformNoise) this.#trainer.setUniformNoise(true);
    this.#report({
      type: "created",
      runId,
      ...this.#pictures(),
      snapshot: this.#snapshot(),
      curve: this.#curve(),
      kept: this.#keeping.take(),
      reconstructions: this.#trainer.reconstructions(),
      passes: this.#trainer.passes(),
    });
  }

  /** A change is to be in the next step: somebody watches what it does. */
  get urgent() {
    return this.#changed && this.#trains;
  }

  /** It is not at rest: one that waits takes nothing of its worker's time. */
  get works() {
    return !this.#stands;
  }

  /** Parameter updates made. */
  get #step() {
    return this.#trainer.steps;
  }

  get #stands() {
    return this.#task.type === "stand";
  }

  /** There are steps to be made. A run that has diverged stands still until a change. */
  get #trains() {
    return this.#task.type !== "stand" && this.#step < this.#task.until && !this.#trainer.diverged;
  }

  /** It waits for the page to say how far it may train. */
  get #arrived() {
    return !this.#trains;
  }

  #pictures() {
    const [tiles, inputs] = [this.#trainer.tiles(), this.#trainer.tileInputs()];
    this.#keeping.show(tiles, inputs, this.#uniformNoise);
    return { tiles, inputs };
  }

  #curve() {
    this.#curveRevision = this.#trainer.curveRevision;
    return this.#trainer.curve();
  }

  #snapshot() {
    return this.#trainer.snapshot();
  }

  /**
   * Trains for a slice, reports, and comes back as long as there is something to do. Where a step is longer than a slice, its
   * share of an evaluation and a picture of it have turns of their own, so that a change waits for one of them at most, and is
   * in the next step.
   */
  turn() {
    const end = performance.now() + SLICE_MS;
    const inTime = () => performance.now() < end;
    if (this.#evaluationDue && !this.urgent) this.#evaluateDue();
    if (this.#reporting.news && this.#trains && !this.urgent && inTime()) this.#reportProgress();
    while (this.#trains && inTime()) {
      this.#train();
      if (inTime()) this.#evaluateDue();
    }
    if (this.#task.type === "stop" && !this.#trains) this.#stand();
    else if (this.#reporting.news && !this.#evaluationDue && (inTime() || !this.#trains)) this.#reportProgress();
    this.#tell();
    if (!this.urgent) this.#lookFurther();
    if (this.#evaluationDue || this.#trains || (this.#rests && this.#insight.hasWork(this.#trainer)))
      this.#host.askForTurn();
  }

  /** Frees the trainer. */
  end() {
    this.#reporting.news = false;
    this.#insight.end();
    this.#trainer.free();
  }

  /** Nobody waits for it to train. */
  get #rests() {
    return this.#stands || this.#trainer.diverged;
  }

  /** What takes longer than a report may is worked out in pieces, and told by itself. */
  #lookFurther() {
    const found = this.#insight.advance(this.#trainer, this.#rests);
    if (!found) return;
    this.#host.post(
      { type: "jacobian", runId: this.runId, found },
      Object.values(found).flatMap((part) => (typeof part === "object" ? buffersOf(part) : [])),
    );
  }

  #train() {
    this.#trainer.update();
    this.#reporting.news = true;
    this.#evaluationDue = true;
    this.#changed = false;
  }

  /** Goes on with what is measured for the curve. */
  #evaluateDue() {
    this.#trainer.evaluateDue();
    this.#evaluationDue = false;
    this.#keeping.look();
  }

  /** Stands still: evaluates at exactly this step, whether the page is ready for it or not. */
  #stand() {
    this.#task = { type: "stand" };
    this.#evaluate();
    this.#reportSnapshot();
  }

  /** Says which step it has come to: a picture of it takes longer, and may have to wait. */
  #tell() {
    if (this.#trainer.diverged || !this.#reporting.tells(performance.now(), this.#step, this.#arrived)) return;
    this.#host.post({ type: "progress", runId: this.runId, step: this.#step });
  }

  #reportProgress() {
    const arrived = this.#arrived;
    const wait = this.#reporting.wait(performance.now(), { resting: this.#rests, arrived });
    if (wait > 0) {
      // The acknowledgement comes by itself.
      if (arrived && wait < Infinity) setTimeout(() => this.#reporting.news && this.#host.askForTurn(), wait);
      return;
    }
    if (this.#stands || (arrived && this.#reporting.mayRefresh(performance.now()))) this.#evaluate();
    this.#reportSnapshot();
  }

  #evaluate() {
    const begin = performance.now();
    this.#trainer.evaluate();
    this.#evaluationDue = false;
    this.#keeping.look();
    const end = performance.now();
    this.#reporting.evaluated(end, end - begin);
  }

  #reportSnapshot() {
    const begin = performance.now();
    const changed = this.#trainer.curveRevision !== this.#curveRevision;
    const picture = {
      snapshot: this.#snapshot(),
      curve: changed ? this.#curve() : undefined,
      kept: this.#keeping.take(),
      reconstructions: this.#trainer.reconstructions(),
      passes: this.#trainer.passes(),
    };
    const end = performance.now();
    this.#reporting.pictured(end, end - begin, this.#step);
    this.#report({
      type: "snapshot",
      runId: this.runId,
      ...picture,
      atRest: this.#stands,
      ...this.#insight.into(this.#trainer, this.#stands),
    });
  }

  /** Other images are shown: they are sent at once, for the numbers stay as they are. */
  #reportTiles() {
    const report = {
      type: /** @type {const} */ ("tiles"),
      runId: this.runId,
      ...this.#pictures(),
      reconstructions: this.#trainer.reconstructions(),
    };
    this.#host.post(report, buffersOf(report));
  }

  /** @param {Report} report */
  #report(report) {
    this.#reporting.sent();
    this.#host.post(report, buffersOf(report));
  }

  /** Says how the run stands; of one that trains, with the numbers of exactly its step. @param {AskCommand} command */
  #answer({ request, origin: wantsOrigin }) {
    // A run that turns out to have diverged says so.
    if (!this.#stands) {
      this.#evaluate();
      this.#reporting.news = true;
      this.#host.askForTurn();
    }
    const snapshot = this.#snapshot();
    const origin = wantsOrigin
      ? originOf(this.#trainer, { inputs: snapshot.inputs, batchSize: this.#batchSize })
      : undefined;
    const report = {
      type: /** @type {const} */ ("state"),
      runId: this.runId,
      request,
      snapshot,
      state: stateOf(this.#trainer),
      origin,
    };
    this.#host.post(report, [...buffersOf(report.state), ...buffersOf(origin ?? {})]);
  }

  /** @param {Exclude<Command, CreateCommand | LeaveCommand | PingCommand>} command */
  obey(command) {
    switch (command.type) {
      case "train":
        this.#task = { type: "train", until: command.until };
        return this.#host.askForTurn();
      case "pause": {
        const until = Math.max(this.#step, command.at ?? this.#step);
        if (this.#stands && until === this.#step) return this.#stand();
        this.#task = { type: "stop", until };
        return this.#host.askForTurn();
      }
      case "change":
        this.#trainer.change(command.change);
        this.#reporting.news = true;
        this.#changed = true;
        // A run that trains has it in its next step, before any report.
        return this.#host.askForTurn();
      case "look":
        this.#insight.look = command.look;
        this.#reporting.news = true;
        this.#host.askForTurn();
        return this.#reportProgress();
      case "acknowledge":
        this.#reporting.acknowledged = true;
        if (this.#reporting.news) this.#host.askForTurn();
        return undefined;
      case "ask":
        return this.#answer(command);
      case "other":
        this.#trainer.setOther(dataset(command.data));
        return this.#reportTiles();
      case "noise":
        this.#uniformNoise = command.uniform;
        this.#trainer.setUniformNoise(command.uniform);
        return this.#reportTiles();
      case "drawing":
        this.#trainer.setDrawing(command.drawing ?? NO_DRAWING);
        return this.#reportTiles();
      default:
        return /** @satisfies {never} */ (command);
    }
  }
}
