/** The filters: what hidden units look for, the rows of W, above what they draw, the columns of W*. */

import { formatCount, formatNumber } from "../../base/format.js";
import { isPlane } from "../../images/points.js";
import { filtersThen } from "../../state/filters_then.js";
import { paintAtlas, roundScale } from "../kit/atlas.js";
import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountChoice } from "../kit/options.js";
import { mountPerLane } from "../kit/per_lane.js";
import { followSize } from "../kit/screen.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { Palette } from "../kit/palette.js" */

const COUNTS = Object.freeze(/** @type {Record<"32" | "64", string>} */ ({ 32: "32 units", 64: "64" }));
const ORDERS = Object.freeze({ first: "first", largest: "largest" });
const SCALES = Object.freeze({ shared: "one scale", own: "own scales" });

/** CSS pixels, where text has its usual size, below the head of a run's filters: on one screen with the runs, and where the screen is low. */
const [ROOM, LOW_ROOM] = [184, 108];

/** @type {Instrument} */
export const filtersInstrument = {
  id: "filters",
  name: "Filters",
  mount(panel, options, dispatch) {
    const showCount = mountChoice(options, "Units shown", COUNTS, (count) =>
      dispatch({ type: "view", view: { filterCount: count === "32" ? 32 : 64 } }),
    );
    const showOrder = mountChoice(options, "Which units", ORDERS, (order) =>
      dispatch({ type: "view", view: { filtersByNorm: order === "largest" } }),
    );
    const showScale = mountChoice(options, "Scale of the filters", SCALES, (scale) =>
      dispatch({ type: "view", view: { filtersOwnScale: scale === "own" } }),
    );
    const none = element(
      "p",
      { class: "hint", hidden: "" },
      "These data are points: a hidden unit has two weights to them, which make no image. What all units do together is the field of arrows above.",
    );
    panel.append(none);
    const lanes = mountPerLane(panel, "filters", mountLane);
    return (state, palette) => {
      showCount(state.filterCount === 32 ? "32" : "64");
      showOrder(state.filtersByNorm ? "largest" : "first");
      showScale(state.filtersOwnScale ? "own" : "shared");
      const hasNone = isPlane(state.lanes[0].config.data);
      setHidden(none, !hasNone);
      panel.classList.toggle("without-images", hasNone);
      if (!hasNone) lanes(state, palette);
    };
  },
};

/**
 * @param {HTMLElement} root
 * @param {string} name of the lane
 * @returns {(lane: Lane, state: State, palette: Palette) => void}
 */
function mountLane(root, name) {
  const title = element("b", {}, name);
  const which = element("span");
  const [low, high] = [element("span"), element("span")];
  const head = element(
    "p",
    { class: "filters-head" },
    title,
    which,
    element("span", { class: "scale" }, low, element("i", { "aria-hidden": "true" }), high),
  );
  // Of no height before it is drawn: that of an empty canvas would have the panel scroll.
  const canvas = element("canvas", {
    role: "img",
    "aria-label": `Run ${name}: its filters are not here yet`,
    height: "0",
  });
  const frame = element("div", { class: "atlas" }, canvas);
  root.append(head, frame);
  const list = mountHiddenTable(root, `Run ${name}: norms of the units shown`, ["Unit", "Row of W", "Column of W*"]);
  const lowScreen = matchMedia("(width > 43.75em) and (height <= 50em)");
  let width = 0;
  /** @type {(() => void) | undefined} */
  let redraw;
  followSize(frame, (size) => {
    ({ width } = size);
    redraw?.();
  });
  const draw = memo(paintAtlas);
  const tell = memo((/** @type {NonNullable<Picture["filters"]>} */ filters) => list(normsOf(filters)));
  return (lane, state, palette) => {
    const { picture } = lane;
    const { filters, tied, note } = shownOf(state, lane);
    if (!picture || !filters || picture.tiles.side === 0) return;
    const { lanes, filtersOwnScale, filtersByNorm } = state;
    const shared = filtersOwnScale ? [filters] : lanes.flatMap((other) => shownOf(state, other).filters ?? []);
    const scale = roundScale(shared.map(({ weights }) => weights));
    const shown = `${filtersByNorm ? "largest" : "first"} ${filters.units.length} of ${formatCount(picture.snapshot.hiddenUnits)} units · step ${formatCount(filters.step)}${tied ? " · W* = Wᵀ" : ""}${note}`;
    setText(which, shown);
    setText(low, `−${formatNumber(scale)}`);
    setText(high, formatNumber(scale));
    setAttribute(
      canvas,
      "aria-label",
      `Run ${name}, ${shown}: rows of W above columns of W*, on a scale from −${formatNumber(scale)} to ${formatNumber(scale)}`,
    );
    tell(filters);
    const ratio = devicePixelRatio;
    redraw = () =>
      width > 0 &&
      draw(canvas, filters, picture.tiles.side, scale, palette, width, lowScreen.matches ? LOW_ROOM : ROOM, ratio);
    redraw();
  };
}

/**
 * The filters that are shown of a run: those of the step at which it is shown, once it has been repeated to there, until then those of now.
 * @param {State} state
 * @param {Lane} lane
 * @returns {{filters: Picture["filters"], tied: boolean, note: string}}
 */
function shownOf(state, lane) {
  const now = { filters: lane.picture?.filters, tied: lane.picture?.snapshot.tied ?? false };
  const then = filtersThen(state, lane);
  if (!then) return { ...now, note: "" };
  const step = formatCount(then.step);
  if (!then.found) return { ...now, note: ` · now; the run is repeated for those of step ${step}` };
  const { filters } = then.found;
  if (!filters) return { ...now, note: ` · now; this run cannot be repeated to the bit for those of step ${step}` };
  return { filters, tied: filters.tied, note: " · as they were" };
}

/**
 * The norms of the rows and columns shown.
 * @param {NonNullable<Picture["filters"]>} filters
 */
function normsOf({ units, weights }) {
  const size = weights.length / (2 * units.length);
  const norm = (/** @type {number} */ index) =>
    formatNumber(Math.hypot(...weights.subarray(index * size, (index + 1) * size)));
  return [...units].map((unit, index) => [formatCount(unit + 1), norm(index), norm(index + units.length)]);
}
