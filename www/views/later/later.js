/**
 * The instruments that a person opens later than the page, and the plane of points: a bundle of its own, which is fetched when the first of them is opened, or when
 * nothing else is on its way, so that all is there where the network goes. What each puts on paper comes with it.
 */

import { paintMap } from "../instruments/character_map.js";
import { HELP, charactersInstrument, mountMapContent } from "../instruments/characters.js";
import { filtersInstrument } from "../instruments/filters.js";
import { ledgerInstrument } from "../instruments/ledger.js";
import { shelfInstrument } from "../instruments/shelf.js";
import { mountPlane } from "../plane/plane.js";
import { stepInstrument } from "../instruments/step.js";
import { paintStep } from "../instruments/step_paper.js";
import { HELP as STEP_HELP } from "../instruments/step_words.js";
import { whyInstrument } from "../instruments/why.js";
import { mountWhyPaper } from "../instruments/why_paper.js";
import { HELP as WHY } from "../instruments/why_words.js";
import { mountOwn } from "../own/own.js";
import { drawSweep } from "../sweep/chart.js";
import { mountSweepContent } from "../sweep/content.js";
import { sweepInstrument } from "../sweep/sweep.js";
import { sayBlocked } from "../teach/blocked.js";
import { Speaker } from "../teach/speaker.js";
import { openTeach } from "../teach/teach.js";
import { openWorksheet } from "../teach/worksheet.js";

export { mountPredictions } from "../predict/predictions.js";

/** @import { CharacterMap } from "../../pkg/charts.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Glue, Size } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */

/** A name for what is saved, and what makes it. */
export { ONE_FILE, oneFile } from "../../files/one_file.js";

/** What is taken away of a run, and comes back. */
export { bringWeights, compared } from "./bring_weights.js";
export { ProgramError } from "../../files/program_files.js";
export { runFile } from "../../files/run_file.js";

/** Pictures to take along. */
export { openCard } from "./card_dialog.js";
export { saveChart } from "./chart_file.js";

/** What needs all of the page to have come. */
export { keepOffline } from "./offline.js";

export { openEmbed } from "./embed_dialog.js";
export { showFilm } from "./film.js";
export { saveFilm, saveStrip } from "./film_file.js";
export {
  charactersInstrument,
  filtersInstrument,
  ledgerInstrument,
  mountOwn,
  mountPlane,
  shelfInstrument,
  stepInstrument,
  sweepInstrument,
  whyInstrument,
};
export { Speaker, openTeach, openWorksheet, sayBlocked };

/** What an instrument puts on paper: its chart, and what is said below. @typedef {{paint: (canvas: HTMLCanvasElement, module: NonNullable<ReturnType<Glue>>, state: State, palette: Palette, size: Size) => void, help: readonly string[]}} Paper */

/** Heights of charts on paper, in CSS pixels: the plane of characters is a little higher than a curve, and a map of a sweep has a row for each λ. */
const [PLANE, MAP] = [220, 320];

/** @returns {Record<"step" | "characters" | "sweep" | "why", Paper>} */
export function mountPapers() {
  const [planeOf, sweepOf] = [mountMapContent(), mountSweepContent()];
  /** @type {CharacterMap | undefined} */
  let plane;
  return {
    step: {
      paint: (canvas, _module, state, palette, size) => paintStep(canvas, state, palette, size),
      help: STEP_HELP,
    },
    characters: {
      paint(canvas, module, state, palette, size) {
        plane ??= new module.CharacterMap();
        paintMap(canvas, plane, planeOf(state, palette), palette, { ...size, height: PLANE });
      },
      help: HELP,
    },
    sweep: {
      paint(canvas, module, state, palette, size) {
        const content = sweepOf(state);
        const height = content.plan.over === "both" ? MAP : size.height;
        drawSweep(canvas, module, content, palette, { ...size, height });
      },
      help: [],
    },
    why: { paint: mountWhyPaper(), help: WHY },
  };
}
