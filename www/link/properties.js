/**
 * Everything of the page that a link can carry: the one table of it.
 *
 * Each row says under which key a property stands in a link, of what it is, and which values it can take.
 */

import { HYPERPARAMETERS } from "../base/schema.js";
import { EMBEDS, isOrigin } from "../base/frame.js";
import { PART_IDS } from "../base/parts.js";
import { FIELDS, LEDGER_PARTS, STEP_PHASES, TABS } from "../base/tabs.js";
import { MOST_SEEDS, SWEEP_MEASURES, SWEEP_WEIGHTS, SWEPT } from "../base/sweeps.js";
import { MOST_LETTERS, drawingOfText, textOfDrawing } from "../images/drawing_text.js";
import { ownOf } from "../images/own.js";
import { LEAST_POINTS, MOST_POINTS, isPoints } from "../images/points.js";
import { CARDS } from "../lesson/cards.js";
import { readPredictions, writtenPredictions } from "../lesson/predictions.js";
import { LANE_NAMES } from "../lanes/lineup.js";
import { SHARED } from "../settings/settings.js";
import { SPEEDS } from "../settings/speeds.js";

/** @import { Hyperparameter, RunConfig } from "../base/schema.js" */

/**
 * How the values of a property are written and read.
 * @typedef {object} Kind
 * @property {(value: any) => string} write
 * @property {(text: string) => unknown} read `undefined` if it is none of the allowed
 * @property {string} allowed in words
 * @property {boolean} [list] a value is several words with commas between them, of which `read` is asked one by one
 */

/**
 * @typedef {object} Property
 * @property {string} key in the link
 * @property {string} field of a configuration, or of the state
 * @property {"page" | "runs" | "lane"} of the whole page, all runs alike, or one lane
 * @property {Kind} kind
 * @property {boolean} [personal] is in a link only where a person says so
 * @property {boolean} [live] can change while a run trains: `l:.01@700`
 */

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu;

/** @param {number} min @param {number} max @returns {Kind} */
const real = (min, max) => ({
  write: (value) => String(value).replace(/^0\./u, "."),
  // −0 is written as 0.
  read: (text) => (NUMBER.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) + 0 : undefined),
  allowed: `${min} to ${max}`,
});

