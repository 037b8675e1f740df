/** Keeps the address of the page at its state, and its state at the address when a person goes back or opens a link. */

import { addressOf, parse, serialize } from "./url.js";

/** @import { Store } from "./library.js" */

/** Milliseconds after a change at which it is in the address: browsers refuse an address that changes with every frame. */
const DELAY_MS = 300;

/**
 * What is needed of a window.
 * @typedef {object} Place
 * @property {Pick<History, "pushState" | "replaceState">} history
 * @property {Pick<Location, "hash" | "pathname" | "search" | "href">} location
 * @property {(work: () => void, milliseconds: number) => number} setTimeout
 * @property {(timer: number) => void} clearTimeout
 */

/** The address bar. */
export class AddressBar {
  /** What the address says of the state. */
  #shown = "";
  #seen;
  /** @type {number | undefined} */ #timer;

  /**
   * @param {Store} store
   * @param {Place} place
   */
  constructor(store, place) {
    this.store = store;
    this.place = place;
    this.#seen = store.state();
  }

  /** The state follows the address: when the page opens, and when a person goes back or forward. */
  follow() {
    const { address, problems } = parse(this.place.location.hash);
    this.#cancel();
    this.store.dispatch({ type: "restore", address, problems });
    this.#seen = this.store.state();
    this.#shown = this.#hash();
  }

  /** The address follows the state: a move is a new entry of the history, anything else changes the one that is there. */
  changed() {
    const before = this.#seen;
    this.#seen = this.store.state();
    if (this.#seen === before) return;
    if (this.#seen.moves === before.moves) {
      this.#timer ??= this.place.setTimeout(() => this.flush(), DELAY_MS);
      return;
    }
    this.#write("replaceState", serialize(addressOf(before)));
    this.#write("pushState", this.#hash());
  }

  /** Writes what waits to be written. */
  flush() {
    this.#write("replaceState", this.#hash());
  }

  /** The address becomes the link of the state, whatever was typed there. @returns {string} the whole address */
  link() {
    this.#shown = this.place.location.hash.slice(1);
    this.flush();
    return this.place.location.href;
  }

  #hash() {
    return serialize(addressOf(this.store.state()));
  }

  /**
   * @param {"pushState" | "replaceState"} how
   * @param {string} hash
   */
  #write(how, hash) {
    this.#cancel();
    if (hash === this.#shown) return;
    this.#shown = hash;
    const { pathname, search } = this.place.location;
    this.place.history[how](null, "", hash ? `#${hash}` : pathname + search);
  }

  #cancel() {
    if (this.#timer !== undefined) this.place.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
