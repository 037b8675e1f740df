/** Which parts of the page a projector shows: a switch for each, kept by the browser. */

import { element, part } from "../kit/dom.js";

/** @import { OwnStorage } from "../../storage/browser_storage.js" */

/** By what the style sheet calls them. */
const PARTS = Object.freeze({
  text: "Title and sentence",
  formula: "Formula",
  settings: "Settings",
  pictures: "Pictures",
  numbers: "Numbers, of one or two runs",
  verdict: "Verdict",
  chart: "Chart and instruments",
});

/** What the storage has the names of those under that are switched off. */
const WITHOUT = "projector-without";

/**
 * @param {Document} page
 * @param {OwnStorage} storage
 */
export function mountParts(page, storage) {
  const root = part(page, "parts-list", HTMLElement);
  const without = kept(storage);
  const show = () => (page.documentElement.dataset.without = [...without].join(" "));
  for (const [id, name] of Object.entries(PARTS)) {
    const field = element("input", { type: "checkbox", role: "switch", autocomplete: "off" });
    field.checked = !without.has(id);
    field.addEventListener("change", () => {
      if (field.checked) without.delete(id);
      else without.add(id);
      show();
      keep(storage, without);
    });
    root.append(element("label", {}, field, name));
  }
  show();
}

/** @param {OwnStorage} storage */
function kept(storage) {
  try {
    return new Set((storage.get(WITHOUT) ?? "").split(" ").filter((id) => Object.hasOwn(PARTS, id)));
  } catch {
    // Storage is forbidden: all are shown.
    return new Set();
  }
}

/** @param {OwnStorage} storage @param {Set<string>} without */
function keep(storage, without) {
  try {
    storage.set(WITHOUT, [...without].join(" "));
  } catch {
    // It lasts until the page is closed.
  }
}
