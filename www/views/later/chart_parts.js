/** What each tab draws, to be taken away: its parts, one below the other, in a size of their own. */

import { formatCount, formatNumber } from "../../base/format.js";
import { isPlane } from "../../images/points.js";
import { laneNamed } from "../../lanes/lineup.js";
import { partsOf } from "../../lanes/why.js";
import { paintMap } from "../instruments/character_map.js";
import { mountMapContent } from "../instruments/characters.js";
import { contentsOf } from "../instruments/ledger.js";
import { mountContent } from "../instruments/loss.js";
import { paintStep } from "../instruments/step_paper.js";
import { mountWhyPaper } from "../instruments/why_paper.js";
import { mountSpectrum } from "../instruments/why_spectrum.js";
import { paintAtlas, roundScale } from "../kit/atlas.js";
import { paintChart } from "../kit/chart.js";
import { drawSweep } from "../sweep/chart.js";
import { mountSweepContent } from "../sweep/content.js";

/** @import { State } from "../../state/state.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */

/** The module that draws, on canvases or as SVG. @typedef {NonNullable<ReturnType<Glue>>} Drawer */
/** Paints a part; of which pixels, its ratio says. @typedef {(canvas: HTMLCanvasElement, module: Drawer, ratio: number) => void} Paint */

/** A part of a picture, and what is written above it where it does not say so itself. @typedef {{paint: Paint, label?: string}} Part */

/** Their width, and the height of a chart, in CSS pixels: half a slide. */
export const WIDTH = 800;
const HEIGHT = 400;
/** Of one of several charts, and the room that an atlas of filters may take. */
const [LOW, ROOM] = [280, 360];

const NO_SHELF = "The shelf is a table: it is copied as Markdown or LaTeX, beside its CSV.";
const PIXELS = "These pictures are made of pixels: take the PNG.";
const NOTHING = "There is nothing in this tab yet that could be taken along.";
const GRADIENTS = "The gradients are a table: choose another part of the ledger.";

/**
 * @param {State} state
 * @param {Palette} palette
 * @param {"svg" | "png"} kind
 * @returns {Part[] | string} or why there are none, as a sentence
 */
export function chartParts(state, palette, kind) {
  const painted = paintsOf(state, palette, kind);
  return typeof painted === "string" ? painted : painted.map((part) => ("paint" in part ? part : { paint: part }));
}

/**
 * @param {State} state
 * @param {Palette} palette
 * @param {"svg" | "png"} kind
 * @returns {(Paint | Part)[] | string}
 */
function paintsOf(state, palette, kind) {
  const { tab, lanes, logSteps: logX, logErrors: logY } = state;
  const size = (/** @type {number} */ pixelRatio, height = HEIGHT) => ({ width: WIDTH, height, pixelRatio });
  switch (tab) {
    case "loss": {
      const content = mountContent()(state, palette);
      return [
        (canvas, module, ratio) =>
          paintChart(canvas, new module.Chart(), content, { logX, logY }, palette, size(ratio)),
      ];
    }
    case "ledger": {
      const contents = contentsOf(state, palette);
      if (state.ledgerPart === "gradients") return GRADIENTS;
      return contents.map(({ content, axes }) => (canvas, module, ratio) => {
        const height = contents.length > 1 ? LOW : HEIGHT;
        paintChart(canvas, new module.Chart(), content, axes, palette, size(ratio, height));
      });
    }
    case "characters": {
      const content = mountMapContent()(state, palette);
      return [
        (canvas, module, ratio) => void paintMap(canvas, new module.CharacterMap(), content, palette, size(ratio)),
      ];
    }
    case "sweep": {
      const content = mountSweepContent()(state);
      return [(canvas, module, ratio) => void drawSweep(canvas, module, content, palette, size(ratio))];
    }
    case "why": {
      const lane = laneNamed(lanes, state.inside);
      if (isPlane(lane.config.data)) return NOTHING;
      if (kind === "png") {
        const paint = mountWhyPaper();
        return [(canvas, module, ratio) => paint(canvas, module, state, palette, size(ratio, LOW))];
      }
      const content = mountSpectrum()(lane, partsOf(lane.picture?.jacobian).spectrum, logY, palette);
      const axes = { logX: false, logY };
      return [(canvas, module, ratio) => paintChart(canvas, new module.Chart(), content, axes, palette, size(ratio))];
    }
    case "step":
      if (kind === "svg") return PIXELS;
      return [(canvas, _module, ratio) => paintStep(canvas, state, palette, size(ratio))];
    case "filters":
      return kind === "svg" ? PIXELS : filterParts(state, palette);
    default:
      return NO_SHELF;
  }
}

/** @param {State} state @param {Palette} palette @returns {Part[] | string} */
function filterParts({ lanes, filtersOwnScale }, palette) {
  const drawn = lanes.flatMap(({ name, picture }) => {
    const { filters, tiles, snapshot } = picture ?? {};
    return filters && tiles && snapshot && tiles.side > 0 ? [{ name, filters, side: tiles.side, snapshot }] : [];
  });
  if (drawn.length === 0) return NOTHING;
  const all = drawn.map(({ filters }) => filters.weights);
  return drawn.map(({ name, filters, side, snapshot }) => {
    const scale = roundScale(filtersOwnScale ? [filters.weights] : all);
    const units = `${filters.units.length} of ${formatCount(snapshot.hiddenUnits)} units`;
    return {
      label: `${name}: ${units}, step ${formatCount(filters.step)}, weights from −${formatNumber(scale)} to ${formatNumber(scale)}`,
      paint: (canvas, _module, ratio) => paintAtlas(canvas, filters, side, scale, palette, WIDTH, ROOM, ratio),
    };
  });
}
