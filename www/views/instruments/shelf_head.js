/** The heads of the shelf's columns: most are buttons that sort by theirs. */

import { SETTING_NAMES } from "../../settings/settings.js";
import { NUMBERS } from "../../state/shelf.js";
import { HEADS } from "../../state/shelf_table.js";
import { element, keepFocus, memo, setAttribute } from "../kit/dom.js";

/** @import { Field } from "../../state/comparison.js" */
/** @import { Sort, SortKey } from "../../state/shelf.js" */
/** @import { Action } from "../../state/state.js" */

/** The columns behind those of the settings. @type {readonly (readonly [string, SortKey?])[]} */
const FIGURES = Object.freeze([
  ["step", "step"],
  ...NUMBERS.map((name) => /** @type {const} */ ([HEADS[name], name])),
  ["receipt"],
  ["baseline"],
  ["on chart"],
  ["load into"],
]);

/** What a column is called, by what it sorts. @param {SortKey} by */
export function headOf(by) {
  return FIGURES.find((figure) => figure[1] === by)?.[0] ?? "";
}

/**
 * @param {HTMLTableRowElement} row
 * @param {(action: Action) => void} dispatch
 * @returns {(fields: readonly Field[], sort: Sort | null) => void}
 */
export function mountShelfHead(row, dispatch) {
  /** @type {Map<string, HTMLTableCellElement>} by name: a head that stays keeps the focus */
  const heads = new Map();
  const keptHead =
    (/** @type {string} */ kind) =>
    (/** @type {readonly [string, SortKey?]} */ [name, by]) => {
      const head =
        heads.get(name) ?? column(name, kind, by && (() => dispatch({ type: "shelf", change: { type: "sort", by } })));
      if (by) head.dataset.by = by;
      heads.set(name, head);
      return head;
    };
  const arrange = memo((/** @type {string} */ names) => {
    const settings = /** @type {Field[]} */ (JSON.parse(names)).map(
      (field) => /** @type {const} */ ([SETTING_NAMES[field], field]),
    );
    const words = /** @type {const} */ ([["run", "name"], ["curve"], ...settings]);
    keepFocus(row, () =>
      row.replaceChildren(...words.map(keptHead("words")), ...FIGURES.map(keptHead("figures")), element("td")),
    );
  });
  return (fields, sort) => {
    arrange(JSON.stringify(fields));
    for (const head of heads.values()) {
      if (sort && head.dataset.by === sort.by)
        setAttribute(head, "aria-sort", sort.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
}

/**
 * The head of a column: a second word stands below the first.
 * @param {string} name
 * @param {string} kind
 * @param {(() => void) | undefined} sort
 */
function column(name, kind, sort) {
  const text = name.replace(" ", "\n");
  if (!sort) return element("th", { scope: "col", class: kind }, text);
  const button = element("button", { type: "button", class: "sorts" }, text);
  button.addEventListener("click", sort);
  return element("th", { scope: "col", class: kind }, button);
}
