/** The film as a file: moving, where the browser records, or as a strip of pictures. */

import { download, element } from "../kit/dom.js";
import { FILM_MS, stepOfFilm } from "./film.js";
import { FRAME, paintFrame } from "./film_frame.js";

/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** Pictures a second, and bits. */
const [RATE, BITS] = [25, 6_000_000];
/** How long the last picture stands. */
const END_MS = 600;
/** Of a strip: pictures side by side, and below each other. */
const [COLUMNS, LINES] = [3, 4];

/** What is recorded, the better first. */
const FORMATS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

/**
 * Twelve pictures of the film on one sheet, as a PNG.
 * @param {State} state
 * @param {Palette} palette
 */
export async function saveStrip(state, palette) {
  const sheet = new OffscreenCanvas(COLUMNS * FRAME.width, LINES * FRAME.height);
  const context = sheet.getContext("2d");
  if (!context) return;
  const count = COLUMNS * LINES;
  for (let at = 0; at < count; at += 1) {
    const [x, y] = [(at % COLUMNS) * FRAME.width, Math.floor(at / COLUMNS) * FRAME.height];
    context.setTransform(1, 0, 0, 1, x, y);
    paintFrame(context, state, palette, stepOfFilm(state, at / (count - 1)));
  }
  download("film-strip.png", await sheet.convertToBlob({ type: "image/png" }));
}

/**
 * Records the film, which takes as long as it lasts, and says how far it is.
 * @param {HTMLElement} near what is told beside it
 * @param {State} state
 * @param {Palette} palette
 */
export async function saveFilm(near, state, palette) {
  const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
  const canvas = element("canvas", { width: String(FRAME.width), height: String(FRAME.height) });
  const context = canvas.getContext("2d");
  // One at a time: the menu can be opened again meanwhile.
  if (!context || document.querySelector(".recording")) return;
  const cancelled = new AbortController();
  const recorder = new MediaRecorder(canvas.captureStream(RATE), { mimeType, videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const pieces = [];
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  const { tell, end } = sayHowFar(near, () => cancelled.abort());
  try {
    recorder.start();
    const begin = performance.now();
    for (let share = 0; share < 1 && !cancelled.signal.aborted;) {
      share = Math.min((performance.now() - begin) / FILM_MS, 1);
      paintFrame(context, state, palette, stepOfFilm(state, share));
      tell(share);
      await pause(share < 1 ? 1000 / RATE : END_MS);
    }
    recorder.stop();
    await stopped;
  } finally {
    end();
  }
  if (cancelled.signal.aborted) return;
  const [type] = recorder.mimeType.split(";");
  download(`film.${type === "video/mp4" ? "mp4" : "webm"}`, new Blob(pieces, { type }));
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param {HTMLElement} near
 * @param {() => void} cancel
 */
function sayHowFar(near, cancel) {
  const progress = element("progress", { max: "1", value: "0", "aria-label": "Recording the film" });
  const stop = element("button", { type: "button", class: "quiet" }, "Cancel");
  const root = element(
    "div",
    { class: "shared recording", popover: "manual", role: "dialog", "aria-label": "The film is recorded" },
    element("p", {}, "Recording the film, 8 seconds …"),
    progress,
    stop,
  );
  stop.addEventListener("click", cancel);
  near.after(root);
  root.showPopover();
  return { tell: (/** @type {number} */ share) => (progress.value = share), end: () => root.remove() };
}
