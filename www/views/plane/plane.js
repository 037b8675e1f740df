/**
 * The plane of a run on points, in place of rows of images: the points, what the run makes of each, and of every place around them.
 * The place under the pointer, or the cursor, is followed from x to x̂ in every run.
 */

import { formatCount, formatNumber } from "../../base/format.js";
import { LEAST_POINTS, MOST_POINTS, pointsOf, textOf } from "../../images/points.js";
import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { followSize } from "../kit/screen.js";
import { followKeys, followPointer } from "./input.js";
import { layersOf, meanMove, nearestTo, sizeOf } from "./layers.js";
import { paintPlane } from "./paint.js";

/** @import { Point } from "../../images/points.js" */
/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Layers } from "./layers.js" */

/** What one looks at; and what it is, and is not. */
const HELP = Object.freeze([
  "Each point x, a grey disc if it is trained on and a ring if it is held out, is joined to its reconstruction x̂ in the run’s colour. The square reaches from −2.25 to 2.25 both ways.",
  "An arrow is r(x) − x, the way from a place to its reconstruction, at half its length and no longer than its cell. It is what this network has learned to do there, no more: reading it as a gradient of the data’s density (Alain & Bengio 2014) needs training that denoises or contracts.",
]);
const HELP_ID = "plane-help";

/**
 * @param {HTMLElement} root
 * @param {string} name of the lane
 * @param {(action: Action) => void} dispatch
 * @returns {(lane: Lane, state: State, palette: Palette) => void}
 */
export function mountPlane(root, name, dispatch) {
  const canvas = element("canvas", {
    class: "plane-canvas",
    role: "application",
    tabindex: "0",
    "aria-label": `Run ${name}: points of the plane`,
  });
  const frame = element("div", { class: "plane-frame" }, canvas);
  const followed = element("p", { class: "followed figure" });
  const about = element("span");
  const clear = element("button", { type: "button", class: "quiet", "aria-description": `Run ${name}` }, "Remove all");
  const help = element(
    "button",
    { type: "button", class: "what", popovertarget: helpOf(document), "aria-description": `Run ${name}` },
    "what is this?",
  );
  const said = element("p", { class: "hidden", role: "status" });
  root.append(frame, followed, element("p", { class: "plane-about" }, about, " ", clear, " ", help), said);
  /** @type {{own: boolean, points: readonly Point[], probe: Float32Array | null}} */
  let now = { own: false, points: [], probe: null };
  /** The cursor has moved, and is told of once the run has answered. */
  let telling = false;
  const place = (/** @type {readonly Point[]} */ points) => {
    const text = textOf(points);
    // More may be placed before the next frame.
    now = { ...now, points: pointsOf(text) };
    dispatch({ type: "configure-all", change: { points: text } });
  };
  const reader = {
    follow: (/** @type {Point} */ to) => {
      const probe = Float32Array.from(to);
      // A cursor may go on before the next frame, too.
      now = { ...now, probe };
      dispatch({ type: "view", view: { probe } });
    },
    leave: () => dispatch({ type: "view", view: { probe: null } }),
    press: (/** @type {Point} */ at, /** @type {number} */ reach) => {
      if (!now.own) return;
      const near = nearestTo(now.points, at, reach);
      if (near >= 0) place(now.points.toSpliced(near, 1));
      else if (now.points.length < MOST_POINTS) place([...now.points, at]);
      else dispatch({ type: "view", view: { status: `${MOST_POINTS} points are the most: remove one first.` } });
    },
    cursor: () => /** @type {Point} */ (now.probe ? [now.probe[0], now.probe[1]] : [0, 0]),
    say: () => {
      telling = true;
    },
  };
  followPointer(canvas, reader);
  followKeys(canvas, reader);
  clear.addEventListener("click", () => place([]));
  const tell = memo(
    (/** @type {Layers | undefined} */ layers, /** @type {boolean} */ own, /** @type {number} */ count) => {
      setText(about, aboutText(own, count));
      setAttribute(canvas, "aria-description", descriptionOf(layers, own));
    },
  );
  const layersFor = memo((/** @type {Picture | undefined} */ picture) => picture && layersOf(picture));
  const paint = memo(
    (
      /** @type {Layers | undefined} */ layers,
      /** @type {readonly Point[]} */ placed,
      /** @type {Float32Array | null} */ probe,
      /** @type {Palette} */ palette,
      /** @type {number} */ side,
      /** @type {number} */ ratio,
    ) => {
      paintPlane(canvas, { layers, placed, probe }, palette, palette.css[name.toLowerCase()], side, ratio);
    },
  );
  const placedOf = memo(pointsOf);
  let side = 0;
  /** @type {(() => void) | undefined} */
  let redraw;
  followSize(frame, ({ width }) => {
    side = width;
    redraw?.();
  });
  return ({ config, picture }, { placed, probe }, palette) => {
    const own = config.data === "points";
    const points = placedOf(own ? placed : "");
    now = { own, points, probe };
    // Of a run on images, or on the points before, nothing is left in the square.
    const isOfThese = picture?.tiles.side === 0 && (!own || placed === config.points);
    const layers = layersFor(isOfThese ? picture : undefined);
    tell(layers, own, points.length);
    setHidden(clear, !own || points.length === 0);
    const way = wayOf(layers, probe);
    setText(followed, way ?? "Point at the square to follow a place from x to x̂.");
    // What was answered last may be of the place before.
    if (telling && way && layers?.followed.x.every((value, at) => value === probe?.[at])) {
      telling = false;
      setText(said, own ? `${way}; ${formatCount(points.length)} points` : way);
    }
    const ratio = devicePixelRatio;
    redraw = () => side > 0 && paint(layers, points, probe, palette, side, ratio);
    redraw();
  };
}

