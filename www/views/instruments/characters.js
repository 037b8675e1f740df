/** The map of characters: each run's way over the plane of copy index and gap, above what it can be there. */

import { lastPoint, pointAt, pointCount } from "../../base/curve.js";
import { formatCount, formatNumber } from "../../base/format.js";
import { isPlane } from "../../images/points.js";
import { regionsOf } from "../../lanes/regions.js";
import { spreadOf } from "../../base/spread.js";
import { verdict } from "../../lanes/verdict.js";
import { element, memo, memoBy, setHidden, setText } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountCharacterMap } from "./character_map.js";
import { COLUMNS } from "./trail_reader.js";

/** @import { Evaluation } from "../../base/protocol.js" */
/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { Pinned } from "../../state/shelf.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Series } from "../kit/reading.js" */
/** @import { Instrument } from "./instruments.js" */
/** @import { MapContent, Trail } from "./trail_reader.js" */

/** What is seen, and what it comes from. */
export const HELP = [
  "Each run from its first step (ring) to now (disc): across, the copy index C = tr(∂x̂/∂x)/n; up, the gap, held-out − train error, where 0 and less stand at the lower edge.",
  "The regions are the verdicts’ own bounds: what a run there can be. Whether it is, noise kept and both errors decide. (In the lecture, “poor generalization” is the gap, “copy x to h” is C.)",
];

/** What is read of a point. @typedef {Pick<Evaluation, "step" | "train" | "heldOut" | "copyIndex" | "noiseKept">} Measured */
/** What one run adds to the map. @typedef {{trail: Trail, series: Series[]}} Way */

/**
 * @param {Glue} glue
 * @returns {Instrument}
 */
export function charactersInstrument(glue) {
  return {
    id: "characters",
    name: "Characters",
    mount(panel) {
      const root = element("div", { class: "characters" });
      panel.append(root);
      const draw = mountCharacterMap(root, glue);
      const note = element("p");
      root.append(element("div", { class: "chart-help" }, ...HELP.map((text) => element("p", {}, text)), note));
      const list = mountHiddenTable(panel, "Characters: where each run stands", [
        "Run",
        "Step",
        "Copy index",
        "Gap",
        "Noise kept",
        "Character",
      ]);
      const contentOf = mountMapContent();
      return (state, palette) => {
        const told = noteOf(state);
        setHidden(note, told === "");
        setText(note, told);
        list([...state.lanes.map(laneRow), ...state.shelf.pinned.map(pinnedRow)]);
        draw(contentOf(state, palette), palette);
      };
    },
  };
}

/**
 * What the map shows; the same object until something of it changes.
 * @returns {(state: State, palette: Palette) => MapContent}
 */
export function mountMapContent() {
  /** @type {((name: string, picture: Picture, palette: Palette) => Way)[]} */
  const ways = [];
  const dotsOf = memo(
    (/** @type {readonly Pinned[]} */ pinned, /** @type {string} */ color, /** @type {string} */ key) =>
      pinned
        .filter((run) => keyOf(run.config) === key)
        .flatMap(({ name, step, numbers: { copyIndex, gap, noiseKept } }) =>
          copyIndex === null || gap === null ? [] : [{ label: name, color, step, copyIndex, gap, noiseKept }],
        ),
  );
  const regions = memo(
    (/** @type {Lane["config"]["loss"]} */ loss, /** @type {number} */ inputs, /** @type {number[]} */ ...units) =>
      regionsOf(loss, inputs, units).map(({ character, copyIndex, gap, besides }) => ({
        names: [`${character}: ${besides}`, character],
        edges: [...copyIndex, ...gap],
        tinted: character !== "squeezer",
      })),
  );
  const gather = memo(
    (
      /** @type {MapContent["regions"]} */ below,
      /** @type {MapContent["dots"]} */ dots,
      /** @type {Way[]} */ ...parts
    ) => ({
      regions: below,
      dots,
      trails: parts.map(({ trail }) => trail),
      series: parts.flatMap(({ series }) => series),
    }),
  );
  return ({ lanes, shelf }, palette) => {
    const shown = lanes.flatMap(({ name, picture }, index) =>
      picture ? [(ways[index] ??= mountWay())(name, picture, palette)] : [],
    );
    const pictures = lanes.flatMap(({ picture }) => (picture ? [picture.snapshot] : []));
    const [{ config }] = lanes;
    const below =
      pictures.length > 0 && !isPlane(config.data)
        ? regions(config.loss, pictures[0].inputs, ...pictures.map(({ hiddenUnits }) => hiddenUnits))
        : NO_REGIONS;
    return gather(below, dotsOf(shelf.pinned, palette.css.muted, keyOf(config)), ...shown);
  };
}

