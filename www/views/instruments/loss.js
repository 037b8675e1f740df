/** The loss chart: train and held-out error of every lane over steps. */

import { lastPoint, lowest, pairsOf, smoothed } from "../../base/curve.js";
import { formatCount, formatNumber } from "../../base/format.js";
import { wordsFor } from "../../images/points.js";
import { standingOf } from "../../lesson/standing.js";
import { cardOf } from "../../lesson/cards.js";
import { mountChart } from "../kit/chart.js";
import { memo, memoBy, setHidden } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountSwitch } from "../kit/options.js";
import { leastSteps, marksKey, marksOf } from "../kit/run_steps.js";
import { mountFilmButton } from "./film_button.js";
import { mountSeedBands } from "./seed_bands.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { Prediction } from "../../lesson/prediction.js" */
/** @import { State } from "../../state/state.js" */
/** @import { DataSet, Snapshot } from "../../base/protocol.js" */
/** @import { Pinned } from "../../state/shelf.js" */
/** @import { Content, Glue } from "../kit/chart.js" */
/** @import { Series } from "../kit/reading.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { Palette } from "../kit/palette.js" */

/** What one lane adds to the chart. @typedef {{series: Series[], levels: Series[], marks: Content["marks"][number], notes: NonNullable<Content["notes"]>}} LaneContent */

const [FULL, THIN, FAINT] = /** @type {const} */ (["full", "thin", "faint"]);

/** Levels that differ by less than this share of their value look like one. */
const SAME = 1e-3;

/** Smoothing reaches this share of the steps so far to either side. */
const REACH = 0.02;

const LOG_TITLES = ["reconstruction error per image, log", "error per image, log", "error, log"];
const LINEAR_TITLES = ["reconstruction error per image", "error per image", "error"];

/** Both errors of a run, as they are read out. */
const PARTS = Object.freeze(
  /** @type {const} */ ([
    { quantity: "train", name: "train", line: "solid" },
    { quantity: "heldOut", name: "held-out", line: "dashed" },
  ]),
);

/**
 * @param {Glue} glue
 * @param {NonNullable<Parameters<typeof mountChart>[3]>["onDrawn"]} [onDrawn] it was drawn anew
 * @returns {Instrument}
 */
export function lossInstrument(glue, onDrawn) {
  return {
    id: "loss",
    name: "Loss",
    mount(panel, options, dispatch) {
      const draw = mountChart(panel, glue, "Crosshair: train and held-out error over steps", {
        travel: (to, atRest) => dispatch({ type: "travel", to, atRest }),
        onDrawn,
      });
      const list = mountHiddenTable(panel, "Loss: the last point of each curve", [
        "Run",
        "Step",
        "Train error",
        "Held-out error",
        "Lowest held-out error",
      ]);
      const showFilm = mountFilmButton(options, dispatch);
      const showWhole = mountSwitch(options, "all", "All values, not only those that the page is about", (wholeRange) =>
        dispatch({ type: "view", view: { wholeRange } }),
      );
      const whole = /** @type {HTMLElement} */ (options.lastElementChild);
      const showBands = mountSwitch(options, "bands", "Bands over the seeds that were trained", (seedBands) =>
        dispatch({ type: "view", view: { seedBands } }),
      );
      const bands = /** @type {HTMLElement} */ (options.lastElementChild);
      const showSmooth = mountSwitch(options, "smooth", "Smooth the curves", (smooth) =>
        dispatch({ type: "view", view: { smooth } }),
      );
      const showLogX = mountSwitch(options, "log x", "Logarithmic step axis", (logSteps) =>
        dispatch({ type: "view", view: { logSteps } }),
      );
      const showLogY = mountSwitch(options, "log y", "Logarithmic error axis", (logErrors) =>
        dispatch({ type: "view", view: { logErrors } }),
      );
      const contentOf = mountContent();
      return (state, palette) => {
        const { smooth, logSteps, logErrors, wholeRange } = state;
        const chosen = chosenRange(state);
        setHidden(whole, !chosen);
        showWhole(wholeRange);
        setHidden(bands, state.seeds.cohorts.length === 0);
        showBands(state.seedBands);
        showFilm(state);
        showSmooth(smooth);
        showLogX(logSteps);
        showLogY(logErrors);
        list([
          ...state.lanes.map(lastValues),
          ...drawnValues(state),
          ...state.shelf.pinned.filter(({ shown }) => shown).map(pinnedValues),
        ]);
        draw(contentOf(state, palette), { logX: logSteps, logY: logErrors }, palette, state.then);
      };
    },
  };
}

