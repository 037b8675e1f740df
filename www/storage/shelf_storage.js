/**
 * Keeps the shelf in the browser's storage. Each run has a place of its own there, so that pages which pin at the same moment cannot overwrite
 * each other's, and none has to wait for another.
 */

import { nameOf } from "./browser_storage.js";
import { earlierParts, partFrom, partsOf, shelfOf, textOf } from "./shelf_parts.js";

/** @import { OwnStorage } from "./browser_storage.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Kept, Part } from "./shelf_parts.js" */

/** What the names of all parts begin with. */
const SHELF = "shelf.";
/** Says that the shelf of an earlier version has been taken over; what has been removed since does not come back. */
const TAKEN_OVER = "shelf.taken-over";
/** Where earlier versions had the whole shelf. */
const EARLIER = "shelf";

const FORBIDDEN =
  "This browser forbids the page to store anything: the shelf lasts until the page is closed. Download the CSV to keep its numbers.";
const FULL =
  "The browser's storage for this page is full: the shelf as it is now lasts until the page is closed. Download the CSV, or remove runs.";

/** The storage follows the shelf, and the shelf what other pages write there. */
export class ShelfStorage {
  /** What is in the storage as it is here. @type {Map<string, Part>} */
  #kept = new Map();
  /** The shelf that was last shown or kept. @type {Kept | undefined} */
  #last;

  /**
   * @param {Store} store
   * @param {OwnStorage} storage
   */
  constructor(store, storage) {
    this.store = store;
    this.storage = storage;
  }

  /** The shelf is as it was kept. */
  start() {
    const found = this.#found();
    this.#follow(found);
    if (!found.has(TAKEN_OVER)) this.#takeOver();
  }

  /** The page comes back from where it heard of no other page. */
  resume() {
    this.#follow(
      new Map([...[...this.#kept.keys()].map((name) => /** @type {const} */ ([name, null])), ...this.#found()]),
    );
  }

  /** Keeps the shelf, if it has changed. */
  changed() {
    const { shelf } = this.store.state();
    const last = this.#last;
    if (
      !last ||
      (shelf.pinned === last.pinned &&
        shelf.baseline === last.baseline &&
        shelf.sort === last.sort &&
        shelf.unread === last.unread)
    )
      return;
    this.#last = shelf;
    this.#say(this.#keep(shelf));
  }

  /**
   * Another page has written.
   * @param {Pick<StorageEvent, "key">} event
   */
  heard({ key }) {
    // All was deleted: what is here is not given up for it, and kept again with the next change.
    if (key === null) this.#kept.clear();
    const name = key === null ? undefined : nameOf(key);
    if (!name?.startsWith(SHELF)) return;
    try {
      // Not what the event says: meanwhile the storage may hold what was written after it.
      this.#follow(new Map([[name, this.storage.get(name)]]));
    } catch {
      // It is forbidden by now: the next change says so.
    }
  }

  /** @returns {Map<string, string>} */
  #found() {
    try {
      return this.storage.entries(SHELF);
    } catch {
      this.#say(FORBIDDEN);
      return new Map();
    }
  }

  /**
   * The shelf becomes as the storage is, but for what could not be kept: that is not given up.
   * @param {Map<string, string | null>} found by name; null where there is nothing any more
   */
  #follow(found) {
    const parts = partsOf(this.store.state().shelf);
    for (const [name, text] of found) {
      if (parts.get(name) !== this.#kept.get(name)) continue;
      const part = text === null ? undefined : partFrom(name, text);
      for (const map of [parts, this.#kept]) {
        if (part === undefined) map.delete(name);
        else map.set(name, part);
      }
    }
    this.#show(shelfOf(parts));
  }

  /** What an earlier version kept as a whole is shown and kept in its parts. What stands there stays: it may be another page's. */
  #takeOver() {
    try {
      const earlier = earlierParts(this.storage.earlier(EARLIER));
      if (earlier.size === 0) return;
      const parts = partsOf(this.store.state().shelf);
      for (const [name, text] of earlier) {
        const part = partFrom(name, text);
        if (part !== undefined && !parts.has(name)) parts.set(name, part);
      }
      const shelf = shelfOf(parts);
      this.#show(shelf);
      const trouble = this.#keep(shelf);
      if (trouble === "") this.storage.set(TAKEN_OVER, "yes");
      this.#say(trouble);
    } catch {
      this.#say(FORBIDDEN);
    }
  }

  /**
   * @param {Kept} shelf
   * @returns {string} why not all of it could be kept; empty where it was
   */
  #keep(shelf) {
    const wanted = partsOf(shelf);
    let trouble = "";
    const attempt = (/** @type {() => void} */ act) => {
      try {
        act();
      } catch (error) {
        // Firefox has a name of its own for it.
        trouble = error instanceof DOMException && /quota/iu.test(error.name) ? FULL : FORBIDDEN;
      }
    };
    // What goes makes room for what comes.
    for (const name of [...this.#kept.keys()].filter((known) => !wanted.has(known))) {
      attempt(() => {
        this.storage.delete(name);
        this.#kept.delete(name);
      });
    }
    for (const [name, part] of wanted) {
      if (this.#kept.get(name) === part) continue;
      attempt(() => {
        this.storage.set(name, textOf(part));
        this.#kept.set(name, part);
      });
    }
    return trouble;
  }

  /** @param {Kept} shelf */
  #show(shelf) {
    this.#last = shelf;
    this.store.dispatch({ type: "shelf", change: { type: "read", shelf } });
  }

  /** @param {string} trouble */
  #say(trouble) {
    if (trouble !== this.store.state().shelf.trouble)
      this.store.dispatch({ type: "shelf", change: { type: "trouble", trouble } });
  }
}
