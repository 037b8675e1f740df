/** A cursor over the values of a sweep, moved by pointer or by keyboard: it reads them out, and opens what can be done with them. */

import { fitted, mountOverlay } from "../kit/canvas.js";
import { setAttribute } from "../kit/dom.js";
import { middleOf, moved, spotAt } from "./spots.js";

/** @import { Panel, Spot } from "./spots.js" */

/**
 * What a cursor needs of a drawing.
 * @typedef {object} Drawing
 * @property {readonly Panel[]} panels none where nothing is drawn
 * @property {(spot: Spot) => string} textOf what is read out
 * @property {(spot: Spot) => Node} tipOf what is shown beside it
 * @property {(context: CanvasRenderingContext2D, spot: Spot) => void} mark draws what points at it
 */

/** Pixels beside the outermost values that are still theirs. */
const SLACK = 10;
/** Pixels between a cell and what is said of it. */
const BESIDE = 8;

/** Where the cursor stands. */
export class Cursor {
  /** @type {Spot | undefined} hidden without one */ #spot;
  /** @type {Spot | undefined} where a key takes it up again */ #kept;
  /** @type {Drawing} */ #drawing = { panels: [], textOf: () => "", tipOf: () => new Text(), mark: () => {} };
  #open;

  /**
   * @param {HTMLElement} frame the chart's
   * @param {string} name of what it shows
   * @param {(spot: Spot, at: {x: number, y: number}) => void} open shows what can be done there, in pixels of the window
   */
  constructor(frame, name, open) {
    this.#open = open;
    const overlay = mountOverlay(frame, name, {
      class: "crosshair sweep-cursor",
      "aria-haspopup": "dialog",
      "aria-valuemin": "1",
      "aria-valuemax": "1",
      "aria-valuenow": "1",
    });
    this.canvas = overlay.canvas;
    this.tip = overlay.tip;
    this.#listen();
  }

  /** The chart was drawn anew. @param {Drawing} drawing */
  follow(drawing) {
    this.#drawing = drawing;
    const first = drawing.panels[0];
    const last = (spot = this.#kept) =>
      spot &&
      first &&
      spot.panel < drawing.panels.length &&
      spot.column < first.columns.length - 1 &&
      spot.row < first.rows.length - 1
        ? spot
        : undefined;
    this.#kept = last();
    this.#spot = last(this.#spot);
    setAttribute(this.canvas, "aria-valuemax", Math.max(1, this.#count));
    this.#speak();
    this.#draw();
  }

  get #count() {
    const { panels } = this.#drawing;
    return panels.reduce((sum, { columns, rows }) => sum + (columns.length - 1) * (rows.length - 1), 0);
  }

  #listen() {
    const { canvas } = this;
    const at = (/** @type {MouseEvent} */ { offsetX, offsetY }) =>
      spotAt(this.#drawing.panels, offsetX, offsetY, SLACK);
    for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
      canvas.addEventListener(type, (event) => this.#go(at(event)));
    canvas.addEventListener("pointerleave", () => document.activeElement !== canvas && this.#go(undefined));
    canvas.addEventListener("pointercancel", () => this.#go(undefined));
    canvas.addEventListener("blur", () => this.#go(undefined));
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.#go(this.#start));
    canvas.addEventListener("click", (event) => {
      const spot = at(event);
      if (spot) this.#openAt(spot);
    });
    canvas.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key } = event;
    if (key === "Escape") return this.#go(undefined);
    const spot = this.#spot ?? this.#start;
    if (!spot) return undefined;
    if (key === "Enter") {
      event.preventDefault();
      return this.#openAt(spot);
    }
    const next = moved(this.#drawing.panels, spot, key);
    if (!next) return undefined;
    event.preventDefault();
    return this.#go(next);
  }

  /** Where a key begins. */
  get #start() {
    return this.#kept ?? (this.#drawing.panels.length > 0 ? { panel: 0, column: 0, row: 0 } : undefined);
  }

  /** @param {Spot} spot */
  #openAt(spot) {
    this.#go(spot);
    const { x, y } = middleOf(this.#drawing.panels, spot);
    const { left, top } = this.canvas.getBoundingClientRect();
    this.#open(spot, { x: left + x, y: top + y });
  }

  /** @param {Spot | undefined} spot */
  #go(spot) {
    const before = this.#spot;
    if (spot?.panel === before?.panel && spot?.column === before?.column && spot?.row === before?.row) return;
    this.#kept = spot ?? before ?? this.#kept;
    this.#spot = spot;
    this.#speak();
    this.#draw();
  }

  #speak() {
    const spot = this.#spot ?? this.#start;
    const { panels, textOf } = this.#drawing;
    setAttribute(this.canvas, "aria-valuetext", spot ? textOf(spot) : "nothing is drawn yet");
    if (!spot) return;
    const [width, height] = [panels[0].columns.length - 1, panels[0].rows.length - 1];
    setAttribute(this.canvas, "aria-valuenow", 1 + (spot.panel * height + spot.row) * width + spot.column);
  }

  #draw() {
    const spot = this.#spot;
    if (!spot && this.tip.hidden) return;
    this.tip.hidden = !spot;
    const { canvas, tip } = this;
    const { clientWidth, clientHeight } = canvas;
    const context = fitted(canvas);
    if (!spot || !context) return;
    this.#drawing.mark(context, spot);
    tip.replaceChildren(this.#drawing.tipOf(spot));
    const { x, y } = middleOf(this.#drawing.panels, spot);
    const { columns } = this.#drawing.panels[spot.panel];
    tip.classList.toggle("on-left", x > clientWidth / 2);
    tip.style.setProperty("--x", `${x}px`);
    // All of it is within the chart.
    const half = tip.offsetHeight / 2;
    tip.style.setProperty("--y", `${Math.max(half, Math.min(y, clientHeight - half))}px`);
    tip.style.setProperty("--beside", `${(columns[spot.column + 1] - columns[spot.column]) / 2 + BESIDE}px`);
  }
}
