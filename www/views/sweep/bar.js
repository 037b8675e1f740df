/** What is asked of a sweep, and how far it is: the row of controls above its chart, and a bar beside it. */

import { MOST_SEEDS, SWEEP_MEASURES, SWEEP_WEIGHTS } from "../../base/sweeps.js";
import { laneSwept } from "../../sweep/plan.js";
import { element, memo, passFocus, setAttribute, setHidden, setText, setValue } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";
import { knownText, progressText } from "./words.js";

/** @import { Action, State } from "../../state/state.js" */

/** What is known of the sweep that is shown. @typedef {{plan: string, known: number, total: number}} Standing */

const OVER = Object.freeze({ lambda: "λ", units: "hidden units", both: "both" });

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} side where it says how far it is
 * @param {(action: Action) => void} dispatch
 * @param {() => void} download
 * @returns {(state: State, standing: Standing) => void}
 */
export function mountBar(root, side, dispatch, download) {
  const view = (/** @type {any} */ change) => dispatch({ type: "view", view: change });
  const over = choice("Sweep over", OVER, (sweepOver) => view({ sweepOver }));
  const measure = choice("Measure", SWEEP_MEASURES, (sweepMeasure) => view({ sweepMeasure }));
  const weights = choice("Weights", Object.fromEntries(SWEEP_WEIGHTS.map((word) => [word, word])), (sweepWeights) =>
    view({ sweepWeights }),
  );
  const of = choice("Recipe of", {}, (sweepOf) => view({ sweepOf }));
  const seeds = element("input", {
    type: "number",
    min: "1",
    max: String(MOST_SEEDS),
    step: "1",
    "aria-label": "Seeds",
  });
  const writeSeeds = mountNumber(
    seeds,
    { name: "Seeds", min: 1, max: MOST_SEEDS, whole: true },
    (sweepSeeds) => view({ sweepSeeds }),
    (status) => view({ status }),
  );
  let plan = "";
  const run = button("Run sweep", "outlined strong", () => dispatch({ type: "run-sweep", plan }));
  const cancel = button("Cancel sweep", "outlined", () => dispatch({ type: "cancel-sweep" }));
  const csv = button("Download sweep", "quiet", download);
  csv.title = "The runs that are known, as comma-separated values";
  const { bar, render: renderProgress } = mountProgress();
  root.append(
    element(
      "div",
      { class: "sweep-bar" },
      ...[over, measure, weights].map(({ label }) => label),
      labelled("Seeds", seeds),
      of.label,
      element("span", { class: "sweep-buttons" }, run, cancel, csv),
    ),
  );
  side.append(bar);
  const renderLanes = memo((/** @type {string} */ names) =>
    of.select.replaceChildren(...Array.from(names, (name) => element("option", { value: name }, name))),
  );
  return (state, standing) => {
    plan = standing.plan;
    setValue(over.select, state.sweepOver);
    setValue(measure.select, state.sweepMeasure);
    setValue(weights.select, state.sweepWeights);
    writeSeeds(String(state.sweepSeeds));
    renderLanes(state.lanes.map(({ name }) => name).join(""));
    setValue(of.select, laneSwept(state).name);
    const { running, plan: trained } = state.sweep;
    const isAll = standing.known === standing.total;
    passFocus(
      () => {
        run.disabled = isAll || (running && trained === plan);
        csv.disabled = standing.known === 0;
        setHidden(cancel, !running);
      },
      () => (running ? cancel : run.disabled ? csv : run),
    );
    renderProgress(state, standing);
  };
}

/** @returns {{bar: HTMLElement, render: (state: State, standing: Standing) => void}} */
function mountProgress() {
  const progress = element("progress", { max: "1", "aria-label": "Sweep progress" });
  const text = element("span");
  const bar = element("p", { class: "sweep-progress" }, progress, text);
  return {
    bar,
    render({ sweep: { running, progress: told, plan: trained } }, { plan, known, total }) {
      const other = running && trained !== plan ? "Another sweep is trained: " : "";
      const words = running ? `${other}${progressText(told)}` : knownText(known, total);
      const share = running ? (told?.share ?? 0) : known / total;
      setAttribute(progress, "value", share);
      setAttribute(progress, "aria-valuetext", words);
      setText(text, words);
    },
  };
}

/**
 * @param {string} name
 * @param {Readonly<Record<string, string>>} options by value what is seen
 * @param {(value: any) => void} choose
 */
function choice(name, options, choose) {
  const select = element(
    "select",
    { "aria-label": name, autocomplete: "off" },
    ...Object.entries(options).map(([value, text]) => element("option", { value }, text)),
  );
  select.addEventListener("change", () => choose(select.value));
  return { select, label: labelled(name, select) };
}

/** @param {string} name @param {HTMLElement} control */
function labelled(name, control) {
  return element("label", { class: "sweep-choice" }, element("span", { "aria-hidden": "true" }, name), control);
}

/** @param {string} name @param {string} look @param {() => void} act */
function button(name, look, act) {
  const control = element("button", { type: "button", class: look }, name);
  control.addEventListener("click", act);
  return control;
}
