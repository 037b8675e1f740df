/** The settings that are not always in sight, made from the core's table of hyper-parameters. */

import { formatSetting } from "../../base/format.js";
import { HYPERPARAMETERS } from "../../base/schema.js";
import { SHARED } from "../../settings/settings.js";
import { element, part, setValue } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";
import { closeOnLeave } from "../kit/overlay.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Hyperparameter, RunConfig } from "../../base/schema.js" */
/** @import { Range } from "../kit/number_field.js" */

/** What has a place of its own on the page. @type {readonly (keyof RunConfig)[]} */
const ELSEWHERE = Object.freeze([...SHARED, "hiddenUnits", "lambda", "tied"]);

/** The others, in groups; what the core's table has beyond these comes last. @type {Readonly<Record<string, (keyof RunConfig)[]>>} */
const GROUPS = Object.freeze({
  Network: ["activation", "outputActivation", "centred", "init", "initGain"],
  Objective: ["loss", "decay", "penalizeBiases", "countTiedTwice"],
  Optimizer: ["optimizer", "learningRate", "rateSchedule", "rateSteps", "batchSize"],
});

/**
 * @param {HTMLElement} section
 * @param {(change: Partial<RunConfig>) => void} configure
 * @param {(sentence: string) => void} say
 * @param {AbortSignal} gone says that the lane has been removed
 * @returns {(lane: Lane) => void}
 */
export function mountMore(section, configure, say, gone) {
  const details = part(section, "more", HTMLDetailsElement);
  const panel = part(section, "more-panel", HTMLElement);
  closeOnLeave(
    part(details, "more-toggle", HTMLElement),
    details,
    () => details.open,
    () => {
      details.open = false;
    },
    gone,
  );
  const groups = grouped().map(([name, group]) => {
    const rows = group.map((row, index) =>
      settingRow(row, `${section.dataset.lane}-${name}-${index}`, (value) => configure({ [row.field]: value }), say),
    );
    return { name, rows };
  });
  panel.append(
    ...groups.map(({ name, rows }) =>
      element("fieldset", {}, element("legend", {}, name), ...rows.map(({ row }) => row)),
    ),
  );
  const rows = groups.flatMap((group) => group.rows);
  return ({ config }) => {
    for (const { render } of rows) render(config);
  };
}

/** @returns {[string, Hyperparameter[]][]} */
function grouped() {
  const named = Object.entries(GROUPS).map(
    ([name, fields]) =>
      /** @type {[string, Hyperparameter[]]} */ ([
        name,
        fields.flatMap((field) => HYPERPARAMETERS.filter((row) => row.field === field)),
      ]),
  );
  const known = [...ELSEWHERE, ...Object.values(GROUPS).flat()];
  const others = HYPERPARAMETERS.filter(({ field }) => !known.includes(field));
  return [...named, /** @type {[string, Hyperparameter[]]} */ (["Other", others])].filter(
    ([, rows]) => rows.length > 0,
  );
}

/**
 * @param {Hyperparameter} hyperparameter
 * @param {string} id of its purpose
 * @param {(value: number | string | boolean) => void} choose
 * @param {(sentence: string) => void} say
 */
function settingRow(hyperparameter, id, choose, say) {
  const { field, label, purpose, live } = hyperparameter;
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const control = controlOf(hyperparameter, name, choose, say);
  control.field.setAttribute("aria-describedby", id);
  const row = element(
    "div",
    { class: "setting" },
    element("span", { "aria-hidden": "true" }, name),
    control.field,
    element("p", { id, class: "hint" }, live ? `${purpose} Acts at once.` : purpose),
  );
  return { row, render: (/** @type {RunConfig} */ config) => control.render(config[field]) };
}

/**
 * @param {Hyperparameter} hyperparameter
 * @param {string} name
 * @param {(value: any) => void} choose
 * @param {(sentence: string) => void} say
 */
function controlOf(hyperparameter, name, choose, say) {
  switch (hyperparameter.scale) {
    case "choice":
      return select(name, hyperparameter.choices, choose);
    case "switch":
      return toggle(name, choose);
    case "whole":
    case "real": {
      const { min, max, scale } = hyperparameter;
      return numberField({ name, min, max, whole: scale === "whole" }, choose, say);
    }
    case "points":
      throw new Error(`${name} are placed in the plane`);
    case "own":
      throw new Error(`${name} come in files`);
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} choices
 * @param {(value: string) => void} choose
 */
function select(name, choices, choose) {
  const field = element(
    "select",
    { "aria-label": name },
    ...choices.map((choice) => element("option", { value: choice }, choice)),
  );
  field.addEventListener("change", () => choose(field.value));
  return { field, render: (/** @type {unknown} */ value) => setValue(field, String(value)) };
}

/**
 * @param {string} name
 * @param {(value: boolean) => void} choose
 */
function toggle(name, choose) {
  const field = element("input", { type: "checkbox", role: "switch", "aria-label": name });
  field.addEventListener("change", () => choose(field.checked));
  return { field, render: (/** @type {unknown} */ value) => void (field.checked = value === true) };
}

/**
 * @param {Range} range
 * @param {(value: number) => void} choose
 * @param {(sentence: string) => void} say
 */
function numberField(range, choose, say) {
  const field = element("input", { "aria-label": range.name, inputmode: "decimal", autocomplete: "off" });
  const write = mountNumber(field, range, choose, say);
  return { field, render: (/** @type {unknown} */ value) => write(formatSetting(Number(value))) };
}
