/** The loss chart: train and held-out error of every lane over steps, drawn by the core's plotter. */

import { lastPoint, marks } from "../curve.js";
import { formatCount, formatNumber } from "../format.js";
import { mountCrosshair } from "./crosshair.js";
import { element, memo, setText } from "./dom.js";

/** @import { LossChart } from "../pkg/autoencoder_lab.js" */
/** @import { Lane } from "../lanes.js" */
/** @import { Action, State } from "../state.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { Palette } from "./palette.js" */

/** Where the chart was drawn: pixels of its plane, and the numbers at its edges. @typedef {{left: number, top: number, right: number, bottom: number, xMin: number, xMax: number, yMin: number, yMax: number}} Geometry */
/** The curve point of a run nearest to a step. @typedef {{name: string, color: string, step: number, train: number, heldOut: number}} Reading */

/** The x axis shows at least this many steps, so that curves do not race to the right. */
const FEWEST_STEPS = 1500;
/** Changes closer than this share of the axis are one gesture. */
const GESTURE = 0.025;

/**
 * @param {() => LossChart | undefined} chart the plotter, once the module is here
 * @returns {Instrument}
 */
export function lossInstrument(chart) {
  return {
    id: "loss",
    name: "Loss",
    mount(panel, options, dispatch) {
      const canvas = element("canvas", { "aria-hidden": "true" });
      const frame = element("div", { class: "chart" }, canvas);
      const table = mountTable();
      panel.append(frame, table.root);
      const crosshair = mountCrosshair(frame, (step) => chart()?.readAt(step) ?? []);
      const switchLog = mountLogSwitch(options, dispatch);
      const draw = drawing(canvas, crosshair.moved);
      return (state, palette) => {
        switchLog.checked = state.logErrors;
        table.render(state.lanes);
        draw(chart(), state, palette);
      };
    },
  };
}

/**
 * @param {HTMLElement} options
 * @param {(action: Action) => void} dispatch
 */
function mountLogSwitch(options, dispatch) {
  const input = element("input", { type: "checkbox", role: "switch", "aria-label": "Logarithmic error axis" });
  input.addEventListener("change", () => dispatch({ type: "view", view: { logErrors: input.checked } }));
  options.append(element("label", { class: "option" }, element("span", { "aria-hidden": "true" }, "log y"), input));
  return input;
}

/**
 * Draws when something changed, and when the size did.
 * @param {HTMLCanvasElement} canvas
 * @param {(geometry: Geometry, palette: Palette, logY: boolean) => void} drawn
 * @returns {(chart: LossChart | undefined, state: State, palette: Palette) => void}
 */
function drawing(canvas, drawn) {
  const size = { width: 0, height: 0 };
  /** @type {(() => void) | undefined} */
  let redraw;
  // The last input is the revision of the curves, which the chart has already been handed: it only says to draw anew.
  const draw = memo((
    /** @type {[LossChart, Palette, boolean, number, number, number, number, string]} */ ...inputs
  ) => {
    const [chart, palette, logY, minSteps, width, height, ratio] = inputs;
    const { ink, muted, rule, bg } = palette.css;
    const look = { ink, muted, rule, background: bg, font: palette.font };
    drawn(/** @type {Geometry} */ (chart.draw(canvas, { width, height, pixelRatio: ratio, ...look, logY, minSteps })), palette, logY);
  });
  new ResizeObserver(([{ contentRect }]) => {
    Object.assign(size, { width: contentRect.width, height: contentRect.height });
    redraw?.();
  }).observe(canvas.parentElement ?? canvas);
  const setRuns = mountRuns();
  return (chart, state, palette) => {
    redraw = () => {
      if (!chart || size.width < 50 || size.height < 50) return;
      const minSteps = Math.max(FEWEST_STEPS, state.budget ?? 0);
      draw(chart, palette, state.logErrors, minSteps, size.width, size.height, devicePixelRatio, setRuns(chart, state, palette));
    };
    redraw();
  };
}

/**
 * Hands changed curves to the chart; returns a string that changes when any did.
 * @returns {(chart: LossChart, state: State, palette: Palette) => string}
 */
function mountRuns() {
  let revision = 0;
  /** @type {unknown[][]} */
  const drawn = [];
  return (chart, { lanes }, palette) => {
    lanes.forEach(({ name, picture }, slot) => {
      const inputs = [chart, palette, picture?.curve, picture?.snapshot.events.length];
      if (drawn[slot]?.every((input, index) => input === inputs[index])) return;
      drawn[slot] = inputs;
      revision += 1;
      if (!picture) return;
      const { curve, snapshot } = picture;
      const reach = GESTURE * Math.max(FEWEST_STEPS, snapshot.step);
      chart.setRun(slot, name, palette.css[name.toLowerCase()], curve, marks(snapshot.events, reach));
    });
    return String(revision);
  };
}

/** The values at the ends of the curves, for those who cannot see them. */
function mountTable() {
  const body = element("tbody");
  const head = element("tr", {}, ...["Run", "Step", "Train error", "Held-out error"].map((name) => element("th", { scope: "col" }, name)));
  const caption = element("caption", {}, "Loss: the last point of each curve");
  const root = element("div", { class: "hidden" }, element("table", {}, caption, element("thead", {}, head), body));
  /** @param {Lane[]} lanes */
  const render = (lanes) => {
    lanes.forEach(({ name, picture }, index) => {
      if (!body.children[index]) body.append(element("tr", {}, element("th", { scope: "row" }, name), element("td"), element("td"), element("td")));
      const point = picture && lastPoint(picture.curve);
      const texts = point ? [formatCount(point.step), formatNumber(point.train), formatNumber(point.heldOut)] : ["–", "–", "–"];
      texts.forEach((text, column) => setText(body.children[index].children[column + 1], text));
    });
  };
  return { root, render };
}
