/** The page around a frame: who may speak, to whom is spoken, and in which of the tongues that decks and courses have. */

import { commandOf, message } from "./messages.js";

/** @import { Command, Said } from "./messages.js" */

/** A height and a width that a frame looks well in, and the least and the most height, in CSS pixels: 640 × 400, 960 × 600, 1280 × 720. */
const [SHARE, LEAST, MOST] = [0.625, 400, 720];

/** A phone shows one run, and the curves below it. */
const [PHONE, PHONE_HEIGHT] = [480, 640];

/**
 * The height that a frame of this width asks for.
 * @param {number} width
 */
export function heightFor(width) {
  return width < PHONE ? PHONE_HEIGHT : Math.round(Math.min(MOST, Math.max(LEAST, SHARE * width)));
}

/**
 * What is done with what has been heard.
 * @typedef {object} Hearing
 * @property {(command: Command) => void} obey
 * @property {(on: boolean) => void} onSlide the deck shows the slide of this frame, or has left it
 */

export class Parent {
  /** The one around it, once it is known. */ #origin = "";
  /** It is a deck of Reveal. */ #isDeck = false;
  /** It speaks our own tongue. */ #isOurs = false;
  /** It resizes its frames as H5P does. */ #resizes = false;
  #view;
  #origins;
  #hearing;

  /**
   * @param {Window} view
   * @param {readonly string[]} origins that may speak, and are spoken to; none for whichever page is around this one
   * @param {Hearing} hearing
   */
  constructor(view, origins, hearing) {
    this.#view = view;
    this.#origins = origins;
    this.#hearing = hearing;
    // Not in every browser.
    this.#origin = view.location.ancestorOrigins?.[0] ?? "";
  }

  /** A window of its own has nobody around it. */
  get #isFramed() {
    return this.#view.parent !== this.#view;
  }

  /** @param {Pick<MessageEvent, "data" | "origin" | "source">} event */
  hear({ data, origin, source }) {
    if (!this.#isFramed || source !== this.#view.parent) return;
    if (this.#origins.length > 0 && !this.#origins.includes(origin)) return;
    this.#origin = origin;
    if (data === "slide:start" || data === "slide:stop") {
      this.#isDeck = true;
      this.#hearing.onSlide(data === "slide:start");
    } else if (data?.context === "h5p") this.#hearResizer(data.action);
    else {
      const command = commandOf(data);
      if (!command) return;
      this.#isOurs = true;
      this.#hearing.obey(command);
    }
  }

  /** @param {Said} said */
  say(said) {
    this.#post(message(said));
  }

  /**
   * A deck of Reveal knows keys by their numbers, and needs no script for them. One that opens at the slide of this frame has spoken before anything
   * here could hear it: to a page that has said nothing yet both tongues are spoken, of which it knows one.
   * @param {KeyboardEvent} event
   */
  handOn({ key, code, keyCode, shiftKey: shift }) {
    if (!this.#isOurs) this.#post(JSON.stringify({ method: "triggerKey", args: [keyCode] }));
    if (!this.#isDeck) this.say({ type: "key", key, code, shift });
  }

  /** Asks for the height that suits its width: Canvas and Sakai as such, H5P's resizer step by step. */
  fit() {
    const { innerWidth, innerHeight } = this.#view;
    // It is not displayed.
    if (innerWidth === 0) return;
    const height = heightFor(innerWidth);
    if (height !== innerHeight) this.#post({ subject: "lti.frameResize", height });
    this.#resize(this.#resizes ? "prepareResize" : "hello");
  }

  /** @param {unknown} action */
  #hearResizer(action) {
    if (action === "ready") this.#resize("hello");
    else if (action === "hello" || action === "resize") {
      this.#resizes = true;
      this.#resize("prepareResize");
    } else if (action === "resizePrepared") this.#resize("resize");
  }

  /** @param {"hello" | "prepareResize" | "resize"} action */
  #resize(action) {
    const { innerWidth, innerHeight } = this.#view;
    const size = action === "hello" ? {} : { scrollHeight: heightFor(innerWidth), clientHeight: innerHeight };
    this.#post({ context: "h5p", action, ...size });
  }

  /** @param {unknown} data */
  #post(data) {
    if (!this.#isFramed) return;
    for (const targetOrigin of this.#targets) this.#view.parent.postMessage(data, { targetOrigin });
  }

  /** To whom is spoken: whoever is not meant gets nothing. */
  get #targets() {
    if (this.#origins.length === 0) return ["*"];
    if (this.#origin === "") return this.#origins;
    return this.#origins.includes(this.#origin) ? [this.#origin] : [];
  }
}
