/**
 * The workers that runs are trained in: one for each run, but no more than there are processors.
 *
 * More workers than processors would train no faster, and would keep each other and the page waiting: see `docs/adr/0010-workers.md`.
 */

import { DATA_SETS } from "../base/schema.js";

/** @import { Command, CreateCommand, Delivery, Return, RunConfig, WorkerReport } from "../base/protocol.js" */

/** What a pool needs of a Worker; tests bring their own. @typedef {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} WorkerLike */

/**
 * What is said to a run in a worker.
 * @typedef {object} Listener
 * @property {(report: WorkerReport) => void} hear
 * @property {(reason?: string) => void} lose its worker has ended
 */

/** A worker, and who is in it. */
class Crew {
  /** @type {Map<number, Seat>} by their numbers */ #seats = new Map();
  /** @type {WebAssembly.Module | undefined} that the worker has an instance of, for all its life */ module;
  #onEnd;

  /** @param {WorkerLike} worker @param {(crew: Crew) => void} onEnd @param {() => void} onPulse */
  constructor(worker, onEnd, onPulse) {
    this.worker = worker;
    this.#onEnd = onEnd;
    worker.addEventListener("message", (event) => {
      const { data } = /** @type {MessageEvent<Return>} */ (event);
      if ("pulse" in data) onPulse();
      else this.#seats.get(data.seat)?.hear(data.report);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.lose(/** @type {ErrorEvent} */ (event).message);
    });
    worker.addEventListener("messageerror", () => this.lose("a message could not be read"));
  }

  /** @param {Seat} seat */
  admit(seat) {
    this.#seats.set(seat.number, seat);
  }

  /** @param {Seat} seat */
  dismiss(seat) {
    if (!this.#seats.delete(seat.number)) return;
    if (this.#seats.size === 0) this.#end();
    else this.post(seat, { type: "leave" });
  }

  /** @param {Seat} seat @param {Command} command */
  post(seat, command) {
    this.#deliver({ seat: seat.number, command });
  }

  /** @param {boolean} on */
  pulse(on) {
    this.#deliver({ pulse: on });
  }

  /** @param {Delivery} delivery */
  #deliver(delivery) {
    this.worker.postMessage(delivery);
  }

  /** Ends the worker, with all runs in it. @param {string} [reason] */
  lose(reason) {
    const seats = [...this.#seats.values()];
    // Nobody is there to be told that they leave.
    this.#seats.clear();
    this.#end();
    for (const seat of seats) seat.lose(reason);
  }

  /**
   * What a seat would share this worker with.
   * @param {Seat} seat
   */
  offer(seat) {
    const others = [...this.#seats.values()].filter((other) => other !== seat);
    return {
      crew: this,
      others: others.length,
      cost: others.reduce((sum, { cost }) => sum + cost, 0),
      moves: Number(!this.#seats.has(seat.number)),
    };
  }

  #end() {
    this.worker.terminate();
    this.#onEnd(this);
  }
}

/** All workers of the page. */
export class WorkerPool {
  /** @type {Set<Crew>} */ #crews = new Set();
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
    for (const crew of this.#crews) crew.pulse(on);
  }

  /**
   * A place for a run, in a worker that starts at once if it has to.
   * @param {Listener} listener
   */
  seat(listener) {
    this.#seats += 1;
    return new Seat(this.#seats, (seat, module) => this.#crewFor(seat, module), listener);
  }

  /**
   * Where a run is trained soonest: alone if there is a processor for it, or else beside the runs that take least.
   * @param {Seat} seat
   * @param {WebAssembly.Module} [module] that it needs
   */
  #crewFor(seat, module) {
    const open = [...this.#crews].filter((crew) => !module || !crew.module || crew.module === module);
    const [best] = open
      .map((crew) => crew.offer(seat))
      .sort((a, b) => a.cost - b.cost || a.others - b.others || a.moves - b.moves);
    if (best && (best.others === 0 || open.length >= this.#processors)) return best.crew;
    const crew = new Crew(this.#spawn(), (ended) => this.#crews.delete(ended), this.#onPulse);
    this.#crews.add(crew);
    if (this.#pulse) crew.pulse(true);
    return crew;
  }
}

/** A run's place in a worker: which one is chosen anew whenever a run is created. */
export class Seat {
  /** @type {Crew | undefined} */ #crew;
  #crewFor;
  #listener;
  /** What the run takes: the numbers in W, for each image of a batch. */
  cost = 0;

  /** @param {number} number @param {(seat: Seat, module?: WebAssembly.Module) => Crew} crewFor @param {Listener} listener */
  constructor(number, crewFor, listener) {
    this.number = number;
    this.#crewFor = crewFor;
    this.#listener = listener;
    this.#sit(crewFor(this));
  }

  /** @param {Command} command */
  post(command) {
    if (command.type === "create") this.#settle(command);
    this.#crew?.post(this, command);
  }

  /** @param {WorkerReport} report */
  hear(report) {
    this.#listener.hear(report);
  }

  /** Ends the run, and the worker if nobody else is in it. */
  leave() {
    const crew = this.#crew;
    this.#crew = undefined;
    crew?.dismiss(this);
  }

  /** Ends the worker, which does not answer. The others that are in it lose it, too. */
  giveUp() {
    const crew = this.#crew;
    this.leave();
    crew?.lose("it does not answer");
  }

  /** The worker has ended. @param {string} [reason] */
  lose(reason) {
    this.leave();
    this.#listener.lose(reason);
  }

  /** @param {CreateCommand} command */
  #settle({ config, module }) {
    const crew = this.#crewFor(this, module);
    if (crew !== this.#crew) {
      this.leave();
      this.#sit(crew);
    }
    crew.module = module;
    this.cost = costOf(config);
  }

  /** @param {Crew} crew */
  #sit(crew) {
    this.#crew = crew;
    crew.admit(this);
  }
}

/** @param {RunConfig} config */
function costOf({ data, hiddenUnits, batchSize }) {
  return hiddenUnits * DATA_SETS[data].side ** 2 * batchSize;
}
