/** The page's end of the worker that reads a person's own data: it is there from the first question on, and ends with `end`. */

/** @import { ReadingAnswer, ReadingRequest } from "../base/reading.js" */

/** A question that has not been answered. @typedef {{resolve: (found: any) => void, reject: (why: Error) => void}} Asked */

/** What a question that nobody waits for any more comes to. */
const ENDED = new Error("The reader was ended.");

export class Reader {
  /** @type {Worker | undefined} */ #worker;
  /** @type {Map<number, Asked>} */ #asked = new Map();
  #last = 0;
  /** How often it has been ended. */
  #ends = 0;
  #spawn;
  #load;

  /** @param {() => Worker} spawn @param {() => Promise<WebAssembly.Module>} load its module */
  constructor(spawn, load) {
    this.#spawn = spawn;
    this.#load = load;
  }

  /**
   * @param {ReadingRequest} request
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>} what the worker answers; it rejects with a sentence
   */
  async ask(request, transfer = []) {
    if (!this.#worker) {
      const ends = this.#ends;
      const module = await this.#load();
      if (ends !== this.#ends) throw ENDED;
      // Another question may have been quicker.
      if (!this.#worker) this.#begin(module);
    }
    return this.#post(request, transfer);
  }

  /** Ends the worker: what it has not answered it never will. @param {Error} [why] */
  end(why = ENDED) {
    this.#ends += 1;
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#asked.values()) reject(why);
    this.#asked.clear();
  }

  /** @param {WebAssembly.Module} module */
  #begin(module) {
    const worker = this.#spawn();
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#lose(event.message);
    });
    this.#post({ type: "start", module }, []).catch(() => {});
  }

  /** @param {ReadingRequest} request @param {Transferable[]} transfer */
  #post(request, transfer) {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, request }, transfer);
    });
  }

  /** @param {ReadingAnswer} answer */
  #hear({ id, found, problem }) {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (problem === undefined) asked?.resolve(found);
    else asked?.reject(new Error(problem));
  }

  /** @param {string} [reason] */
  #lose(reason) {
    this.end(new Error(`The reader stopped${reason ? ` (${reason})` : ""}: hand the files in again.`));
  }
}
