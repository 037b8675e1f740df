/** The settings that are not always in sight, made from the core's table of hyper-parameters. */

import { formatSetting, parseNumber } from "../format.js";
import { element, memo, part } from "./dom.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Hyperparameter, RunConfig } from "../protocol.js" */
/** @import { Action } from "../state.js" */

/** In this order. */
const FIELDS = Object.freeze(
  /** @type {(keyof RunConfig)[]} */ (["activation", "outputActivation", "loss", "optimizer", "learningRate", "batchSize", "init", "initGain"]),
);

/** Settings that need no restart. */
const LIVE = "learningRate";

/**
 * @param {HTMLElement} section
 * @param {number} index
 * @param {(action: Action) => void} dispatch
 * @returns {(lane: Lane, hyperparameters: Hyperparameter[]) => void}
 */
export function mountMore(section, index, dispatch) {
  const details = part(section, "more", HTMLDetailsElement);
  const panel = part(section, "more-panel", HTMLElement);
  closeOnLeave(details);
  /** @type {((config: RunConfig) => void)[]} */
  let rows = [];
  const build = memo((/** @type {Hyperparameter[]} */ table) => {
    const found = FIELDS.flatMap((field) => table.filter((row) => row.field === field));
    const made = found.map((row) => settingRow(row, (value) => dispatch({ type: "configure", lane: index, change: { [row.field]: value } })));
    rows = made.map(({ render }) => render);
    const hint = element("p", { class: "hint" }, "The learning rate acts at once. Any other of these starts the run again from step 0.");
    panel.replaceChildren(...made.map(({ row }) => row), hint);
  });
  return ({ config }, hyperparameters) => {
    build(hyperparameters);
    for (const render of rows) render(config);
  };
}

/**
 * @param {Hyperparameter} hyperparameter
 * @param {(value: number | string) => void} choose
 */
function settingRow({ field, label, purpose, choices, min, max, scale }, choose) {
  const title = field === LIVE ? `${purpose} Acts at once.` : purpose;
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const control = scale === "choice" ? select(name, choices, choose) : numberField(name, { min, max, whole: scale === "whole" }, choose);
  const row = element("div", { class: "setting", title }, element("span", { "aria-hidden": "true" }, name), control.field);
  return { row, render: (/** @type {RunConfig} */ config) => control.render(config[field]) };
}

/**
 * @param {string} name
 * @param {string[]} choices
 * @param {(value: string) => void} choose
 */
function select(name, choices, choose) {
  const field = element("select", { "aria-label": name }, ...choices.map((choice) => element("option", { value: choice }, choice)));
  field.addEventListener("change", () => choose(field.value));
  return { field, render: (/** @type {unknown} */ value) => void (field.value = String(value)) };
}

/**
 * @param {string} name
 * @param {{min: number, max: number, whole: boolean}} range
 * @param {(value: number) => void} choose
 */
function numberField(name, { min, max, whole }, choose) {
  const field = element("input", { "aria-label": name, inputmode: "decimal", autocomplete: "off" });
  let text = "";
  field.addEventListener("change", () => {
    const typed = parseNumber(field.value);
    if (typed !== undefined && field.value !== text) choose(Math.min(Math.max(whole ? Math.round(typed) : typed, min), max));
    field.value = text;
  });
  return {
    field,
    render: (/** @type {unknown} */ value) => {
      const written = formatSetting(Number(value));
      if (written !== text) field.value = written;
      text = written;
    },
  };
}

/**
 * Folds the panel when a person turns to something else.
 * @param {HTMLDetailsElement} details
 */
function closeOnLeave(details) {
  document.addEventListener("pointerdown", ({ target }) => {
    if (details.open && target instanceof Node && !details.contains(target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    const summary = details.querySelector("summary");
    if (summary) summary.focus();
  });
}
