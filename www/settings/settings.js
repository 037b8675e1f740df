/** The settings of a run: what they are called, how they act, and which fit each other. */

import { DATA_SETS, HYPERPARAMETERS } from "../base/schema.js";
import { formatCount, formatSetting } from "../base/format.js";
import { labelOf, ownOf } from "../images/own.js";
import { countOf, isPlane } from "../images/points.js";

/** @import { Change, DataSet, RunConfig, RunEvent } from "../base/schema.js" */

/** Settings that act on a running network. @type {readonly (keyof Change)[]} */
export const LIVE = Object.freeze(
  HYPERPARAMETERS.filter(({ live }) => live).map(({ field }) => /** @type {keyof Change} */ (field)),
);

/** Settings that all lanes share. @type {readonly (keyof RunConfig)[]} */
export const SHARED = Object.freeze(["data", "points", "own", "trainingImages", "seed"]);

/**
 * What all lanes share of a configuration.
 * @param {RunConfig} config
 * @returns {Pick<RunConfig, "data" | "points" | "own" | "trainingImages" | "seed">}
 */
export function sharedOf({ data, points, own, trainingImages, seed }) {
  // Of other data there are none: a configuration is compared, and copied, without them.
  const placed = points === undefined ? {} : { points };
  return { data, ...placed, ...(own === undefined ? {} : { own }), trainingImages, seed };
}

/** How a setting is called in a sentence or at the head of a column. @type {Readonly<Record<keyof RunConfig, string>>} */
export const SETTING_NAMES = Object.freeze({
  .../** @type {Record<keyof RunConfig, string>} */ (
    Object.fromEntries(HYPERPARAMETERS.map(({ field, label }) => [field, label]))
  ),
  lambda: "λ",
  tied: "tied weights",
  penalizeBiases: "penalized biases",
  countTiedTwice: "tied W counted twice",
});

/**
 * A setting as it is read. A seed is a name, no count.
 * @param {keyof RunConfig} field
 * @param {RunConfig[keyof RunConfig]} value
 */
export function settingText(field, value) {
  if (field === "points") return typeof value === "string" ? formatCount(countOf(value)) : "none";
  if (field === "own") return ownOf(String(value)) ? labelOf({ data: "own", own: String(value) }) : "none";
  if (value === undefined) return "–";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return value >= 1000 && field !== "seed" ? formatCount(value) : formatSetting(value);
  return value in DATA_SETS ? DATA_SETS[/** @type {DataSet} */ (value)].label : value;
}

/** The output that a loss needs, if it needs a certain one. @type {Readonly<Record<RunConfig["loss"], RunConfig["outputActivation"] | undefined>>} */
export const OUTPUT_OF = Object.freeze({ "squared-error": undefined, "cross-entropy": "sigmoid" });

/** Whether 2λθ is a part of the gradient, and λ‖θ‖² of the objective. @type {Readonly<Record<RunConfig["decay"], boolean>>} */
const IN_THE_GRADIENT = Object.freeze({ coupled: true, decoupled: false });

/** Whether the penalty is a part of the objective. @param {Pick<RunConfig, "decay">} config */
export const isCoupled = ({ decay }) => IN_THE_GRADIENT[decay];

/** λ and η as they are written where there is little room. */
const SYMBOLS = Object.freeze({ lambda: "λ", learningRate: "η" });

/**
 * A change of a run as its mark tells it: what was changed, and from what to what where that is not said with it.
 * @param {Pick<RunEvent, "field" | "from" | "to">} event
 * @returns {{subject: string, from?: string, to?: string}}
 */
export function toldOf({ field, from, to }) {
  if (field === "tied") return { subject: to ? "tie W* = Wᵀ" : "untie W*" };
  return { subject: SYMBOLS[field], from: formatSetting(Number(from)), to: formatSetting(Number(to)) };
}

/**
 * What a change makes of a run.
 * @param {Change} change
 */
export function changeText(change) {
  const made = LIVE.filter((field) => change[field] !== undefined);
  return made
    .map((field) =>
      field === "tied"
        ? change.tied
          ? "tied"
          : "untied"
        : `${SYMBOLS[field]} ${formatSetting(Number(change[field]))}`,
    )
    .join(", ");
}

/**
 * What of a configuration acts on a running network.
 * @param {Required<Change>} from a configuration, or what a run says of itself
 * @returns {Required<Change>}
 */
export function liveOf(from) {
  return /** @type {Required<Change>} */ (Object.fromEntries(LIVE.map((field) => [field, from[field]])));
}

/**
 * Loss, output activation and data fitted to each other.
 * @param {RunConfig} config
 * @param {Partial<RunConfig>} change what was asked for: it wins
 * @returns {RunConfig}
 */
export function fitted(config, change) {
  if (config.data !== "points" && "points" in config) {
    const others = { ...config };
    delete others.points;
    return fitted(others, change);
  }
  if (config.data !== "own" && "own" in config) {
    const others = { ...config };
    delete others.own;
    return fitted(others, change);
  }
  switch (misfitOf(config)) {
    case "points":
      return fitted({ ...config, loss: "squared-error" }, change);
    case "loss":
      return fitted(
        change.loss
          ? { ...config, outputActivation: OUTPUT_OF[config.loss] ?? config.outputActivation }
          : { ...config, loss: "squared-error" },
        change,
      );
    case "centred":
      return change.centred
        ? { ...config, outputActivation: "linear", loss: "squared-error" }
        : { ...config, centred: false };
    default:
      return config;
  }
}

/**
 * What does not fit the output activation, or the data: cross-entropy needs a sigmoid output, and intensities, centred data a
 * linear output.
 * @param {RunConfig} config
 * @returns {"loss" | "points" | "centred" | undefined}
 */
export function misfitOf({ data, loss, outputActivation, centred }) {
  const needed = OUTPUT_OF[loss];
  if (needed && isPlane(data)) return "points";
  if (needed && needed !== outputActivation) return "loss";
  return centred && outputActivation !== "linear" ? "centred" : undefined;
}
