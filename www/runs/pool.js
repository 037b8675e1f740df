/**
 * The workers that runs are trained in: one for each run, but no more than there are processors.
 *
 * More workers than processors would train no faster, and would keep each other and the page waiting: see `docs/adr/0010-workers.md`.
 */

/** @import { Command, Delivery, Return, WorkerReport } from "../base/protocol.js" */

/** What a pool needs of a Worker; tests bring their own. @typedef {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} WorkerLike */

/**
 * A run that is in a worker, or will be.
 * @typedef {object} Member
 * @property {number} seat its number, by which messages to it and from it are told apart
 * @property {number} cost what it takes: the numbers in W, for each image of a batch
 * @property {boolean} waits it is not shown, and takes nothing
 * @property {(report: WorkerReport) => void} hear
 * @property {(reason?: string) => void} lose its worker has ended
 */

/** A worker, and the runs that are in it. */
export class TrainingWorker {
  /** @type {Map<number, Member>} by their seats */ #members = new Map();
  /** @type {WebAssembly.Module | undefined} that the worker has an instance of, for all its life */ module;
  #worker;
  #onEnd;

  /** @param {WorkerLike} worker @param {(ended: TrainingWorker) => void} onEnd @param {() => void} onPulse */
  constructor(worker, onEnd, onPulse) {
    this.#worker = worker;
    this.#onEnd = onEnd;
    worker.addEventListener("message", (event) => {
      const { data } = /** @type {MessageEvent<Return>} */ (event);
      if ("pulse" in data) onPulse();
      else this.#members.get(data.seat)?.hear(data.report);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.lose(/** @type {ErrorEvent} */ (event).message);
    });
    worker.addEventListener("messageerror", () => this.lose("a message could not be read"));
  }

  /** @param {Member} member */
  admit(member) {
    this.#members.set(member.seat, member);
  }

  /** Ends a run, and the worker if no other is in it. @param {Member} member */
  dismiss(member) {
    if (!this.#members.delete(member.seat)) return;
    if (this.#members.size === 0) this.#end();
    else this.post(member, { type: "leave" });
  }

  /** @param {Member} member @param {Command} command */
  post({ seat }, command) {
    this.#deliver({ seat, command });
  }

  /** @param {boolean} on */
  pulse(on) {
    this.#deliver({ pulse: on });
  }

  /** @param {Delivery} delivery */
  #deliver(delivery) {
    this.#worker.postMessage(delivery);
  }

  /** Ends the worker, with all runs in it. @param {string} [reason] */
  lose(reason) {
    const members = [...this.#members.values()];
    // Nobody is there to be told that they leave.
    this.#members.clear();
    this.#end();
    for (const member of members) member.lose(reason);
  }

  /**
   * What a run would share this worker with.
   * @param {Member} member
   */
  offer(member) {
    const others = [...this.#members.values()].filter((other) => other !== member && !other.waits);
    return {
      worker: /** @type {TrainingWorker} */ (this),
      others: others.length,
      cost: others.reduce((sum, { cost }) => sum + cost, 0),
      isElsewhere: Number(!this.#members.has(member.seat)),
    };
  }

  #end() {
    this.#worker.terminate();
    this.#onEnd(this);
  }
}

/** All workers of the page. */
export class WorkerPool {
  /** @type {Set<TrainingWorker>} */ #workers = new Set();
  #spawn;
  #processors;
  #seats = 0;
  #pulse = false;
  #onPulse;

  /** @param {() => WorkerLike} spawn @param {number} processors that the machine has @param {() => void} onPulse called about once a second while the pulse is on */
  constructor(spawn, processors, onPulse) {
    this.#spawn = spawn;
    this.#processors = processors;
    this.#onPulse = onPulse;
  }

  /**
   * Whether the workers say that time passes: for a hidden page, whose own timers are held back.
   * @param {boolean} on
   */
  pulse(on) {
    if (on === this.#pulse) return;
    this.#pulse = on;
    for (const worker of this.#workers) worker.pulse(on);
  }

  /** A number that no other run of the page has. */
  newSeat() {
    this.#seats += 1;
    return this.#seats;
  }

  /**
   * Where a run is trained soonest: alone if there is a processor for it, or else beside the runs that take least.
   * @param {Member} member
   * @param {WebAssembly.Module} [module] that it needs
   */
  workerFor(member, module) {
    const open = [...this.#workers].filter((worker) => !module || !worker.module || worker.module === module);
    const [best] = open
      .map((worker) => worker.offer(member))
      .sort((a, b) => a.cost - b.cost || a.others - b.others || a.isElsewhere - b.isElsewhere);
    if (best && (best.others === 0 || open.length >= this.#processors)) return best.worker;
    const worker = new TrainingWorker(this.#spawn(), (ended) => this.#workers.delete(ended), this.#onPulse);
    this.#workers.add(worker);
    if (this.#pulse) worker.pulse(true);
    return worker;
  }
}
