/** The pad to draw on: it lies beside the runs, so that they are seen while a person draws. */

import { BRUSH_RADIUS, DRAWING_ROW, DRAWING_SIDE, blank, isBlank, stroked } from "../../images/drawing.js";
import { memo, part, setText } from "../kit/dom.js";
import { followKeys, followPointer } from "./pad_input.js";

/** @import { Drawing, Place } from "../../images/drawing.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Brush } from "./pad_input.js" */
/** @import { Palette } from "../kit/palette.js" */

const BLANK = blank();

/**
 * @param {Document} page
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountPad(page, dispatch) {
  const root = part(page, "pad", HTMLElement);
  const canvas = part(root, "pad-canvas", HTMLCanvasElement);
  canvas.width = canvas.height = DRAWING_SIDE;
  const said = part(root, "pad-said", HTMLElement);
  /** @type {Drawing | null} */
  let drawing = null;
  /** What was there before the stroke that is being drawn. @type {Drawing | null} */
  let before = null;
  /** @type {Palette | undefined} */
  let palette;
  const show = (/** @type {Drawing | null} */ next) => {
    drawing = next;
    dispatch({ type: "view", view: { drawing: next } });
  };
  const draw = (/** @type {Place[]} */ path) =>
    show(path.slice(1).reduce((inked, to, index) => stroked(inked, path[index], to), drawing ?? BLANK));
  /** What is cleared does not come back with a stroke that is taken back. */
  const empty = (/** @type {Drawing | null} */ next) => show((before = next));
  const clear = () => {
    empty(BLANK);
    setText(said, "The pad is empty");
  };
  const close = () => dispatch({ type: "view", view: { padOpen: false } });
  const brush = followKeys(canvas, { draw, clear, say: (what) => setText(said, what), moved: () => repaint() });
  followPointer(canvas, { draw, begin: () => (before = drawing), takeBack: () => show(before) });
  mountButtons(root, { clear, close, remove: () => empty(null) });
  closeOnEscape(page, root, close);
  const paint = memo(paintPad);
  const markBlank = memo((/** @type {Drawing} */ shown) => root.classList.toggle("blank", isBlank(shown)));
  const repaint = () => palette && paint(canvas, drawing ?? BLANK, palette, brush());
  const follow = mountOpening(page, root, canvas);
  const uncover = memo(
    (/** @type {boolean} */ isOpen, /** @type {boolean} */ isShown, /** @type {number} */ _lane) =>
      isOpen && isShown && uncoverRows(page, root),
  );
  return (state, colours) => {
    palette = colours;
    ({ drawing } = state);
    markBlank(drawing ?? BLANK);
    repaint();
    follow(state.padOpen);
    uncover(
      state.padOpen,
      state.lanes[state.lanePointedAt].picture?.tiles.rows.includes(DRAWING_ROW) ?? false,
      state.lanePointedAt,
    );
  };
}

/**
 * @param {HTMLElement} root
 * @param {{clear: () => void, close: () => void, remove: () => void}} actions
 */
function mountButtons(root, { clear, close, remove }) {
  part(root, "pad-clear", HTMLButtonElement).addEventListener("click", clear);
  part(root, "pad-close", HTMLButtonElement).addEventListener("click", close);
  part(root, "pad-remove", HTMLButtonElement).addEventListener("click", () => {
    remove();
    close();
  });
}

/**
 * Escape closes the pad from inside, from the button that opened it, and from where nothing else has the focus.
 * @param {Document} page
 * @param {HTMLElement} root
 * @param {() => void} close
 */
function closeOnEscape(page, root, close) {
  page.addEventListener("keydown", ({ key, target }) => {
    const own =
      target === page.body ||
      (target instanceof Element && (root.contains(target) || target.matches('[data-part="draw"]')));
    if (key === "Escape" && own && root.matches(":popover-open")) close();
  });
}

/**
 * Opens and closes the pad. Opened by keyboard it takes the focus, and gives it back.
 * @param {Document} page
 * @param {HTMLElement} root
 * @param {HTMLCanvasElement} canvas
 * @returns {(isOpen: boolean) => void}
 */
function mountOpening(page, root, canvas) {
  /** @type {Element | null} */
  let opener = null;
  return (isOpen) => {
    if (isOpen === root.matches(":popover-open")) return;
    if (isOpen) {
      opener = page.activeElement;
      root.showPopover();
      if (opener === page.body || opener?.matches(":focus-visible")) canvas.focus();
      return;
    }
    const inside = root.contains(page.activeElement);
    root.hidePopover();
    if (inside && opener instanceof HTMLElement) opener.focus();
  };
}

/**
 * On a small screen the pad may lie over a row it fills, or above it: the page moves up by as much.
 * @param {Document} page
 * @param {HTMLElement} root
 */
function uncoverRows(page, root) {
  const own = root.getBoundingClientRect();
  const rows = [...page.querySelectorAll(`.tiles:has([data-row="${DRAWING_ROW}"])`)].map((row) =>
    row.getBoundingClientRect(),
  );
  const covered = rows.filter(({ left, right, bottom }) => bottom > own.top && right > own.left && left < own.right);
  if (covered.length > 0) scrollBy(0, Math.max(...covered.map(({ bottom }) => bottom)) - own.top + 12);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Drawing} drawing
 * @param {Palette} palette
 * @param {Brush | undefined} brush
 */
function paintPad(canvas, drawing, { paper, print, css }, brush) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = new ImageData(DRAWING_SIDE, DRAWING_SIDE);
  drawing.forEach((ink, at) => {
    for (let channel = 0; channel < 3; channel += 1)
      image.data[4 * at + channel] = paper[channel] + ((print[channel] - paper[channel]) * ink) / 255;
    image.data[4 * at + 3] = 255;
  });
  context.putImageData(image, 0, 0);
  if (!brush) return;
  context.beginPath();
  context.arc(brush.x, brush.y, BRUSH_RADIUS, 0, 2 * Math.PI);
  context.lineWidth = brush.down ? 5 : 2;
  context.strokeStyle = css.muted;
  context.stroke();
}
