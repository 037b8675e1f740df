/** Keeps the address of the page at its state, and its state at the address when a person goes back or opens a link. */

import { addressOf, parse, serialize } from "./url.js";

/** @import { Store } from "../state/store.js" */

/** Milliseconds after a change at which it is in the address: browsers refuse an address that changes with every frame. */
const DELAY_MS = 300;

/** Milliseconds after which an address that a browser has refused, as WebKit does after a hundred in ten seconds, is tried again. */
const AGAIN_MS = 10_000;

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
  /** A move has no entry of its own yet. */
  #owed = false;

  /**
   * @param {Store} store
   * @param {Place} place
   * @param {boolean} [framed] Back is of the page around this one: no move is an entry of its own
   */
  constructor(store, place, framed = false) {
    this.store = store;
    this.place = place;
    this.framed = framed;
    this.#seen = store.state();
  }

  /** The state follows the address: when the page opens, and when a person goes back or forward. */
  follow() {
    const { address, problems } = parse(this.place.location.hash);
    this.#cancel();
    this.#owed = false;
    this.store.dispatch({ type: "restore", address, problems });
    this.#seen = this.store.state();
    this.#shown = this.#hash();
  }

  /** The address follows the state: a move is a new entry of the history, anything else changes the one that is there. */
  changed() {
    const before = this.#seen;
    this.#seen = this.store.state();
    if (this.#seen === before) return;
    if (this.framed || this.#seen.historyEntries === before.historyEntries) {
      this.#timer ??= this.place.setTimeout(() => this.flush(), DELAY_MS);
      return;
    }
    if (!this.#owed) this.#write(serialize(addressOf(before)));
    this.#owed = true;
    this.flush();
  }

  /** Writes what waits to be written. */
  flush() {
    this.#write(this.#hash());
  }

  /**
   * The address becomes the link of the state, whatever was typed there.
   * @param {readonly string[]} [personal] what the link has and the address never has: fields that a person has to share on purpose
   * @returns {string} the whole address, whether or not the browser takes it now
   */
  link(personal = []) {
    this.#shown = this.place.location.hash.slice(1);
    this.flush();
    const hash = serialize(addressOf(this.store.state(), personal));
    const [page] = this.place.location.href.split("#", 1);
    return hash ? `${page}#${hash}` : page;
  }

  #hash() {
    return serialize(addressOf(this.store.state()));
  }

  /**
   * In a new entry, if a move is owed one. What the browser refuses, with an error or without a word, follows later.
   * @param {string} hash
   */
  #write(hash) {
    this.#cancel();
    if (hash === this.#shown) {
      this.#owed = false;
      return;
    }
    const { pathname, search } = this.place.location;
    try {
      this.place.history[this.#owed ? "pushState" : "replaceState"](null, "", hash ? `#${hash}` : pathname + search);
    } catch {
      // It is tried again below.
    }
    if (this.place.location.hash.slice(1) === hash) {
      this.#shown = hash;
      this.#owed = false;
    } else this.#timer = this.place.setTimeout(() => this.flush(), AGAIN_MS);
  }

  #cancel() {
    if (this.#timer !== undefined) this.place.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
