/** The page's end of the channel to its speaker notes: it tells what it shows, and does what is pressed there. */

import { channelOf } from "../../base/stage.js";
import { turnedTo } from "../../storage/notes_storage.js";
import { shownOf } from "./shown.js";

/** @import { NotesMessage, PageMessage, Press } from "../../base/stage.js" */
/** @import { Action } from "../../state/state.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { Talk } from "../../storage/notes_storage.js" */

/** Milliseconds between two words of what is shown: faster than anybody reads, and slower than frames. */
const TOLD_MS = 250;

/** Milliseconds in which notes that are closed may come again: they are reloaded, and the page need not stir. */
const RETURN_MS = 2000;

/** What the buttons do. @type {Readonly<Record<Exclude<Press, "clock">, Action>>} */
const PRESSED = Object.freeze({
  play: { type: "toggle" },
  act: { type: "act" },
  advance: { type: "advance" },
  back: { type: "turn", by: -1 },
  next: { type: "turn", by: 1 },
});

/** What is needed of a channel. @typedef {Pick<BroadcastChannel, "postMessage" | "close"> & {onmessage: ((event: MessageEvent) => void) | null}} Channel */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Talk} talk
 * @property {(talk: Talk) => void} keep
 * @property {(isOpen: boolean) => void} onNotes whether the notes are open
 * @property {number} page the number of this load
 * @property {(name: string) => Channel} open
 * @property {() => number} now ms, by the clock of the machine
 * @property {(work: () => void, milliseconds: number) => unknown} setTimeout
 */

/** Tells, and does what it is told. */
export class Speaker {
  #told = "";
  #waits = false;
  #isOpen = false;
  /** How often notes have come or gone. */
  #visits = 0;
  #parts;
  #talk;
  /** @type {Channel} */ #channel;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#talk = parts.talk;
    this.#channel = parts.open(channelOf(parts.talk.id));
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#post({ type: "loaded", page: parts.page });
  }

  /** To be called when the state has changed. */
  changed() {
    this.#follow();
    if (this.#waits || !this.#isOpen) return;
    this.#waits = true;
    this.#parts.setTimeout(() => {
      this.#waits = false;
      this.#tell();
    }, TOLD_MS);
  }

  /** The page is being left; it may come back as it was. */
  leave() {
    this.#follow();
    this.#post({ type: "left", page: this.#parts.page });
  }

  /** It has come back. */
  resume() {
    this.#post({ type: "loaded", page: this.#parts.page });
  }

  /** @param {NotesMessage} message */
  #hear(message) {
    const { store, page, onNotes, now } = this.#parts;
    switch (message.type) {
      case "open":
        this.#visits += 1;
        this.#isOpen = true;
        this.#told = "";
        onNotes(true);
        return this.#tell();
      case "closed": {
        this.#visits += 1;
        const visit = this.#visits;
        this.#parts.setTimeout(() => {
          if (visit !== this.#visits) return;
          this.#isOpen = false;
          onNotes(false);
        }, RETURN_MS);
        return undefined;
      }
      case "press":
        if (message.page !== page) return undefined;
        if (message.press === "clock") {
          this.#talk = { ...this.#talk, began: now(), came: now(), spent: {} };
          this.#parts.keep(this.#talk);
        } else store.dispatch(PRESSED[message.press]);
        return this.#tell();
    }
  }

  #tell() {
    this.#follow();
    const { came, began, spent, card } = this.#talk;
    const clock = { began, came, before: spent[card] ?? 0 };
    const shown = { ...shownOf(this.#parts.store.state()), clock };
    const text = JSON.stringify(shown);
    if (text === this.#told) return;
    this.#told = text;
    this.#post({ type: "shown", page: this.#parts.page, shown });
  }

  /** The clock goes with the card. */
  #follow() {
    const talk = turnedTo(this.#talk, this.#parts.store.state().card, this.#parts.now());
    if (talk === this.#talk) return;
    this.#talk = talk;
    this.#parts.keep(talk);
  }

  /** @param {PageMessage} message */
  #post(message) {
    this.#channel.postMessage(message);
  }
}
