/** What can be done with the runs at a place of a sweep: into a lane with one of them, or onto the shelf. */

import { loadingSentence } from "../../state/shelving.js";
import { nameOf } from "../../settings/job.js";
import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { element } from "../kit/dom.js";
import { MARGIN, putWithin } from "../kit/overlay.js";
import { newPin } from "../lane/pin.js";
import { valueText } from "./words.js";

/** @import { SweptOne, Cell } from "../../sweep/cells.js" */
/** @import { SweptRun } from "../../sweep/plan.js" */
/** @import { Action, State } from "../../state/state.js" */

/** Puts a run on the shelf. @typedef {(run: SweptRun, label: {id: number, at: number}) => void} Pin */

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @param {Pin} pin
 * @returns {(state: State, title: string, cells: readonly Cell[], at: {x: number, y: number}, back: HTMLElement) => void} opens it; `back` gets the focus when it closes
 */
export function mountMenu(root, dispatch, pin) {
  const title = element("h3", { id: "sweep-menu-title" });
  const measured = element("th", { scope: "col" });
  const body = element("tbody");
  const menu = element(
    "div",
    { class: "sweep-menu", popover: "auto", role: "dialog", "aria-labelledby": "sweep-menu-title" },
    title,
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, head("run"), measured, head("load into"), head("shelf"))),
      body,
    ),
  );
  root.append(menu);
  let back = root;
  menu.addEventListener("toggle", (event) => {
    const closes = /** @type {ToggleEvent} */ (event).newState === "closed";
    const { activeElement } = document;
    if (closes && (activeElement === document.body || menu.contains(activeElement))) back.focus();
  });
  return (state, text, cells, at, from) => {
    back = from;
    title.textContent = text;
    measured.textContent = SWEEP_MEASURES[state.sweepMeasure];
    const close = () => menu.hidePopover();
    body.replaceChildren(...cells.flatMap(({ ones }) => ones).map((one) => rowOf(one, state, dispatch, pin, close)));
    menu.showPopover();
    place(menu, at);
    menu.querySelector("button")?.focus({ preventScroll: true });
  };
}

/** @param {string} text */
const head = (text) => element("th", { scope: "col" }, text);

/** Beside the place, and within the window. @param {HTMLElement} menu @param {{x: number, y: number}} at */
function place(menu, { x, y }) {
  const { width } = menu.getBoundingClientRect();
  putWithin(menu, x + width + 2 * MARGIN < innerWidth ? x + MARGIN : x - width - MARGIN, y);
}

/**
 * @param {SweptOne} one
 * @param {State} state
 * @param {(action: Action) => void} dispatch
 * @param {Pin} pin
 * @param {() => void} close
 */
function rowOf(one, state, dispatch, pin, close) {
  const { run, outcome } = one;
  const short = `${run.tied ? "tied" : "untied"}, seed ${run.seed}`;
  const cells = [element("th", { scope: "row" }, short), element("td", {}, valueText(one))];
  if (!outcome) return element("tr", {}, ...cells, element("td"), element("td"));
  const name = nameOf(run.job);
  // Where a run diverges it does not stop by itself.
  const step = outcome.divergence ? 0 : outcome.step;
  const loaded = { name, config: run.job.config, events: [], step, receipt: outcome.receipt };
  const loads = state.lanes.map((lane, index) => {
    const button = element(
      "button",
      {
        type: "button",
        "data-lane": lane.name,
        "aria-label": `Load “${short}” into run ${lane.name}`,
        title: loadingSentence(state, loaded, lane.name),
      },
      lane.name,
    );
    button.addEventListener("click", () => {
      close();
      dispatch({ type: "load-run", run: loaded, lane: index });
    });
    return button;
  });
  const pins = element("button", { type: "button", class: "quiet", "aria-label": `Pin “${short}”` }, "Pin");
  pins.title = "Trains it once more, for its curve, and keeps it on the shelf";
  pins.addEventListener("click", () => {
    close();
    const label = newPin();
    if (label.type === "pin") pin(run, label);
  });
  return element(
    "tr",
    {},
    ...cells,
    element("td", { class: "loads-into" }, ...loads),
    element("td", {}, ...(outcome.divergence ? [] : [pins])),
  );
}
