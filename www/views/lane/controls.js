/** A lane's first three settings: hidden units, λ, tying. */

import { DATA_SETS } from "../../base/schema.js";
import { formatCount, formatSetting, parseCount, parseNumber } from "../../base/format.js";
import { unitsSentence } from "../../settings/formula.js";
import { HIDDEN_UNITS, LAMBDAS, positionOf, valueAt } from "../../base/scale.js";
import { mountTyped, part, setAttribute, setProperty, setSlider } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { RunConfig } from "../../base/protocol.js" */

const MOST_UNITS = HIDDEN_UNITS[HIDDEN_UNITS.length - 1];
const LARGEST_LAMBDA = 1e6;

/**
 * @param {HTMLElement} section
 * @param {(change: Partial<RunConfig>) => void} configure
 * @returns {(lane: Lane) => void}
 */
export function mountControls(section, configure) {
  const units = mountScale(section, "k", HIDDEN_UNITS, parseCount, (value) =>
    configure({ hiddenUnits: clamp(value, 1, MOST_UNITS) }),
  );
  const lambda = mountScale(section, "lambda", LAMBDAS, parseNumber, (value) =>
    configure({ lambda: clamp(value, 0, LARGEST_LAMBDA) }),
  );
  const lambdaField = part(section, "lambda-value", HTMLInputElement);
  const tied = part(section, "tied", HTMLInputElement);
  const mark = part(section, "n-mark", HTMLElement);
  tied.addEventListener("change", () => configure({ tied: tied.checked }));
  return ({ config }) => {
    units(config.hiddenUnits, String(config.hiddenUnits), `${formatCount(config.hiddenUnits)} hidden units`);
    lambda(config.lambda, formatSetting(config.lambda), `λ ${formatSetting(config.lambda)}`);
    tied.checked = config.tied;
    const inputs = DATA_SETS[config.data].side ** 2;
    setAttribute(lambdaField, "title", unitsSentence(config, inputs));
    setProperty(mark, "--at", positionOf(HIDDEN_UNITS, inputs) / (HIDDEN_UNITS.length - 1));
  };
}

/**
 * A slider over a list of values, with a field beside it for any other.
 * @param {HTMLElement} section
 * @param {string} name
 * @param {readonly number[]} list
 * @param {(text: string) => number | undefined} parse what is typed
 * @param {(value: number) => void} choose
 */
function mountScale(section, name, list, parse, choose) {
  const slider = part(section, name, HTMLInputElement);
  const field = part(section, `${name}-value`, HTMLInputElement);
  slider.max = String(list.length - 1);
  slider.addEventListener("input", () => choose(valueAt(list, Number(slider.value))));
  const write = mountTyped(field, parse, choose);
  field.addEventListener("focus", () => field.select());
  return (/** @type {number} */ value, /** @type {string} */ written, /** @type {string} */ spoken) => {
    write(written);
    setSlider(slider, positionOf(list, value), spoken);
  };
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