/** @type {MapContent["regions"]} */
const NO_REGIONS = [];

/** What gaps have to have in common to be compared: the images, and what is measured. @param {Lane["config"]} config */
function keyOf({ data, loss }) {
  return `${data} ${loss}`;
}

function mountWay() {
  return memoBy(
    (/** @type {string} */ name, /** @type {Picture} */ { curve, snapshot }, /** @type {Palette} */ palette) => [
      name,
      curve,
      snapshot.evaluation,
      palette,
    ],
    (name, { curve, snapshot }, { css }) => wayOf(name, curve, snapshot.evaluation, css[name.toLowerCase()]),
  );
}

/**
 * The points of a curve, and what was measured since.
 * @param {string} name
 * @param {Float64Array} curve
 * @param {Evaluation} now
 * @param {string} color
 * @returns {Way}
 */
export function wayOf(name, curve, now, color) {
  const begun = lastPoint(curve);
  const points = [
    ...Array.from({ length: pointCount(curve) }, (_, index) => pointAt(curve, index)),
    ...(!begun || now.step > begun.step ? [now] : []),
  ];
  const along = (/** @type {(point: Measured) => number} */ value) =>
    Float64Array.from(points.flatMap((point) => [point.step, value(point)]));
  const values = /** @type {const} */ ([
    (/** @type {Measured} */ { copyIndex }) => copyIndex,
    (/** @type {Measured} */ { heldOut, train }) => heldOut - train,
    (/** @type {Measured} */ { noiseKept }) => noiseKept,
  ]);
  const series = values.map((value, at) => ({
    label: "",
    color,
    line: /** @type {const} */ ("solid"),
    weight: /** @type {const} */ ("full"),
    points: along(value),
    row: name,
    column: COLUMNS[at],
    lane: name,
  }));
  const plane = Float64Array.from(points.flatMap((point) => [values[0](point), values[1](point)]));
  return { trail: { label: name, color, points: plane }, series };
}

/** What cannot be compared on one map, and is not, or only in part. @param {State} state */
function noteOf({ lanes, shelf }) {
  const [{ config }] = lanes;
  const others = lanes.filter((lane) => lane.config.loss !== config.loss).map(({ name }) => name);
  const away = shelf.pinned.filter((run) => keyOf(run.config) !== keyOf(config)).length;
  return [
    ...(isPlane(config.data)
      ? [
          "These data are points; the regions of memorizers, copiers and learners were measured on images, and are not drawn.",
        ]
      : []),
    ...(others.length > 0
      ? [`The regions are those of run ${lanes[0].name}’s loss; the gap of ${others.join(", ")} is of another.`]
      : []),
    ...(away > 0
      ? [
          `${formatCount(away)} pinned ${away === 1 ? "run is" : "runs are"} of other data or another loss, and not shown.`,
        ]
      : []),
  ].join(" ");
}

/** @param {Lane} lane */
function laneRow({ name, config, picture }) {
  if (!picture) return [name, "–", "–", "–", "–", "–"];
  const { snapshot, curve, tiles, inputs, reconstructions } = picture;
  const { step, copyIndex, gap, noiseKept } = snapshot.evaluation;
  const spread = spreadOf(tiles, inputs, reconstructions);
  const { character } = verdict({ name, config, snapshot, curve, spread });
  return [name, formatCount(step), ...[copyIndex, gap, noiseKept].map(formatNumber), character ?? "–"];
}

/** @param {Pinned} run */
function pinnedRow({ name, step, numbers: { copyIndex, gap, noiseKept } }) {
  const numbers = [copyIndex, gap, noiseKept].map((value) => formatNumber(value ?? undefined));
  return [`${name}, pinned`, formatCount(step), ...numbers, "–"];
}
