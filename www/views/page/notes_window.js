/** The window of speaker notes: opened at once, while the browser still sees the press; what talks to it comes with what is opened later. */

import { Channel, urlOf } from "../../place.js";
import { keepTalk, keptTalk, newTalk } from "../../storage/notes_storage.js";

/** @import { Store } from "../../state/store.js" */
/** @import { OwnStorage } from "../../storage/browser_storage.js" */
/** @import { Talk } from "../../storage/notes_storage.js" */

/** A window beside the page, not a tab of it. */
const FEATURES = "popup,width=960,height=860";

/** @typedef {Pick<typeof import("../later/later.js"), "Speaker" | "sayBlocked">} Bundle */

/**
 * @typedef {object} Parts
 * @property {Window} view
 * @property {Store} store
 * @property {OwnStorage} storage of this tab
 * @property {() => Promise<Bundle>} later
 * @property {(error: unknown) => void} onMissing what is opened later cannot be had
 */

/** Opens it, and keeps in touch. */
export class NotesWindow {
  /** @type {InstanceType<Bundle["Speaker"]> | undefined} */ #speaker;
  /** @type {Talk | undefined} */ #talk;
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#talk = keptTalk(parts.storage);
    // The page was reloaded: its notes may be open.
    if (this.#talk) void this.#speak(this.#talk);
  }

  /** Opens the window, or brings it to the front. */
  open() {
    const { view, store, storage } = this.#parts;
    this.#talk ??= newTalk(store.state().card, Date.now());
    keepTalk(storage, this.#talk);
    const href = `${urlOf("notes.html")}#${this.#talk.id}`;
    const target = `autoencoder-lab-notes-${this.#talk.id}`;
    const opened = view.open(href, target, FEATURES);
    opened?.focus();
    void this.#speak(this.#talk, opened ? undefined : { href, target });
  }

  /** To be called when the state has changed. */
  changed() {
    this.#speaker?.changed();
  }

  /** The page is being left. */
  leave() {
    this.#speaker?.leave();
  }

  /** The page is shown again as it was left. */
  resume() {
    this.#speaker?.resume();
  }

  /**
   * @param {Talk} talk
   * @param {{href: string, target: string}} [blocked] the window that the browser has not let be opened
   */
  async #speak(talk, blocked) {
    const { view, store, storage, later, onMissing } = this.#parts;
    try {
      const { Speaker, sayBlocked } = await later();
      this.#speaker ??= new Speaker({
        store,
        talk,
        keep: (kept) => keepTalk(storage, kept),
        onNotes: (isOpen) => view.document.documentElement.toggleAttribute("data-notes", isOpen),
        page: view.crypto.getRandomValues(new Uint32Array(1))[0],
        open: (name) => new Channel(name),
        now: () => Date.now(),
        setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
      });
      if (blocked) sayBlocked(blocked.href, blocked.target);
    } catch (error) {
      onMissing(error);
    }
  }
}