/** @param {number} min @param {number} max @returns {Kind} */
const whole = (min, max) => ({
  write: String,
  read: (text) => (/^\d+$/u.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
  allowed: `a whole number from ${min} to ${max}`,
});

/** @param {Record<string, unknown>} values by the words for them @returns {Kind} */
const words = (values) => ({
  write: (value) => Object.keys(values).find((word) => values[word] === value) ?? "",
  read: (text) => (Object.hasOwn(values, text) ? values[text] : undefined),
  allowed: Object.keys(values).join(", "),
});

/** @param {...string} values @returns {Kind} */
const choice = (...values) => words(Object.fromEntries(values.map((value) => [value, value])));

/** Several of these words, each once, in their order. @param {readonly string[]} values @returns {Kind} */
const several = (values) => ({ ...choice(...values), write: (chosen) => chosen.join(","), list: true });

/** A switch: in a lane, its key alone means on. @type {Kind} */
const onOff = words({ on: true, off: false });

/** The same in the digits that addresses have for it elsewhere. */
const oneOrNone = words({ 1: true, 0: false, on: true, off: false });

/**
 * Whom a page in a frame listens to: `example.org` for `https://example.org`, `http:localhost:8000` for what is not encrypted. An address within
 * an address is more than chat programs understand, but may be written.
 * @type {Kind}
 */
const ORIGINS = {
  write: (origins) =>
    origins.map((/** @type {string} */ origin) => origin.replace("https://", "").replace("//", "")).join(","),
  read: (text) => [text, text.replace(/^http:/u, "http://"), `https://${text}`].find((origin) => isOrigin(origin)),
  allowed: "origins of pages, as example.org or http:localhost:8000",
  list: true,
};

/** The ids of all cards. */
const CARD_IDS = CARDS.map(({ id }) => id);
/** What was predicted on cards that ask. @type {Kind} */
const PREDICTED = {
  write: writtenPredictions,
  read: readPredictions,
  allowed: "for each card that asks one of a, b, c, a number, or five: bottleneck:b,tie:.3,penalty:6-5-4-3-2",
};

/** What a person has drawn. @type {Kind} */
const INK = {
  write: (drawing) => (drawing ? textOfDrawing(drawing) : ""),
  read: drawingOfText,
  allowed: `a drawing of at most ${MOST_LETTERS} letters and digits`,
};

/** The keys of the settings, in the order in which they are written. @type {Readonly<Record<keyof RunConfig, string>>} */
const KEYS = Object.freeze({
  hiddenUnits: "k",
  lambda: "l",
  tied: "tied",
  activation: "act",
  outputActivation: "out",
  loss: "loss",
  optimizer: "opt",
  learningRate: "lr",
  rateSchedule: "schedule",
  rateSteps: "steps",
  batchSize: "batch",
  init: "init",
  initGain: "gain",
  penalizeBiases: "biases",
  countTiedTwice: "twice",
  decay: "decay",
  centred: "centred",
  data: "data",
  points: "points",
  own: "own",
  trainingImages: "m",
  seed: "seed",
});

/** Points that a person has placed, as `src/config/points.rs` writes them: none where there are other data. @type {Kind} */
const POINTS = Object.freeze({
  write: (value) => value ?? "",
  read: (text) => (isPoints(text) ? text : undefined),
  allowed: `${LEAST_POINTS} to ${MOST_POINTS} points of three letters or digits each`,
});

/** A person's own data, as `src/config/own.rs` names them: none where there are others. @type {Kind} */
const OWN_DATA = Object.freeze({
  write: (value) => value ?? "",
  read: (text) => (ownOf(text) ? text : undefined),
  allowed: "count, side, s or l, hash and name, as in 1797x8s0123456789ab-digits.npy",
});

/** @param {Hyperparameter} hyperparameter @returns {Kind} */
function kindOf(hyperparameter) {
  switch (hyperparameter.scale) {
    case "whole":
      return whole(hyperparameter.min, hyperparameter.max);
    case "real":
      return real(hyperparameter.min, hyperparameter.max);
    case "choice":
      return choice(...hyperparameter.choices);
    case "switch":
      return onOff;
    case "points":
      return POINTS;
    case "own":
      return OWN_DATA;
  }
}

/** @param {string} field */
function rowOf(field) {
  return /** @type {Hyperparameter} */ (HYPERPARAMETERS.find((one) => one.field === field));
}

/** The settings of a run. */
const SETTINGS = Object.entries(KEYS).map(([field, key]) => {
  const row = rowOf(field);
  /** @type {Property["of"]} */
  const of = SHARED.includes(row.field) ? "runs" : "lane";
  return { key, field, of, kind: kindOf(row), live: row.live };
});

/** Everything that a link can say, in the order in which it is written. @type {readonly Property[]} */
export const PROPERTIES = Object.freeze([
  { key: "step", field: "card", of: "page", kind: choice(...CARD_IDS) },
  { key: "pages", field: "deck", of: "page", kind: several(CARD_IDS) },
  { key: "hide", field: "hides", of: "page", kind: several(PART_IDS) },
  { key: "autoplay", field: "autoplay", of: "page", kind: oneOrNone },
  { key: "embed", field: "embed", of: "page", kind: words(EMBEDS) },
  { key: "origins", field: "origins", of: "page", kind: ORIGINS },
  ...SETTINGS,
  { key: "speed", field: "speed", of: "page", kind: choice(...Object.keys(SPEEDS)) },
  { key: "lockstep", field: "lockstep", of: "page", kind: onOff },
  { key: "fast", field: "fast", of: "page", kind: onOff },
  { key: "until", field: "budget", of: "page", kind: whole(1, 1e9) },
  { key: "tab", field: "tab", of: "page", kind: choice(...TABS) },
  { key: "y", field: "logErrors", of: "page", kind: words({ log: true, linear: false }) },
  { key: "x", field: "logSteps", of: "page", kind: words({ linear: false, log: true }) },
  { key: "smooth", field: "smooth", of: "page", kind: onOff },
  { key: "bands", field: "seedBands", of: "page", kind: onOff },
  { key: "range", field: "wholeRange", of: "page", kind: words({ page: false, all: true }) },
  { key: "ledger", field: "ledgerPart", of: "page", kind: choice(...LEDGER_PARTS) },
  { key: "units", field: "filterCount", of: "page", kind: words({ 32: 32, 64: 64 }) },
  { key: "order", field: "filtersByNorm", of: "page", kind: words({ first: false, largest: true }) },
  { key: "scales", field: "filtersOwnScale", of: "page", kind: words({ one: false, own: true }) },
  { key: "rows", field: "difference", of: "page", kind: words({ reconstruction: false, difference: true }) },
  { key: "noise", field: "uniformNoise", of: "page", kind: words({ "held-out": false, uniform: true }) },
  { key: "nearest", field: "nearest", of: "page", kind: onOff },
  { key: "sweep", field: "sweepOver", of: "page", kind: choice(...SWEPT) },
  { key: "measure", field: "sweepMeasure", of: "page", kind: choice(...Object.keys(SWEEP_MEASURES)) },
  { key: "seeds", field: "sweepSeeds", of: "page", kind: whole(1, MOST_SEEDS) },
  { key: "weights", field: "sweepWeights", of: "page", kind: choice(...SWEEP_WEIGHTS) },
  { key: "of", field: "sweepOf", of: "page", kind: choice(...LANE_NAMES) },
  { key: "inside", field: "inside", of: "page", kind: choice(...LANE_NAMES) },
  { key: "unit", field: "stepUnit", of: "page", kind: kindOf(rowOf("hiddenUnits")) },
  { key: "phase", field: "stepPhase", of: "page", kind: choice(...STEP_PHASES) },
  { key: "field", field: "field", of: "page", kind: choice(...FIELDS) },
  { key: "guess", field: "predictions", of: "page", kind: PREDICTED, personal: true },
  { key: "ink", field: "drawing", of: "page", kind: INK, personal: true },
  { key: "projector", field: "projector", of: "page", kind: onOff },
]);

/** Steps at which a change can be planned. */
export const STEP = whole(0, 1e9);

/** @param {Property["of"]} of */
export const propertiesOf = (of) => PROPERTIES.filter((property) => property.of === of);
