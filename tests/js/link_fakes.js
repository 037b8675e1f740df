// Random links for tests: numbers from a seed, and states from the numbers.
import { DATA_SETS, HYPERPARAMETERS } from "../../www/base/schema.js";
import { SWEEP_MEASURES, SWEEP_WEIGHTS, SWEPT } from "../../www/base/sweeps.js";
import { EMBEDS } from "../../www/base/frame.js";
import { PART_IDS } from "../../www/base/parts.js";
import { FIELDS, STEP_PHASES, TABS } from "../../www/base/tabs.js";
import { NO_PREDICTIONS } from "../../www/lesson/predictions.js";
import { CARDS } from "../../www/lesson/cards.js";
import { isPlane, poolOf, textOf } from "../../www/images/points.js";
import { LANE_NAMES } from "../../www/lanes/lineup.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { minimal } from "../../www/settings/recipe.js";

/** @import { Address } from '../../www/state/state.js' */

/** A generator of numbers in [0, 1): mulberry32. @param {number} seed */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {() => number} random @param {readonly any[]} list */
export const pick = (random, list) => list[Math.floor(random() * list.length)];

/** What has to fit other settings, or is of all runs. */
const APART = ["data", "outputActivation", "loss"];

/** The others that can be picked by name. */
const CHOICES = Object.fromEntries(
  HYPERPARAMETERS.flatMap((row) =>
    row.scale === "choice" && !APART.includes(row.field) ? [[row.field, row.choices]] : [],
  ),
);

/** Values that each hyper-parameter takes in random states. */
const VALUES = /** @type {Record<string, readonly any[]>} */ ({
  ...CHOICES,
  hiddenUnits: [1, 16, 392, 4096],
  lambda: [0, 1e-7, 0.01, 0.1 + 0.2, 1e6],
  tied: [false, true],
  learningRate: [0.002, 1e-12, 1000],
  rateSteps: [1, 1500, 1e6],
  batchSize: [1, 25, 5000],
  initGain: [1, 0, 0.5],
  penalizeBiases: [true, false],
  countTiedTwice: [false, true],
});

/** Own data that a random state has. */
const OWNS = ["1797x8s0123456789ab-digits.npy", "20000x32lffffffffffff-A", "10x9s000000000000-a_b-c.d"];

/** @param {() => number} random @returns {Address} */
export function randomAddress(random) {
  const data = pick(random, Object.keys(DATA_SETS));
  const place = () => /** @type {const} */ ([4 * random() - 2, 4 * random() - 2]);
  const points = data === "points" ? { points: textOf(Array.from({ length: 2 + 198 * random() }, place)) } : {};
  const own = data === "own" ? { own: pick(random, OWNS) } : {};
  const trainingImages = 1 + Math.floor(random() * poolOf({ data, ...points, ...own }));
  const runs = { data, ...points, ...own, trainingImages, seed: Math.floor(random() * 2 ** 32) };
  const names = LANE_NAMES.filter(() => random() < 0.5);
  const lanes = (names.length > 0 ? names : ["C"]).map((name) => {
    const settings = Object.fromEntries(
      Object.entries(VALUES)
        .filter(() => random() < 0.4)
        .map(([field, values]) => [field, pick(random, values)]),
    );
    const output = pick(random, [
      {},
      { centred: true },
      { outputActivation: "sigmoid" },
      { outputActivation: "sigmoid", ...(isPlane(data) ? {} : { loss: "cross-entropy" }) },
    ]);
    let step = 0;
    const events = Array.from({ length: Math.floor(random() * 4) }, () => {
      const field = pick(random, ["lambda", "tied", "learningRate"]);
      return { step: (step += Math.floor(random() * 1000)), change: { [field]: pick(random, VALUES[field]) } };
    });
    const config = { ...DEFAULT_CONFIG, ...runs, ...settings, ...output };
    return { name, config, events: minimal(config, events) };
  });
  const view = /** @type {any} */ ({
    predictions: NO_PREDICTIONS,
    drawing: null,
    speed: pick(random, ["slow", "watchable", "fast", "unlimited"]),
    tab: pick(random, TABS),
    sweepOver: pick(random, SWEPT),
    sweepMeasure: pick(random, Object.keys(SWEEP_MEASURES)),
    sweepSeeds: pick(random, [1, 3, 10]),
    sweepWeights: pick(random, SWEEP_WEIGHTS),
    sweepOf: pick(random, LANE_NAMES),
    inside: pick(random, LANE_NAMES),
    stepUnit: pick(random, [null, 1, 17, 4096]),
    stepPhase: pick(random, STEP_PHASES),
    field: pick(random, FIELDS),
    budget: pick(random, [300, 1500, 2000]),
    ledgerPart: pick(random, ["terms", "norms", "tying", "gradients"]),
    filterCount: pick(random, [32, 64]),
    ...Object.fromEntries(
      [
        "lockstep",
        "fast",
        "logErrors",
        "logSteps",
        "smooth",
        "seedBands",
        "wholeRange",
        "difference",
        "uniformNoise",
        "nearest",
        "projector",
        "filtersByNorm",
        "filtersOwnScale",
      ].map((field) => [field, random() < 0.5]),
    ),
  });
  const isTaught = random() < 0.3;
  const deck = CARDS.map(({ id }) => id)
    .filter(() => isTaught && random() < 0.3)
    .toSorted(() => random() - 0.5);
  Object.assign(view, {
    deck,
    hides: PART_IDS.filter(() => isTaught && random() < 0.15),
    autoplay: isTaught && random() < 0.5,
  });
  if (random() < 0.3) {
    const embeds = Object.values(EMBEDS).filter((embed) => embed !== "plane" || isPlane(data));
    const embed = pick(random, embeds);
    Object.assign(view, { embed, origins: pick(random, [[], ["https://example.org", "http://localhost:8000"]]) });
    // A frame shows what its name says, and is no window of its own.
    if (embed !== "") view.projector = false;
    if (embed === "sweep") view.tab = "sweep";
  } else Object.assign(view, { embed: "", origins: [] });
  return { card: pick(random, deck.length > 0 ? deck : CARDS.map(({ id }) => id)), lanes, view };
}
