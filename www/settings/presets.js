/** Set-ups whose numbers were measured over ten seeds: what one run is set to, and which two runs show it. */

import { DEFAULT_CONFIG } from "../base/schema.js";

/** @import { RunConfig } from "../base/schema.js" */

export { DEFAULT_CONFIG };

/** What differs from {@link DEFAULT_CONFIG}. @typedef {Readonly<Partial<RunConfig>>} Settings */

/** @type {Settings} */
const OVERCOMPLETE = { hiddenUnits: 392 };
/** Many images, and an init that shrinks with the network: then copying is the easiest way. @type {Settings} */
const COPIER = { trainingImages: 1000, hiddenUnits: 392, activation: "tanh", init: "glorot", batchSize: 50 };
/** Full batches and a rate that falls to 0: training comes to rest. @type {Settings} */
const SETTLED = { ...OVERCOMPLETE, batchSize: 100, learningRate: 0.01, rateSchedule: "cosine" };
/** No bend in g, full batches of centred images: what PCA does. @type {Settings} */
const LINEAR = {
  trainingImages: 500,
  hiddenUnits: 16,
  activation: "linear",
  centred: true,
  batchSize: 500,
  learningRate: 0.01,
};

/** Points about a curve, and full batches that come to rest. @type {Settings} */
const PLANE = {
  trainingImages: 200,
  hiddenUnits: 32,
  batchSize: 200,
  learningRate: 0.01,
  rateSchedule: "cosine",
  rateSteps: 2000,
};
/** @type {Settings} */
const LINE = { ...PLANE, data: "line" };
/** @type {Settings} */
const ARC = { ...PLANE, data: "arc" };

/** The settings that lesson and presets are made of. */
export const SETTINGS = Object.freeze({
  bottleneck: /** @type {Settings} */ ({ hiddenUnits: 16 }),
  overcomplete: OVERCOMPLETE,
  penalized: /** @type {Settings} */ ({ ...OVERCOMPLETE, lambda: 0.01 }),
  flattened: /** @type {Settings} */ ({ ...OVERCOMPLETE, lambda: 0.3 }),
  tied: /** @type {Settings} */ ({ ...OVERCOMPLETE, tied: true }),
  tiedPenalized: /** @type {Settings} */ ({ ...OVERCOMPLETE, tied: true, lambda: 0.01 }),
  settled: SETTLED,
  settledPenalized: /** @type {Settings} */ ({ ...SETTLED, lambda: 0.01 }),
  copier: COPIER,
  copierBottleneck: /** @type {Settings} */ ({ ...COPIER, hiddenUnits: 16 }),
  copierPenalized: /** @type {Settings} */ ({ ...COPIER, lambda: 0.03 }),
  linear: LINEAR,
  linearTied: /** @type {Settings} */ ({ ...LINEAR, tied: true }),
  line: LINE,
  linePenalized: /** @type {Settings} */ ({ ...LINE, lambda: 0.03 }),
  arc: ARC,
  arcPenalized: /** @type {Settings} */ ({ ...ARC, lambda: 0.03 }),
});

/**
 * @typedef {object} Preset
 * @property {number} id
 * @property {string} [number] as it is written, where that is not its id
 * @property {string} name
 * @property {string} detail what sets it apart
 * @property {Settings} settings its own
 * @property {readonly Settings[]} lanes what runs A and B are set to: it stands beside what it is compared with
 * @property {number} steps its step budget
 */

const {
  bottleneck,
  overcomplete,
  penalized,
  flattened,
  tied,
  tiedPenalized,
  copier,
  copierBottleneck,
  copierPenalized,
  linear,
  linearTied,
  line,
  linePenalized,
  arc,
  arcPenalized,
} = SETTINGS;

/** @type {readonly Preset[]} */
export const PRESETS = Object.freeze([
  { id: 1, name: "Bottleneck", detail: "k = 16", settings: bottleneck, lanes: [bottleneck, overcomplete], steps: 1500 },
  {
    id: 2,
    name: "Overcomplete",
    detail: "k = 392",
    settings: overcomplete,
    lanes: [bottleneck, overcomplete],
    steps: 1500,
  },
  { id: 3, name: "… with λ", detail: "λ = 0.01", settings: penalized, lanes: [overcomplete, penalized], steps: 1500 },
  { id: 4, name: "… too much λ", detail: "λ = 0.3", settings: flattened, lanes: [penalized, flattened], steps: 1500 },
  { id: 5, name: "… tied", detail: "W* = Wᵀ", settings: tied, lanes: [overcomplete, tied], steps: 1500 },
  {
    id: 6,
    name: "… tied, with λ",
    detail: "λ = 0.01",
    settings: tiedPenalized,
    lanes: [tied, tiedPenalized],
    steps: 1500,
  },
  {
    id: 7,
    name: "Copy machine",
    detail: "m = 1,000",
    settings: copier,
    lanes: [copierBottleneck, copier],
    steps: 2000,
  },
  {
    id: 8,
    name: "… with λ",
    detail: "λ = 0.03",
    settings: copierPenalized,
    lanes: [copier, copierPenalized],
    steps: 2000,
  },
  { id: 9, name: "Linear = PCA", detail: "k = 16", settings: linear, lanes: [linear, linearTied], steps: 300 },
  {
    id: 10,
    number: "10a",
    name: "Plane: line",
    detail: "λ = 0.03",
    settings: linePenalized,
    lanes: [line, linePenalized],
    steps: 2000,
  },
  {
    id: 11,
    number: "10b",
    name: "Plane: arc",
    detail: "λ = 0.03",
    settings: arcPenalized,
    lanes: [arc, arcPenalized],
    steps: 2000,
  },
]);

/**
 * The preset with this number.
 * @param {number} id
 */
export function presetOf(id) {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (!preset) throw new Error(`there is no preset ${id}`);
  return preset;
}

/**
 * A complete configuration.
 * @param {Settings} settings
 * @param {number} seed
 * @returns {RunConfig}
 */
export function configOf(settings, seed) {
  return { ...DEFAULT_CONFIG, ...settings, seed };
}

/**
 * Whether a configuration is set like this, whatever its seed.
 * @param {RunConfig} config
 * @param {Settings} settings
 */
export function isSetTo(config, settings) {
  const wanted = configOf(settings, config.seed);
  return /** @type {(keyof RunConfig)[]} */ (Object.keys(wanted)).every((field) => config[field] === wanted[field]);
}
