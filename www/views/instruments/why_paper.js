/** What stands on paper of the Jacobian: both maps beside the singular values. */

import { isPlane } from "../../images/points.js";
import { laneNamed } from "../../lanes/lineup.js";
import { diagonalOf, fieldOf, partsOf } from "../../lanes/why.js";
import { paintChart } from "../kit/chart.js";
import { element } from "../kit/dom.js";
import { LINE, writeLine } from "./paper_line.js";
import { paintMap } from "./response_map.js";
import { mountSpectrum } from "./why_spectrum.js";
import { NO_IMAGES } from "./why_words.js";

/** @import { Chart } from "../../pkg/charts.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Glue, Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */

/** In CSS pixels: the side of a map, and the room beside it. */
const [SIDE, GAP] = [140, 12];

/** @returns {(canvas: HTMLCanvasElement, module: NonNullable<ReturnType<Glue>>, state: State, palette: Palette, size: Size) => void} */
export function mountWhyPaper() {
  /** @type {Chart | undefined} */
  let chart;
  const contentOf = mountSpectrum();
  return (canvas, module, state, palette, size) => {
    const lane = laneNamed(state.lanes, state.inside);
    const { picture } = lane;
    const { response } = picture?.jacobian ?? {};
    const side = picture?.tiles.side ?? 0;
    if (isPlane(lane.config.data)) return paintSentence(canvas, palette, size);
    const beside = response ? 2 * (SIDE + GAP) : 0;
    chart ??= new module.Chart();
    const drawing = element("canvas");
    const content = contentOf(lane, partsOf(picture?.jacobian).spectrum, state.logErrors, palette);
    const axes = { logX: false, logY: state.logErrors };
    paintChart(drawing, chart, content, axes, palette, { ...size, width: size.width - beside });
    const ratio = size.pixelRatio;
    canvas.width = size.width * ratio;
    canvas.height = size.height * ratio;
    canvas.getContext("2d")?.drawImage(drawing, beside * ratio, 0);
    if (!response) return;
    const zoom = Math.floor((SIDE * ratio) / side);
    const pixel = Math.floor(side / 2) * (side + 1);
    const maps = [diagonalOf(response.mean), fieldOf(response.mean, pixel, state.field)];
    maps.forEach((values, at) => paintMap(canvas, [at * (SIDE + GAP) * ratio, 0], zoom, values, pixel, palette));
  };
}

/**
 * Of points there is nothing to draw: a line says so.
 * @param {HTMLCanvasElement} canvas
 * @param {Palette} palette
 * @param {Size} size
 */
function paintSentence(canvas, palette, { width, pixelRatio: ratio }) {
  [canvas.width, canvas.height] = [width * ratio, LINE * ratio];
  const context = canvas.getContext("2d");
  if (!context) return;
  writeLine(context, NO_IMAGES, 0, palette, ratio);
}