/** The help, which all runs share. @param {Document} page */
function helpOf(page) {
  if (!page.getElementById(HELP_ID))
    page.body.append(
      element(
        "div",
        { class: "shared ranges-help", popover: "", id: HELP_ID },
        ...HELP.map((text) => element("p", {}, text)),
      ),
    );
  return HELP_ID;
}

/**
 * From where to where, once the run has said so.
 * @param {Layers | undefined} layers
 * @param {Float32Array | null} probe
 */
function wayOf(layers, probe) {
  if (!probe || !layers || sizeOf(layers.followed) === 0) return undefined;
  const { x, xHat } = layers.followed;
  return `x (${coordinates(x)}) → x̂ (${coordinates(xHat)})`;
}

/** @param {Float32Array} place */
function coordinates([x, y]) {
  return [x, y]
    .map((value) =>
      value
        .toFixed(2)
        .replace(/^-0\.00$/u, "0.00")
        .replace("-", "−"),
    )
    .join(", ");
}

/** @param {boolean} own @param {number} count */
function aboutText(own, count) {
  if (!own) return "Discs are trained on, rings are held out.";
  const many = `${formatCount(count)} of ${MOST_POINTS} points`;
  if (count < LEAST_POINTS)
    return `${many}: click, or press Enter at the cursor, to place ${count === 0 ? "two or more" : "another"}.`;
  return `${many}: click to place one, or on one to remove it.`;
}

/**
 * What is to be seen, in words.
 * @param {Layers | undefined} layers
 * @param {boolean} own
 */
function descriptionOf(layers, own) {
  const keys = `Arrows move a cursor, with Shift a little, and say where the run takes it${own ? "; Enter places a point there, or removes the one that is there" : ""}.`;
  if (!layers) return `Not here yet. ${keys}`;
  const { train, heldOut, field } = layers;
  const told = [
    `${formatCount(sizeOf(train))} points that are trained on, moved by ${formatNumber(meanMove(train))} in the mean`,
    `${formatCount(sizeOf(heldOut))} that are held out, by ${formatNumber(meanMove(heldOut))}`,
    `and ${formatCount(sizeOf(field))} places of a grid over the square, by ${formatNumber(meanMove(field))}`,
  ];
  return `${told.join("; ")}. ${keys}`;
}
