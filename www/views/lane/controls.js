/** A lane's first three settings: hidden units, λ, tying. */

import { inputsOf } from "../../images/own.js";
import { formatCount, formatSetting } from "../../base/format.js";
import { unitsSentence } from "../../settings/formula.js";
import { HIDDEN_UNITS, LAMBDAS, positionOf, valueAt } from "../../base/scale.js";
import { part, setAttribute, setProperty, setSlider } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { RunConfig } from "../../base/protocol.js" */
/** @import { Range } from "../kit/number_field.js" */

/** @type {Range} */
const UNITS = { name: "Hidden units", min: 1, max: HIDDEN_UNITS[HIDDEN_UNITS.length - 1], whole: true };
/** @type {Range} */
const STRENGTH = { name: "λ", min: 0, max: 1e6, whole: false };

/**
 * @param {HTMLElement} section
 * @param {(change: Partial<RunConfig>) => void} configure
 * @param {(sentence: string) => void} say
 * @returns {(lane: Lane) => void}
 */
export function mountControls(section, configure, say) {
  const units = mountScale(section, "k", HIDDEN_UNITS, UNITS, (hiddenUnits) => configure({ hiddenUnits }), say);
  const lambda = mountScale(section, "lambda", LAMBDAS, STRENGTH, (value) => configure({ lambda: value }), say);
  const lambdaField = part(section, "lambda-value", HTMLInputElement);
  const tied = part(section, "tied", HTMLInputElement);
  const mark = part(section, "n-mark", HTMLElement);
  tied.addEventListener("change", () => configure({ tied: tied.checked }));
  return ({ config }) => {
    units(config.hiddenUnits, String(config.hiddenUnits), `${formatCount(config.hiddenUnits)} hidden units`);
    lambda(config.lambda, formatSetting(config.lambda), `λ ${formatSetting(config.lambda)}`);
    tied.checked = config.tied;
    const inputs = inputsOf(config);
    setAttribute(lambdaField, "title", unitsSentence(config, inputs));
    setProperty(mark, "--at", positionOf(HIDDEN_UNITS, inputs) / (HIDDEN_UNITS.length - 1));
  };
}

/**
 * A slider over a list of values, with a field beside it for any other.
 * @param {HTMLElement} section
 * @param {string} name
 * @param {readonly number[]} list
 * @param {Range} range
 * @param {(value: number) => void} choose
 * @param {(sentence: string) => void} say
 */
function mountScale(section, name, list, range, choose, say) {
  const slider = part(section, name, HTMLInputElement);
  const field = part(section, `${name}-value`, HTMLInputElement);
  slider.max = String(list.length - 1);
  slider.addEventListener("input", () => choose(valueAt(list, Number(slider.value))));
  const write = mountNumber(field, range, choose, say);
  field.addEventListener("focus", () => field.select());
  return (/** @type {number} */ value, /** @type {string} */ written, /** @type {string} */ spoken) => {
    write(written);
    setSlider(slider, positionOf(list, value), spoken);
  };
}
