/**
 * Six set-ups of two lanes, each one change apart, with what to look for and how far it holds.
 *
 * The numbers are means or ranges over ten seeds, measured with an independent implementation.
 */

/** @import { RunConfig } from "./protocol.js" */

/** What all presets share, and a run where nothing else is said. @type {Readonly<RunConfig>} */
export const DEFAULT_CONFIG = Object.freeze({
  data: "mnist-14",
  trainingImages: 100,
  seed: 1,
  hiddenUnits: 16,
  activation: "relu",
  outputActivation: "linear",
  loss: "squared-error",
  lambda: 0,
  tied: false,
  optimizer: "adam",
  learningRate: 0.002,
  init: "normal",
  initGain: 1,
  batchSize: 25,
  penalizeBiases: true,
  countTiedTwice: false,
  decay: "coupled",
  rateSchedule: "constant",
  rateSteps: 1500,
  centred: false,
});

/**
 * @typedef {object} Preset
 * @property {number} id
 * @property {string} name
 * @property {string} detail
 * @property {Partial<RunConfig>} settings what differs from {@link DEFAULT_CONFIG}
 * @property {[number, number]} lanes the presets that lanes A and B show
 * @property {number} steps its step budget
 * @property {string} look what to look for
 * @property {string} limits how far it holds
 */

const STEPS = 1500;

/** @type {readonly Preset[]} */
export const PRESETS = Object.freeze([
  {
    id: 1, name: "Bottleneck", detail: "k = 16", settings: { hiddenUnits: 16 }, lanes: [1, 2], steps: STEPS,
    look: "A’s two blue curves part: even 16 units reconstruct new digits worse (about 4.4) than the digits they were trained on (about 2.8).",
    limits: "A gap needs no overcomplete code, but it grows with k: 1.6 at 16 units, 2.9 at 64, 6.4 at 392, for 100 images and this init.",
  },
  {
    id: 2, name: "Overcomplete", detail: "k = 392", settings: { hiddenUnits: 392 }, lanes: [1, 2], steps: STEPS,
    look: "B’s train error falls to almost nothing, its held-out error stays above the bottleneck’s (about 6.4 against 4.4), and noise comes out stronger than it went in: B memorizes.",
    limits: "This is about few images. Held-out error with 50, 100, 200 and 500 of them: 10, 6.4, 3.6, 0.8. With many, copying generalizes.",
  },
  {
    id: 3, name: "… with λ", detail: "λ = 0.01", settings: { hiddenUnits: 392, lambda: 0.01 }, lanes: [2, 3], steps: STEPS,
    look: "B’s train error ends higher (about 0.19) and its held-out error far lower (about 1.85) than A’s. Noise kept falls from 2.2 to 0.22.",
    limits: "How much λ helps depends on the init: N(0, 0.1²) is large for this many units. Below 1e-5, λ does nothing within a run.",
  },
  {
    id: 4, name: "… too much λ", detail: "λ = 0.3", settings: { hiddenUnits: 392, lambda: 0.3 }, lanes: [3, 4], steps: STEPS,
    look: "B blurs every digit towards the mean: both of its errors end above 5. The best λ lies between none and this one.",
    limits: "Held-out error over λ is a U: 6.4 (0), 2.4 (0.001), 1.85 (0.01), 4.0 (0.1), 6.2 (0.3).",
  },
  {
    id: 5, name: "… tied", detail: "W* = Wᵀ", settings: { hiddenUnits: 392, tied: true }, lanes: [2, 5], steps: STEPS,
    look: "B has half the parameters and a smaller gap: held-out error 2.9 instead of 6.4. But watch its copy index: about 0.8.",
    limits: "Tying lowers capacity; it does not stop copying. For that, add λ.",
  },
  {
    id: 6, name: "… tied, with λ", detail: "λ = 0.01", settings: { hiddenUnits: 392, tied: true, lambda: 0.01 }, lanes: [5, 6], steps: STEPS,
    look: "The lowest held-out error of the six, about 1.2. The copy index falls from 0.8 to 0.24, noise kept from 2.6 to 0.23.",
    limits: "One seed is an anecdote: these numbers are means of ten, for digits, 100 images and this init.",
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
 * The configuration of a preset's lane.
 * @param {number} id
 * @param {number} seed
 * @returns {RunConfig}
 */
export function presetConfig(id, seed) {
  return { ...DEFAULT_CONFIG, ...presetOf(id).settings, seed };
}

/**
 * Whether a configuration is a preset's, whatever its seed.
 * @param {RunConfig} config
 * @param {number} id
 */
export function isPreset(config, id) {
  const wanted = presetConfig(id, config.seed);
  return /** @type {(keyof RunConfig)[]} */ (Object.keys(wanted)).every((field) => config[field] === wanted[field]);
}
