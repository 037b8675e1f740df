/**
 * A pinned run as a row of the shelf: its name, what sets it apart, its numbers, and what can be done with it. Each cell bears the
 * head of its column, for narrow screens, where a row is a card.
 */

import { courseText, deltaOf, deltaText } from "../../state/comparison.js";
import { formatCount, formatNumber, formatReceipt } from "../../base/format.js";
import { SETTING_NAMES } from "../../settings/settings.js";
import { LONGEST_NAME, NUMBERS } from "../../state/shelf.js";
import { loadingSentence } from "../../state/shelving.js";
import { headOf } from "./shelf_head.js";
import { element, memo, mountTyped, setAttribute, setText, svg } from "../kit/dom.js";
import { sparkline } from "./sparkline.js";

/** @import { Field } from "../../state/comparison.js" */
/** @import { NumberName, Pinned } from "../../state/shelf.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Scale } from "./sparkline.js" */

/** What the rows of a table have in common. @typedef {{fields: Field[], scale: Scale, baseline: Pinned | undefined}} Context */

/**
 * @param {number} id
 * @param {(action: Action) => void} dispatch
 * @returns {{row: HTMLTableRowElement, render: (run: Pinned, context: Context, state: State) => void}}
 */
export function mountShelfRow(id, dispatch) {
  const name = element("input", {
    class: "value",
    maxlength: String(LONGEST_NAME),
    autocomplete: "off",
    spellcheck: "false",
  });
  const writeName = mountTyped(
    name,
    (text) => text,
    (typed) => dispatch({ type: "shelf", change: { type: "rename", id, name: typed } }),
  );
  const baseline = element("input", { type: "radio", name: "baseline" });
  baseline.addEventListener("change", () => dispatch({ type: "shelf", change: { type: "baseline", id } }));
  const chart = element("input", { type: "checkbox", role: "switch" });
  chart.addEventListener("change", () =>
    dispatch({ type: "shelf", change: { type: "show", id, shown: chart.checked } }),
  );
  const remove = element(
    "button",
    { type: "button", class: "icon" },
    svg(
      "svg",
      { viewBox: "0 0 24 24", "aria-hidden": "true" },
      svg("path", {
        d: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.600l5.600-5.600L5 6.400z",
      }),
    ),
  );
  remove.addEventListener("click", () => dispatch({ type: "shelf", change: { type: "remove", id } }));
  const load = element("td", { class: "action-cell loads-into", "data-head": "load into" });
  const controls = [
    element("td", { class: "action-cell", "data-head": "baseline" }, baseline),
    element("td", { class: "action-cell", "data-head": "on chart" }, chart),
    load,
    element("td", { class: "action-cell" }, remove),
  ];
  const row = element("tr", {}, element("th", { scope: "row" }, name), ...controls);
  const renderLoads = memo((/** @type {string} */ names) =>
    load.replaceChildren(
      ...Array.from(names, (lane, index) => loadButton(lane, () => dispatch({ type: "load", id, lane: index }))),
    ),
  );
  // Only what says something is made anew: a control that has the focus must stay.
  const renderCells = memo(
    (/** @type {Pinned} */ run, /** @type {Context} */ context, /** @type {string} */ matching) => {
      while (row.children.length > controls.length + 1) row.children[1].remove();
      row.children[0].after(...cellsOf(run, context, matching));
      setAttribute(name, "aria-label", `Name of “${run.name}”`);
      setAttribute(baseline, "aria-label", `Compare with “${run.name}”`);
      setAttribute(chart, "aria-label", `“${run.name}” on the loss chart`);
      setAttribute(remove, "aria-label", `Remove “${run.name}”`);
      setAttribute(remove, "title", "Takes this run off the shelf; Undo brings it back");
      row.classList.toggle("is-baseline", run === context.baseline);
    },
  );
  return {
    row,
    render(run, context, state) {
      const { lanes } = state;
      writeName(run.name);
      setAttribute(name, "title", run.name);
      baseline.checked = run === context.baseline;
      chart.checked = run.shown;
      renderLoads(lanes.map((lane) => lane.name).join(""));
      lanes.forEach((lane, index) => {
        const button = load.children[index];
        setAttribute(button, "aria-label", `Load “${run.name}” into run ${lane.name}`);
        setAttribute(button, "title", loadingSentence(state, run, lane.name));
      });
      renderCells(
        run,
        context,
        lanes
          .filter((lane) => lane.status !== "creating" && run.receipt && lane.picture?.snapshot.receipt === run.receipt)
          .map((lane) => lane.name)
          .join(""),
      );
    },
  };
}

/**
 * @param {string} lane
 * @param {() => void} act
 */
function loadButton(lane, act) {
  const button = element("button", { type: "button", "data-lane": lane }, lane);
  button.addEventListener("click", act);
  return button;
}

/**
 * @param {Pinned} run
 * @param {Context} context
 * @param {string} matching the lanes that hold the same bits now
 */
function cellsOf(run, { fields, scale, baseline }, matching) {
  const same =
    matching === ""
      ? []
      : [
          element(
            "small",
            { title: "These runs hold the same bits now" },
            "now",
            ...Array.from(matching, (lane) => element("b", { "data-lane": lane }, ` ${lane}`)),
          ),
        ];
  return [
    element("td", { class: "words" }, sparkline(run.curve, scale)),
    ...fields.map((field) => settingCell(run, field)),
    element("td", { "data-head": "step" }, formatCount(run.step)),
    ...NUMBERS.map((name) => numberCell(run, baseline, name)),
    element("td", { class: "receipt", "data-head": "receipt" }, formatReceipt(run.receipt), ...same),
  ];
}

/**
 * @param {Pinned} run
 * @param {Field} field
 */
function settingCell(run, field) {
  const { values, since, details } = courseText(run, field);
  const head = SETTING_NAMES[field];
  if (since === "") return element("td", { class: "words", "data-head": head }, values);
  return element(
    "td",
    { class: "words course", title: details, "data-head": head },
    `${values} `,
    element("small", {}, since),
  );
}

/**
 * @param {Pinned} run
 * @param {Pinned | undefined} baseline
 * @param {NumberName} name
 */
function numberCell(run, baseline, name) {
  const value = run.numbers[name];
  const head = { class: "number", "data-head": headOf(name) };
  if (value === null)
    return element(
      "td",
      { ...head, title: "Not measured when this run was pinned: load it, let it replay and pin it again" },
      "–",
    );
  const cell = element("td", head, element("data", { value: String(value) }, formatNumber(value)));
  const delta = baseline && deltaOf(run, baseline, name);
  if (delta === undefined) return cell;
  const text = element("small", { class: delta > 0 ? "more-than" : delta < 0 ? "less-than" : "" });
  setText(text, deltaText(delta));
  cell.append(text);
  return cell;
}
