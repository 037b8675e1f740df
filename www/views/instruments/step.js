/** The coming step of one run, in pictures: from an image to its error, to the gradient, to what becomes of a hidden unit's weights. */

import { formatNumber } from "../../base/format.js";
import { laneNamed } from "../../lanes/lineup.js";
import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountLaneChoice } from "../kit/lane_choice.js";
import { mountPhases, mountUnit } from "./step_controls.js";
import { knownOf, largestOf } from "./step_numbers.js";
import { CHANGE, FORWARD, GRADIENTS, WEIGHTS, isRoomy, mountPicture, mountScale } from "./step_pictures.js";
import { mountPixel } from "./step_pixel.js";
import { HELP, headOf, phaseText } from "./step_words.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { Known } from "./step_numbers.js" */
/** @import { Content, View } from "./step_pictures.js" */

/** @type {Instrument} */
export const stepInstrument = {
  id: "step",
  name: "Step",
  mount(panel, options, dispatch) {
    const choose = mountLaneChoice(options, "step", dispatch);
    const unit = mountUnit(options, dispatch);
    const phases = mountPhases(options, dispatch);
    const show = mountStep(panel, dispatch);
    return (state, palette) => {
      const lane = laneNamed(state.lanes, state.inside);
      choose(state);
      unit(lane, state);
      phases(state);
      show(lane, state, palette);
    };
  },
};

/**
 * @param {HTMLElement} panel
 * @param {(action: Action) => void} dispatch
 * @returns {(lane: Lane, state: State, palette: Palette) => void}
 */
function mountStep(panel, dispatch) {
  /** Draws again what is shown, with another pixel. */
  let again = () => {};
  const marked = mountMarked(() => again());
  const chooseUnit = (/** @type {number} */ at) => dispatch({ type: "view", view: { stepUnit: at + 1 } });
  const head = element("p", { class: "step-head" });
  const text = element("p", { class: "step-phase" });
  const groups = [
    mountGroup(FORWARD, ({ name }) => (name === "h" ? chooseUnit : marked.point)),
    mountGroup(GRADIENTS, () => marked.point),
    mountGroup(CHANGE, () => marked.point),
    mountGroup(WEIGHTS, () => marked.point),
  ];
  const pixel = mountPixel(marked.point);
  const row = element("div", { class: "step-row" }, ...groups.map((group) => group.root));
  const body = element("div", { class: "step-body" }, text, row, pixel.root);
  const help = element("div", { class: "chart-help" }, ...HELP.map((sentence) => element("p", {}, sentence)));
  const root = element("div", { class: "step" }, head, body, help);
  panel.append(root);
  const list = mountHiddenTable(body, "Lengths of the pictures", ["Picture", "of W", "of W*"]);
  const tell = memo((/** @type {Known} */ known) => list(lengthsOf(known)));
  const knownOnce = memo(knownOf);
  const contentOf = memo(
    (/** @type {Known} */ known, /** @type {number} */ at, /** @type {State["stepPhase"]} */ phase) => ({
      ...known,
      pixel: at,
      phase,
    }),
  );
  /** The last two say how large pictures are. @type {(...inputs: [Content, Palette, number, boolean]) => void} */
  const draw = memo((content, palette) => {
    for (const group of groups) group.render(content, palette);
    pixel.render(content);
  });
  return (lane, { stepPhase }, palette) => {
    const { picture, name, runId } = lane;
    const ahead = picture?.ahead;
    setAttribute(root, "data-lane", name);
    setHidden(body, !ahead);
    setText(head, headOf(lane, ahead));
    if (!picture || !ahead) return;
    const { tiles, snapshot } = picture;
    const known = knownOnce(ahead, snapshot.inputs, tiles.side);
    setText(text, phaseText(stepPhase, known));
    tell(known);
    again = () => draw(contentOf(known, marked.at(known, runId), stepPhase), palette, devicePixelRatio, isRoomy());
    again();
  };
}

/**
 * The pixel that is marked: where a person points, or has pointed; until then, one where the data ask a lot, the same as long as the unit is.
 * @param {() => void} redraw
 */
function mountMarked(redraw) {
  let chosen = -1;
  let usual = { of: "", pixel: 0 };
  return {
    /** @param {number} pixel */
    point(pixel) {
      if (pixel === chosen) return;
      chosen = pixel;
      redraw();
    },
    /** @param {Known} known @param {number} runId */
    at({ ahead, numbers }, runId) {
      const of = `${runId} ${ahead.about.unit}`;
      if (usual.of !== of) usual = { of, pixel: largestOf(numbers.parts[0].data) };
      return chosen >= 0 && chosen < numbers.x.length ? chosen : usual.pixel;
    },
  };
}

/**
 * Pictures on the scale of the first, which is printed below them; where that has none, each has its own.
 * @param {readonly View[]} views
 * @param {(view: View) => (pixel: number) => void} chooseOf
 */
function mountGroup(views, chooseOf) {
  const [{ scale }] = views;
  const pictures = views.map((view) => mountPicture(view, chooseOf(view)));
  const printed = mountScale();
  const own = element("span", { class: "scale" });
  const row = element("div", { class: "step-pictures" }, ...pictures.map((picture) => picture.root));
  const root = element("div", { class: "step-group" }, row, scale ? printed.root : own);
  return {
    root,
    /** @param {Content} content @param {Palette} palette */
    render(content, palette) {
      for (const picture of pictures) picture.render(content, palette);
      const { scales } = content;
      if (scale) printed.render(scales[scale]);
      setText(own, `x, x̂ 0 … 1 · h ±${formatNumber(scales.h)} · error to ${formatNumber(scales.errors)}`);
    },
  };
}

/** How long each picture is, as a vector. @param {Known} known */
function lengthsOf({ numbers }) {
  return [...GRADIENTS, ...CHANGE, ...WEIGHTS].flatMap(({ name, rows }) => {
    const [first, second] = rows(numbers).map((row) => row && formatNumber(Math.hypot(...row)));
    return first === undefined ? [] : [[name, first, second ?? "–"]];
  });
}
