/** A recipe that is trained in the background: to a step, without being looked at, as fast as it may. */

import { dataset } from "./handover.js";
import { chosenUnits } from "./insight.js";
import { Trainer } from "../pkg/autoencoder_lab.js";

/** @import { ErrandReport, FiltersLook, FulfilCommand, Outcome, ShareCommand } from "../base/protocol.js" */

/** What an errand needs of the worker it is in. @typedef {{post: (report: ErrandReport, transfer?: Transferable[]) => void, askForTurn: () => void}} Host */

/** Milliseconds of training between two looks at the mail, and, where others come first, between two pauses. */
const [SLICE_MS, SHORT_SLICE_MS] = [8, 4];
/** Milliseconds between two reports of the step that it has come to. */
const TOLD_MS = 150;

/** One trainer: trains in slices, pauses between them where it is to take a part of the time, reports how it ends. */
export class Errand {
  /** Nobody changes it. */
  urgent = false;
  works = true;
  #host;
  #trainer;
  #until;
  #wantsCurve;
  #filters;
  #exactAt;
  #share;
  #told = performance.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;

  /** @param {Host} host @param {FulfilCommand} command */
  constructor(host, { runId, config, events, data, until, wantsCurve, filters, exactAt, share }) {
    this.#host = host;
    this.runId = runId;
    this.#until = until;
    this.#wantsCurve = wantsCurve;
    this.#filters = filters;
    this.#exactAt = exactAt;
    this.#share = share;
    this.#trainer = new Trainer(config, events, dataset(data));
    if (!wantsCurve) this.#trainer.skipCurve();
    host.askForTurn();
  }

  /** @param {ShareCommand} command */
  obey({ share }) {
    this.#share = share;
    clearTimeout(this.#pause);
    this.#host.askForTurn();
  }

  /** Trains for a slice. */
  turn() {
    if (this.#share === 0) return;
    const begin = performance.now();
    const end = begin + (this.#share < 1 ? SHORT_SLICE_MS : SLICE_MS);
    let now = begin;
    for (; this.#trains && now < end; now = performance.now()) {
      this.#trainer.update();
      this.#trainer.evaluateDue();
    }
    if (!this.#trains) {
      this.#report();
      return;
    }
    this.#tell(now);
    const pause = (now - begin) * (1 / this.#share - 1);
    if (pause > 0) this.#pause = setTimeout(() => this.#host.askForTurn(), pause);
    else this.#host.askForTurn();
  }

  /** Frees the trainer. */
  end() {
    clearTimeout(this.#pause);
    this.#trainer.free();
  }

  get #trains() {
    return this.#trainer.steps < this.#until && !this.#trainer.diverged;
  }

  /** @param {number} now */
  #tell(now) {
    if (now - this.#told < TOLD_MS) return;
    this.#told = now;
    this.#host.post({ type: "progress", runId: this.runId, step: this.#trainer.steps });
  }

  #report() {
    const trainer = this.#trainer;
    trainer.evaluate();
    const { step, evaluation, theory, receipt, divergence } = trainer.snapshot();
    const curve = this.#wantsCurve ? trainer.curve() : undefined;
    /** @type {Outcome} */
    const outcome = {
      // A run with a curve has gone back from where it diverged.
      step: divergence?.step ?? step,
      evaluation,
      deadUnits: trainer.deadUnits,
      theory,
      receipt,
      divergence,
      curve,
      ...(this.#filters && { filters: filtersOf(trainer, this.#filters) }),
      ...(this.#exactAt.length > 0 && {
        exact: this.#exactAt.map(({ hiddenUnits, lambda, tied }) => trainer.theoryAt(hiddenUnits, lambda, tied)),
      }),
    };
    this.#host.post(
      { type: "outcome", runId: this.runId, outcome },
      curve ? [/** @type {ArrayBuffer} */ (curve.buffer)] : [],
    );
  }
}

/** @param {Trainer} trainer @param {FiltersLook} look */
function filtersOf(trainer, { count, byNorm }) {
  const units = chosenUnits(trainer.unitNorms(), count, byNorm);
  return { units, weights: trainer.filters(units), tied: trainer.snapshot().tied };
}
