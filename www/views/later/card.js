/** The run card: one run as a picture for slides and posts. Pure functions from what it shows to shapes, which `card_shapes.js` paints. */

import { formatCount, formatNumber, formatReceipt } from "../../base/format.js";
import { spreadOf } from "../../base/spread.js";
import { labelOf } from "../../images/own.js";
import { isPlane, nounFor } from "../../images/points.js";
import { verdict } from "../../lanes/verdict.js";
import { courseText } from "../../state/comparison.js";
import { pinnedOf } from "../../state/shelf.js";

/** @import { Snapshot } from "../../base/protocol.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Shape } from "./card_shapes.js" */

/** Its size in pixels: what sites show of a link, and half a slide. */
export const CARD = Object.freeze({ width: 1200, height: 630 });
/** What stays free around everything. */
const MARGIN = 48;
/** Where the images end and the chart begins, and where the chart is. */
const SPLIT = 552;
export const CHART = Object.freeze({ x: SPLIT, y: 146, width: CARD.width - MARGIN - SPLIT, height: 258 });
/** The images: their top, the width of the rows' names, and what lies between images and between rows. */
const [IMAGES, NAMES, GAP, ROW_GAP] = [156, 92, 4, 14];
/** The QR code: its side at most, and the white around it, which readers need. */
const [CODE, QUIET] = [168, 12];
/** Letters of what is said of the run in one line, as large as the other words. */
const LINE = 58;
const WHITE = "#ffffff";
const BLACK = "#000000";

/** The numbers of a card. @type {readonly [name: string, of: (snapshot: Snapshot) => number][]} */
const NUMBERS = Object.freeze([
  ["train error", ({ evaluation }) => evaluation.train],
  ["held-out error", ({ evaluation }) => evaluation.heldOut],
  ["gap", ({ evaluation }) => evaluation.gap],
  ["copy index", ({ evaluation }) => evaluation.copyIndex],
  ["noise kept", ({ evaluation }) => evaluation.noiseKept],
  ["denoising error", ({ evaluation }) => evaluation.denoisingError],
]);

/** What choices are called where they are not told apart by their place. @type {Readonly<Record<string, string>>} */
const CALLED = Object.freeze({
  relu: "ReLU",
  "leaky-relu": "leaky ReLU",
  "squared-error": "squared error",
  sgd: "SGD",
  adam: "Adam",
});

/** @param {string} choice */
const called = (choice) => CALLED[choice] ?? choice;

/**
 * What is written of a run: a title, and two lines of settings.
 * @param {Lane} lane
 * @param {Snapshot} snapshot
 */
export function wordsOf(lane, snapshot) {
  const run = { ...pinnedOf(lane, snapshot, new Float64Array()), id: 0, pinnedAt: 0 };
  const { config } = run;
  const { hiddenUnits: k, data, trainingImages: m, seed } = config;
  const n = snapshot.inputs;
  const told = (/** @type {"lambda" | "tied" | "learningRate"} */ field) => {
    const { values, since } = courseText(run, field);
    return since ? `${values} ${since}` : values;
  };
  const tied = courseText(run, "tied").since ? `tied ${told("tied")}` : config.tied ? "tied" : "untied";
  return {
    title: `${formatCount(k)} hidden ${k === 1 ? "unit" : "units"} for ${formatCount(n)} ${isPlane(data) ? "coordinates" : "pixels"}`,
    lines: [
      `${labelOf(config)} · ${formatCount(m)} training ${nounFor(data, m)} · seed ${seed} · ${called(config.activation)} units, ${config.outputActivation} output · ${called(config.loss)}`,
      `λ ${told("lambda")} · ${tied} · ${called(config.optimizer)}, η ${told("learningRate")} · batches of ${formatCount(Math.min(config.batchSize, m))}`,
    ],
  };
}

/**
 * @param {Lane} lane
 * @param {Snapshot} snapshot
 * @param {object} parts
 * @param {Palette["css"]} parts.css
 * @param {{name: string, image: HTMLCanvasElement | OffscreenCanvas, columns: number, side: number}[]} parts.rows images above what became of them
 * @param {HTMLCanvasElement} [parts.plane] in place of them, of a run on points
 * @param {Uint8Array} [parts.code] the modules of the QR code; none where the link is too long for one
 * @returns {Shape[]}
 */
export function cardShapes(lane, snapshot, { css, rows, plane, code }) {
  const color = css[lane.name.toLowerCase()];
  const { title, lines } = wordsOf(lane, snapshot);
  const right = CARD.width - MARGIN;
  const width = right - MARGIN;
  /** @type {Shape[]} */
  const shapes = [
    { type: "box", x: 0, y: 0, ...CARD, fill: css.bg },
    { type: "box", x: 0, y: 0, width: CARD.width, height: 8, fill: color },
    { type: "box", x: MARGIN, y: 40, width: 44, height: 44, radius: 8, fill: color },
    { type: "text", x: MARGIN + 22, y: 72, text: lane.name, size: 28, weight: 700, fill: css.bg, anchor: "middle" },
    { type: "text", x: MARGIN + 60, y: 74, text: title, size: 34, weight: 700, fill: css.ink, width: width - 220 },
    { type: "text", x: right, y: 72, text: "autoencoder lab", size: 17, weight: 600, fill: css.muted, anchor: "end" },
    ...lines.map(
      (text, at) =>
        /** @type {Shape} */ ({
          type: "text",
          x: MARGIN,
          y: 112 + 24 * at,
          text,
          size: 17,
          weight: 400,
          fill: css.muted,
          width,
        }),
    ),
    { type: "chart", ...CHART },
    ...linesOf(saidOf(lane, snapshot)).map(
      (text, at, { length }) =>
        /** @type {Shape} */ ({
          type: "text",
          x: MARGIN,
          y: 608 - 20 * (length - 1 - at),
          text,
          size: 15,
          weight: 600,
          fill: css.ink,
          width: SPLIT - MARGIN - 24,
        }),
    ),
  ];
  if (plane) shapes.push({ type: "image", x: MARGIN, y: IMAGES, width: 420, height: 420, image: plane });
  else shapes.push(...imageShapes(rows, css));
  return [...shapes, ...numberShapes(snapshot, css, code), ...codeShapes(code)];
}

