/** The shelf: pinned runs in a table of what they differ in, to be compared, laid over the loss chart, and loaded back. */

import { differing, inOrderOf, shelfAsCsv } from "../../state/comparison.js";
import { formatCount } from "../../base/format.js";
import { baselineOf } from "../../state/shelf.js";
import { shelfAsLatex, shelfAsMarkdown } from "../../state/shelf_table.js";
import { mountCopy } from "../kit/copy.js";
import { download, element, keepFocus, memo, passFocus, setHidden } from "../kit/dom.js";
import { mountShelfHead } from "./shelf_head.js";
import { mountShelfRow } from "./shelf_row.js";
import { scaleOf } from "./sparkline.js";

/** @import { Pinned, Shelf } from "../../state/shelf.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Instrument } from "./instruments.js" */

/** Sentences about what cannot be read: more of them would be read by nobody. */
const MOST_PROBLEMS = 10;

/** @type {Instrument} */
export const shelfInstrument = {
  id: "shelf",
  name: "Shelf",
  mount(panel, options, dispatch) {
    const root = element("div", { class: "shelf" });
    panel.append(root);
    /** @type {readonly Pinned[]} */
    let shown = [];
    const csv = element("button", { type: "button", class: "quiet" }, "Download CSV");
    csv.addEventListener("click", () => download("shelf.csv", new Blob([shelfAsCsv(shown)], { type: "text/csv" })));
    const markdown = mountCopy({ name: "Copy as Markdown", title: "The table as it is here, for notes" }, () =>
      shelfAsMarkdown(shown),
    );
    const latex = mountCopy({ name: "Copy as LaTeX table", title: "The table as it is here, for a paper" }, () =>
      shelfAsLatex(shown),
    );
    options.append(csv, markdown.button, latex.button);
    const { render: renderTable, focusRow } = mountTable(root, dispatch);
    root.append(markdown.byHand, latex.byHand);
    const renderNotes = mountNotes(root, dispatch, focusRow);
    return (state) => {
      const { shelf } = state;
      shown = inOrderOf(shelf.pinned, shelf.sort);
      for (const control of [csv, markdown.button, latex.button]) control.disabled = shown.length === 0;
      renderTable(state, shown);
      renderNotes(shelf);
    };
  },
};

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {{render: (state: State, shown: readonly Pinned[]) => void, focusRow: (id: number) => void}}
 */
function mountTable(root, dispatch) {
  const head = element("tr");
  const body = element("tbody");
  const caption = element(
    "caption",
    { class: "hidden" },
    "Pinned runs: the settings in which they differ, and their numbers",
  );
  const scroll = element(
    "div",
    { class: "shelf-scroll" },
    element("table", {}, caption, element("thead", {}, head), body),
  );
  const empty = element(
    "p",
    { class: "shelf-empty" },
    "Nothing is pinned yet. The pin at the head of a run, or the key S, keeps it here as it stands.",
  );
  root.append(empty, scroll);
  /** @type {Map<number, ReturnType<typeof mountShelfRow>>} */
  const rows = new Map();
  const renderHead = mountShelfHead(head, dispatch);
  const contextOf = memo((/** @type {Pinned[]} */ pinned, /** @type {Pinned | undefined} */ baseline) => ({
    fields: differing(pinned),
    scale: scaleOf(pinned),
    baseline,
  }));
  const focusRow = (/** @type {number} */ id) => rows.get(id)?.row.querySelector("input")?.focus();
  const place = (/** @type {HTMLTableRowElement} */ row, /** @type {number} */ index) => {
    if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
  };
  const render = (/** @type {State} */ state, /** @type {readonly Pinned[]} */ shown) => {
    const { shelf } = state;
    const { pinned } = shelf;
    setHidden(scroll, pinned.length === 0);
    setHidden(empty, pinned.length > 0);
    const context = contextOf(pinned, baselineOf(shelf));
    renderHead(context.fields, shelf.sort);
    const ids = new Set(pinned.map(({ id }) => id));
    for (const [id, { row }] of rows) {
      if (ids.has(id)) continue;
      row.remove();
      rows.delete(id);
    }
    keepFocus(body, () =>
      shown.forEach((run, index) => {
        const view = rows.get(run.id) ?? mountShelfRow(run.id, dispatch);
        rows.set(run.id, view);
        place(view.row, index);
        view.render(run, context, state);
      }),
    );
  };
  return { render, focusRow };
}

/**
 * What can be undone, and what is wrong with the storage.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @param {(id: number) => void} focusRow
 * @returns {(shelf: Shelf) => void}
 */
function mountNotes(root, dispatch, focusRow) {
  const hint = element(
    "p",
    { class: "hint" },
    "Small figures: larger (+) or smaller (−) than the baseline's. The head of a column sorts by it. Load: the run begins anew and replays the pinned one; Play stops at its step.",
  );
  const undo = button("Undo", () => dispatch({ type: "shelf", change: { type: "undo" } }));
  const trouble = element("p", { class: "shelf-note alarm" });
  const unread = element("div", { class: "shelf-note alarm" });
  root.append(trouble, unread, element("div", { class: "shelf-foot" }, hint, undo));
  const renderRemoved = memo((/** @type {Shelf["removed"]} */ removed, /** @type {Shelf["removed"]} */ before) => {
    const last = removed.at(-1);
    const undone = before.at(-1);
    // Neither the button that removed a run nor an Undo that has nothing left to do keeps the focus.
    if (!last && undone && document.activeElement === undo) focusRow(undone.id);
    setHidden(undo, !last);
    if (last) undo.setAttribute("aria-label", `Undo: “${last.name}” comes back`);
    if (removed.length > before.length && document.activeElement === document.body) undo.focus({ preventScroll: true });
  });
  const renderTrouble = memo((/** @type {string} */ text) => {
    setHidden(trouble, text === "");
    trouble.textContent = text;
  });
  const renderUnread = memo((/** @type {Shelf["unread"]} */ list) => {
    setHidden(unread, list.length === 0);
    passFocus(
      () =>
        unread.replaceChildren(
          element(
            "div",
            {},
            "A part of the shelf could not be read. It is left out here, and kept in the storage as it is.",
            element("ul", {}, ...problemsOf(list).map((problem) => element("li", {}, problem))),
          ),
          button("Delete what cannot be read", () => dispatch({ type: "shelf", change: { type: "forget-unread" } })),
        ),
      () => root.parentElement,
    );
  });
  /** @type {Shelf["removed"]} */
  let before = [];
  return (shelf) => {
    setHidden(hint, shelf.pinned.length === 0);
    renderTrouble(shelf.trouble);
    renderUnread(shelf.unread);
    renderRemoved(shelf.removed, before);
    before = shelf.removed;
  };
}

/** @param {Shelf["unread"]} list */
function problemsOf(list) {
  const told = list.slice(0, MOST_PROBLEMS).map(({ problem }) => problem);
  return list.length > told.length ? [...told, `and ${formatCount(list.length - told.length)} more.`] : told;
}

/**
 * @param {string} name
 * @param {() => void} act
 */
function button(name, act) {
  const control = element("button", { type: "button", class: "outlined" }, name);
  control.addEventListener("click", act);
  return control;
}