/**
 * What the chart shows; the same object until something of it changes.
 * @returns {(state: State, palette: Palette) => Content}
 */
export function mountContent() {
  /** @type {ReturnType<typeof mountLaneContent>[]} */
  const ofLane = [];
  const gather = memo(
    (
      /** @type {DataSet} */ data,
      /** @type {boolean} */ logY,
      /** @type {readonly [number, number] | undefined} */ values,
      /** @type {number} */ minSteps,
      /** @type {string} */ neutral,
      /** @type {NonNullable<Content["bands"]>} */ bands,
      /** @type {LaneContent[]} */ ...parts
    ) => ({
      bands,
      series: [
        ...parts.flatMap(({ series }) => series),
        ...shared(
          parts.flatMap(({ levels }) => levels),
          neutral,
        ),
      ],
      marks: parts.map(({ marks: own }) => own),
      notes: parts.flatMap(({ notes }) => notes),
      values,
      titles: (logY ? LOG_TITLES : LINEAR_TITLES).map((title) => wordsFor(data, title)),
      minSteps,
    }),
  );
  const bandsOf = mountSeedBands();
  const contentOfDrawn = memo(drawnContent);
  const contentOfPinned = memo((/** @type {Pinned[]} */ pinned, /** @type {Palette} */ palette) =>
    pinnedContent(pinned, palette),
  );
  return (state, palette) => {
    const { lanes, smooth, logErrors, budget, shelf, wholeRange } = state;
    const parts = lanes.flatMap(({ name, picture }, index) =>
      picture ? [(ofLane[index] ??= mountLaneContent())(name, picture, smooth, palette)] : [],
    );
    return gather(
      lanes[0].config.data,
      logErrors,
      wholeRange ? undefined : chosenRange(state),
      leastSteps(budget),
      palette.css.muted,
      bandsOf(state, palette),
      ...parts,
      contentOfPinned(shelf.pinned, palette),
      contentOfDrawn(drawnOf(state), palette),
    );
  };
}

/**
 * From where to where the card of the lesson wants its errors shown, while the runs are its own.
 * @param {State} state
 */
function chosenRange(state) {
  const { card, lanes, predictions, predicting, projector, hides } = state;
  const { scene, asks } = cardOf(card);
  const chosen = asks?.errors ?? scene?.errors;
  if (!chosen) return undefined;
  const { departures, done } = standingOf(card, lanes);
  if (departures.length > 0) return undefined;
  // The axis of a drawing stands still while it is drawn, and until it is compared with what came.
  const said = predictions.some((one) => one.card === card);
  const drawn = said
    ? !(card in predicting.told)
    : predicting.asks && !projector && !hides.includes("predict") && !done;
  return drawn || !asks?.errors ? chosen : scene?.errors;
}

function mountLaneContent() {
  return memoBy(
    (
      /** @type {string} */ name,
      /** @type {Picture} */ { curve, snapshot },
      /** @type {boolean} */ smooth,
      /** @type {Palette} */ palette,
    ) => [name, curve, marksKey(snapshot), snapshot.theory?.train, snapshot.theory?.heldOut, smooth, palette],
    laneContent,
  );
}

/**
 * The curves, levels and marks of a lane.
 * @param {string} name
 * @param {Picture} picture
 * @param {boolean} smooth
 * @param {Palette} palette
 * @returns {LaneContent}
 */
function laneContent(name, { curve, snapshot }, smooth, { css }) {
  const color = css[name.toLowerCase()];
  const own = { color, row: name, lane: name };
  const breaks = snapshot.events.map(({ step }) => step);
  const raw = PARTS.map(({ quantity, name: part, line }) => ({
    ...own,
    column: part,
    label: `${name} ${part}`,
    line,
    weight: FULL,
    points: pairsOf(curve, quantity),
  }));
  const series = raw.flatMap((one) =>
    smooth
      ? [
          { ...one, points: smoothed(one.points, REACH * snapshot.step, breaks) },
          { ...one, label: "", weight: FAINT },
        ]
      : [one],
  );
  return {
    series,
    levels: theorySeries(snapshot, own),
    marks: { color, marks: marksOf(snapshot) },
    notes: lowestHeldOut(curve).map((point) => ({ ...point, color, label: `lowest ${lowestText(point)}` })),
  };
}

/**
 * Where the held-out error was lowest, if it has risen since.
 * @param {Float64Array} curve
 */
