/** The menu of what can be taken away: curves, runs, what is printed, what who teaches needs, and the page itself. */

import { curvesAsCsv, runsAsJson } from "../../files/export.js";
import { laneNamed } from "../../lanes/lineup.js";
import { canBePinned } from "../../state/shelving.js";
import { isRecordable, whyNoFilm } from "../instruments/film_button.js";
import { download, part, setAttribute, setHidden } from "../kit/dom.js";
import { mountRunChoice } from "../kit/lane_choice.js";

/** @import { Store } from "../../state/store.js" */

/** What is of one run, and comes from its worker. */
const OF_ONE_RUN = /** @type {const} */ (["weights", "program", "notebook"]);

/**
 * @param {ParentNode} root
 * @param {Store} store
 * @param {() => string} link
 * @param {Record<"worksheet" | "teach" | "notes" | "page" | "embed" | "film" | "strip" | "chart-svg" | "chart-png" | "card", (run: string) => void>} others what is done, for the run that is chosen
 */
export function mountExport(root, { state, dispatch }, link, others) {
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
  setHidden(film, !isRecordable);
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    const why = whyNoFilm(state());
    chooseRun(state().lanes[state().lanePointedAt]?.name ?? "");
    for (const entry of [film, part(root, "export-strip", HTMLButtonElement)]) {
      entry.disabled = why !== "";
      setAttribute(entry, "title", why);
    }
  });
  let run = "";
  const showRun = mountRunChoice(
    part(root, "export-run", HTMLElement),
    { group: "exported", label: "Run taken away" },
    (name) => chooseRun(name),
  );
  /** @param {string} name */
  const chooseRun = (name) => {
    const { lanes } = state();
    const lane = laneNamed(lanes, name);
    run = lane.name;
    showRun(lanes, run);
    for (const kind of OF_ONE_RUN) {
      const entry = part(root, `export-${kind}`, HTMLButtonElement);
      entry.disabled = !canBePinned(lane);
      setAttribute(entry, "title", entry.disabled ? `Run ${run} is not there yet` : "");
    }
  };
  for (const type of OF_ONE_RUN) item(`export-${type}`, () => dispatch({ type: "ask", name: run, purpose: { type } }));
  item("export-paper", () => print());
  for (const [name, act] of Object.entries(others)) item(`export-${name}`, () => act(run));
}
