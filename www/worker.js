/**
 * The runs of one worker, each in a seat of its own: they take turns.
 *
 * The listener is attached while this script is evaluated, and each command is carried out to its end before the next: the
 * module comes compiled with `create` and is instantiated synchronously, so no command can come too early.
 */

import { sentence } from "./worker/handover.js";
import { initSync } from "./pkg/autoencoder_lab.js";
import { PULSE_MS } from "./base/protocol.js";
import { Errand } from "./worker/errand.js";
import { Session } from "./worker/session.js";

/** @import { Command, Delivery, ErrandCommand, ErrandDelivery, ErrandReport, WorkerReport } from "./base/protocol.js" */

const worker = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const turns = new MessageChannel();
/** @type {Map<number, Seat>} by their numbers */
const seats = new Map();
/** The seats with a run. @type {Set<Seat>} */
const taken = new Set();
/** Those that have something to do, in the order in which they asked. @type {Set<Seat>} */
const waiting = new Set();
let turnDue = false;
let instantiated = false;
/** @type {ReturnType<typeof setInterval> | undefined} */
let pulse;

/** What has a seat: a run that is shown, or an errand. @typedef {{runId: number, urgent: boolean, works: boolean, turn: () => void, obey: (command: any) => void, end: () => void}} Sitter */

/** A run's place in this worker. */
class Seat {
  /** @type {Sitter | undefined} */ #sitter;
  #number;

  /** @param {number} number */
  constructor(number) {
    this.#number = number;
  }

  /** @param {WorkerReport | ErrandReport} report @param {Transferable[]} [transfer] */
  post(report, transfer = []) {
    worker.postMessage({ seat: this.#number, report }, transfer);
  }

  askForTurn() {
    waiting.add(this);
    scheduleTurn();
  }

  get sharers() {
    return Math.max([...taken].filter(({ works }) => works).length, 1);
  }

  /** Its run trains, or is to. */
  get works() {
    return this.#sitter?.works ?? false;
  }

  get urgent() {
    return this.#sitter?.urgent ?? false;
  }

  turn() {
    const sitter = this.#sitter;
    if (sitter) this.#attempt(sitter.runId, true, () => sitter.turn());
  }

  /** @param {Command | ErrandCommand} command */
  obey(command) {
    if (command.type === "leave") return this.#leave();
    if (command.type === "ping") return this.post({ type: "pong", runId: command.runId });
    if (command.type === "create")
      return this.#attempt(command.runId, true, () => this.#seat(command.module, () => new Session(this, command)));
    if (command.type === "fulfil")
      return this.#attempt(command.runId, true, () => this.#seat(command.module, () => new Errand(this, command)));
    const sitter = this.#sitter;
    if (sitter?.runId !== command.runId) return undefined;
    return this.#attempt(command.runId, !["change", "other", "drawing"].includes(command.type), () =>
      sitter.obey(command),
    );
  }

  /** @param {WebAssembly.Module} module @param {() => Sitter} create */
  #seat(module, create) {
    if (!instantiated) initSync({ module });
    instantiated = true;
    this.#end();
    this.#sitter = create();
    taken.add(this);
  }

  #leave() {
    this.#end();
    seats.delete(this.#number);
  }

  #end() {
    waiting.delete(this);
    taken.delete(this);
    this.#sitter?.end();
    this.#sitter = undefined;
  }

  /**
   * Does something for a run, and reports if it cannot be done.
   * @param {number} runId
   * @param {boolean} fatal
   * @param {() => void} work
   */
  #attempt(runId, fatal, work) {
    try {
      work();
    } catch (error) {
      // Only what the core refuses is an Error and no more. A trap, or a lack of memory, may leave the instance that all runs here
      // share unusable: then the worker dies, and the page hears of it.
      if (!(error instanceof Error) || error.constructor !== Error) throw error;
      if (fatal) this.#end();
      this.post({ type: "failed", runId, message: sentence(error), fatal });
    }
  }
}

/** One turn at a time is on its way, so that whatever comes in meanwhile is heard before the next. */
function scheduleTurn() {
  if (turnDue || waiting.size === 0) return;
  turnDue = true;
  turns.port2.postMessage(undefined);
}

/** The turn of who waits longest, but for one that is urgent. */
function takeTurn() {
  const queue = [...waiting];
  const seat = queue.find(({ urgent }) => urgent) ?? queue[0];
  // It may have left.
  if (!seat) return;
  waiting.delete(seat);
  seat.turn();
}

turns.port1.onmessage = () => {
  turnDue = false;
  takeTurn();
  scheduleTurn();
};

/** @param {boolean} on whether the page is to be told that time passes */
function beat(on) {
  clearInterval(pulse);
  pulse = on ? setInterval(() => worker.postMessage({ pulse: true }), PULSE_MS) : undefined;
}

worker.addEventListener("message", (/** @type {MessageEvent<Delivery>} */ { data }) => {
  if ("pulse" in data) return beat(data.pulse);
  const { seat: number, command } = data;
  const seat = seats.get(number) ?? new Seat(number);
  seats.set(number, seat);
  return seat.obey(command);
});
