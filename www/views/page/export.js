/** The menu of what can be taken away: curves, runs, what is printed, what who teaches needs, and the page itself. */

import { curvesAsCsv, runsAsJson } from "../../files/export.js";
import { whyNoFilm } from "../instruments/film_button.js";
import { download, part, setAttribute, setHidden } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */

/**
 * @param {ParentNode} root
 * @param {() => State} state
 * @param {() => string} link
 * @param {Record<"worksheet" | "teach" | "notes" | "page" | "film" | "strip", () => void>} others
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
  const film = part(root, "export-film", HTMLButtonElement);
  // Where the browser records no canvas there is the strip.
  setHidden(film, !("MediaRecorder" in globalThis && "captureStream" in HTMLCanvasElement.prototype));
  menu.addEventListener("beforetoggle", () => {
    const why = whyNoFilm(state());
    for (const entry of [film, part(root, "export-strip", HTMLButtonElement)]) {
      entry.disabled = why !== "";
      setAttribute(entry, "title", why);
    }
  });
  item("export-paper", () => print());
  for (const [name, act] of Object.entries(others)) item(`export-${name}`, act);
}