/** A long sentence in two lines, about equally long. @param {string} text */
function linesOf(text) {
  if (text.length <= LINE) return [text];
  const spaces = Array.from(text.matchAll(/ /gu), ({ index }) => index);
  const middle = (/** @type {number} */ at) => Math.abs(at - text.length / 2);
  const at = spaces.reduce((best, space) => (middle(space) < middle(best) ? space : best), 0);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** What the page says of the run. @param {Lane} lane @param {Snapshot} snapshot */
function saidOf({ name, config, picture }, snapshot) {
  if (!picture || snapshot.step === 0) return `${name} is not trained yet: these are its first weights at work.`;
  const { curve, passes, tiles, inputs, reconstructions } = picture;
  const { spread = spreadOf(tiles, inputs, reconstructions) } = picture;
  const { firm, text } = verdict({ name, config, snapshot, curve, passes, spread });
  return `${firm ? "In this run" : "So far"} ${text}`;
}

/**
 * @param {Parameters<typeof cardShapes>[2]["rows"]} rows
 * @param {Palette["css"]} css
 * @returns {Shape[]}
 */
function imageShapes(rows, css) {
  const room = (CARD.height - MARGIN - 12 - IMAGES) / rows.length - ROW_GAP;
  return rows.flatMap(({ name, image, columns, side }, at) => {
    const fit = Math.min((SPLIT - MARGIN - NAMES - 32) / columns - GAP, (room - GAP) / 2);
    // Whole multiples of a pixel, where the images are small, so that all of its pixels are alike.
    const tile = fit >= 2 * side ? side * Math.floor(fit / side) : Math.floor(fit);
    const top = IMAGES + at * Math.min(room + ROW_GAP, 2 * tile + GAP + 2 * ROW_GAP);
    const tiles = Array.from({ length: 2 * columns }, (_, index) => {
      const [line, column] = [Math.floor(index / columns), index % columns];
      return /** @type {Shape} */ ({
        type: "image",
        x: MARGIN + NAMES + column * (tile + GAP),
        y: top + line * (tile + GAP),
        width: tile,
        height: tile,
        image,
        from: { x: column * side, y: line * side, side },
      });
    });
    const text = (/** @type {string} */ words, /** @type {number} */ y, /** @type {string} */ fill) =>
      /** @type {Shape} */ ({ type: "text", x: MARGIN, y, text: words, size: 16, weight: 400, fill, width: NAMES - 8 });
    return [text(name, top + tile / 2 + 6, css.ink), text("x̂", top + 1.5 * tile + GAP + 6, css.muted), ...tiles];
  });
}

/**
 * @param {Snapshot} snapshot
 * @param {Palette["css"]} css
 * @param {Uint8Array | undefined} code
 * @returns {Shape[]}
 */
function numberShapes(snapshot, css, code) {
  const room = CARD.width - MARGIN - SPLIT - (code ? CODE + 2 * QUIET + 16 : 0);
  const column = room / 3;
  const shapes = NUMBERS.flatMap(([name, of], index) => {
    const [x, y] = [SPLIT + (index % 3) * column, 440 + Math.floor(index / 3) * 70];
    return /** @type {Shape[]} */ ([
      { type: "text", x, y, text: name, size: 15, weight: 400, fill: css.muted, width: column - 8 },
      {
        type: "text",
        x,
        y: y + 32,
        text: formatNumber(of(snapshot)),
        size: 28,
        weight: 700,
        fill: css.ink,
        width: column - 8,
      },
    ]);
  });
  const said = `step ${formatCount(snapshot.step)} · receipt ${snapshot.receipt ? formatReceipt(snapshot.receipt) : "none: fast arithmetic"}`;
  return [
    ...shapes,
    { type: "text", x: SPLIT, y: 576, text: said, size: 15, weight: 400, fill: css.muted, width: room },
  ];
}

/**
 * The code in the corner, dark on white whatever the card’s colours: so it can be read.
 * @param {Uint8Array | undefined} code
 * @returns {Shape[]}
 */
function codeShapes(code) {
  if (!code) return [];
  const side = Math.sqrt(code.length);
  // Whole pixels, where they are not too small to be read.
  const exact = CODE / side;
  const module = exact >= 3 ? Math.floor(exact) : exact;
  const inset = QUIET + (CODE - module * side) / 2;
  const box = CODE + 2 * QUIET;
  const [left, top] = [CARD.width - MARGIN - box, CARD.height - 30 - box];
  const squares = [...code].flatMap((dark, at) => (dark ? [`M${at % side} ${Math.floor(at / side)}h1v1h-1z`] : []));
  return [
    { type: "box", x: left, y: top, width: box, height: box, radius: 8, fill: WHITE },
    {
      type: "path",
      x: left + Math.round(inset),
      y: top + Math.round(inset),
      scale: module,
      path: squares.join(""),
      fill: BLACK,
    },
  ];
}
