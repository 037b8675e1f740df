/** The settings that are not always in sight, made from the core's table of hyper-parameters. */

import { formatSetting } from "../format.js";
import { LIVE, SHARED } from "../settings.js";
import { element, memo, part, setValue } from "./dom.js";
import { mountNumber } from "./number_field.js";
import { closeOnLeave } from "./overlay.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Hyperparameter, RunConfig } from "../protocol.js" */
/** @import { Range } from "./number_field.js" */

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
 * @returns {(lane: Lane, hyperparameters: Hyperparameter[]) => void}
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
  /** @type {((config: RunConfig) => void)[]} */
  let rows = [];
  const build = memo((/** @type {Hyperparameter[]} */ table) => {
    rows = [];
    panel.replaceChildren(
      ...grouped(table).map(([name, group]) => {
        const made = group.map((row, index) =>
          settingRow(
            row,
            `${section.dataset.lane}-${name}-${index}`,
            (value) => configure({ [row.field]: value }),
            say,
          ),
        );
        rows.push(...made.map(({ render }) => render));
        return element("fieldset", {}, element("legend", {}, name), ...made.map(({ row }) => row));
      }),
    );
  });
  return ({ config }, hyperparameters) => {
    build(hyperparameters);
    for (const render of rows) render(config);
  };
}

/**
 * @param {Hyperparameter[]} table
 * @returns {[string, Hyperparameter[]][]}
 */
function grouped(table) {
  const named = Object.entries(GROUPS).map(
    ([name, fields]) =>
      /** @type {[string, Hyperparameter[]]} */ ([
        name,
        fields.flatMap((field) => table.filter((row) => row.field === field)),
      ]),
  );
  const known = [...ELSEWHERE, ...Object.values(GROUPS).flat()];
  const others = table.filter(({ field }) => !known.includes(field));
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
function settingRow({ field, label, purpose, choices, min, max, scale }, id, choose, say) {
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const control = {
    choice: () => select(name, choices, choose),
    switch: () => toggle(name, choose),
    whole: () => numberField({ name, min, max, whole: true }, choose, say),
    real: () => numberField({ name, min, max, whole: false }, choose, say),
  }[scale]();
  control.field.setAttribute("aria-describedby", id);
  const row = element(
    "div",
    { class: "setting" },
    element("span", { "aria-hidden": "true" }, name),
    control.field,
    element(
      "p",
      { id, class: "hint" },
      LIVE.includes(/** @type {any} */ (field)) ? `${purpose} Acts at once.` : purpose,
    ),
  );
  return { row, render: (/** @type {RunConfig} */ config) => control.render(config[field]) };
}

/**
 * @param {string} name
 * @param {string[]} choices
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
