/** The menu of what can be taken away: curves, runs, what is printed, what who teaches needs, and the page itself. */

import { curvesAsCsv, runsAsJson } from "../../files/export.js";
import { download, part } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */

/**
 * @param {ParentNode} root
 * @param {() => State} state
 * @param {() => string} link
 * @param {Record<"worksheet" | "teach" | "notes" | "page", () => void>} others
 */
export function mountExport(root, state, link, others) {
  const menu = part(root, "export-menu", HTMLElement);
  /** @param {string} name @param {() => void} act */
  const item = (name, act) =>
    part(root, name, HTMLButtonElement).addEventListener("click", () => {
      menu.hidePopover();
      act();
    });
  item("export-curves", () => download("curves.csv", new Blob([curvesAsCsv(state().lanes)], { type: "text/csv" })));
  item("export-runs", () =>
    download("runs.json", new Blob([runsAsJson(state().lanes, link())], { type: "application/json" })),
  );
  item("export-paper", () => print());
  for (const [name, act] of Object.entries(others)) item(`export-${name}`, act);
}