function lowestHeldOut(curve) {
  const point = lowest(pairsOf(curve, "heldOut"));
  return point ? [point] : [];
}

/** @param {{step: number, value: number}} point */
function lowestText({ step, value }) {
  return `${formatNumber(value)} at step ${formatCount(step)}`;
}

/**
 * Where theory says a run ends up, at the settings of now.
 * @param {Snapshot} snapshot
 * @param {Pick<Series, "color" | "row" | "lane">} own
 * @returns {Series[]}
 */
function theorySeries({ theory, step }, own) {
  if (!theory) return [];
  return PARTS.map(({ quantity, name: part }) => ({
    ...own,
    column: `${part}, exact`,
    label: `${own.row} ${part}, exact`,
    line: /** @type {const} */ ("level"),
    weight: THIN,
    points: Float64Array.of(step, theory[quantity]),
  }));
}

/**
 * Levels that lie on each other are one line, which belongs to nobody and is named once.
 * @param {Series[]} levels
 * @param {string} neutral
 * @returns {Series[]}
 */
function shared(levels, neutral) {
  return levels.map((level) => {
    const same = levels.filter(
      ({ column, points }) =>
        column === level.column && Math.abs(points[1] - level.points[1]) <= SAME * level.points[1],
    );
    if (same.length === 1) return level;
    const names = same.map(({ row }) => row).join(", ");
    return { ...level, color: neutral, label: level === same[same.length - 1] ? `${names} ${level.column}` : "" };
  });
}

/**
 * The curves of pinned runs, thin and in ink, to compare with.
 * @param {Pinned[]} pinned
 * @param {Palette} palette
 * @returns {LaneContent}
 */
function pinnedContent(pinned, { css }) {
  const color = css.muted;
  const series = pinned
    .filter(({ shown }) => shown)
    .flatMap(({ name, curve }) =>
      PARTS.map(({ name: part, line }, at) => ({
        color,
        row: name,
        column: part,
        label: `${name} ${part}`,
        line,
        weight: THIN,
        points: columnOf(curve, at + 1),
      })),
    );
  return { series, levels: [], marks: { color, marks: [] }, notes: [] };
}

/**
 * The curve of errors that a person draws, or has drawn, on this card.
 * @param {State} state
 * @returns {Prediction | undefined}
 */
function drawnOf({ card, predictions, predicting: { draft } }) {
  if (!cardOf(card).asks?.steps) return undefined;
  return draft?.card === card ? draft : predictions.find((one) => one.card === card);
}

/**
 * @param {Prediction | undefined} drawn
 * @param {Palette} palette
 * @returns {LaneContent}
 */
function drawnContent(drawn, { css }) {
  const own = { color: css.guess, row: "You", column: "held-out", label: "you", line: /** @type {const} */ ("broken") };
  const series = drawn ? [{ ...own, weight: FULL, points: Float64Array.from(drawnPoints(drawn).flat()) }] : [];
  return { series, levels: [], marks: { color: css.guess, marks: [] }, notes: [] };
}

/** @param {Prediction} drawn @returns {[step: number, error: number][]} */
function drawnPoints({ card, value }) {
  const steps = cardOf(card).asks?.steps ?? [];
  return [value].flat().map((error, at) => [steps[at], error]);
}

/** @param {State} state */
function drawnValues(state) {
  const drawn = drawnOf(state);
  const [step, error] = (drawn && drawnPoints(drawn).at(-1)) ?? [];
  return step && error ? [["Your prediction", formatCount(step), "–", formatNumber(error), ""]] : [];
}

/**
 * Steps and one of both errors in turn.
 * @param {number[]} curve step, train and held-out error in turn
 * @param {number} at which of these
 */
function columnOf(curve, at) {
  return Float64Array.from(
    { length: (curve.length / 3) * 2 },
    (_, index) => curve[3 * (index >> 1) + (index % 2) * at],
  );
}

/** @param {Pinned} run */
function pinnedValues({ name, step, numbers }) {
  return [`${name}, pinned`, formatCount(step), formatNumber(numbers.train), formatNumber(numbers.heldOut), ""];
}

/** @param {Lane} lane */
function lastValues({ name, picture }) {
  const point = picture && lastPoint(picture.curve);
  if (!point) return [name, "–", "–", "–", "–"];
  const [low = "the last"] = lowestHeldOut(picture.curve).map(lowestText);
  return [name, formatCount(point.step), formatNumber(point.train), formatNumber(point.heldOut), low];
}
