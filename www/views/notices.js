/** What concerns the whole page: data on their way, and what went wrong, with a way out. */

import { formatBytes } from "../format.js";
import { element, memo } from "./dom.js";

/** @import { Loading, Problem, State } from "../state.js" */

/**
 * @param {HTMLElement} root
 * @param {(what: Problem["retry"]) => void} retry
 * @returns {(state: State) => void}
 */
export function mountNotices(root, retry) {
  const problems = element("div", { role: "alert" });
  const loads = element("div", { class: "loads" });
  root.append(loads, problems);
  const renderProblems = memo((/** @type {Problem[]} */ list) => problems.replaceChildren(...list.map((problem) => problemRow(problem, retry))));
  const renderLoads = mountLoads(loads);
  return (state) => {
    renderProblems(state.problems);
    renderLoads(state.loading);
  };
}

/**
 * @param {Problem} problem
 * @param {(what: Problem["retry"]) => void} retry
 */
function problemRow({ message, retry: what }, retry) {
  const button = element("button", { type: "button", class: "outlined" }, what === "page" ? "Reload the page" : "Retry");
  button.addEventListener("click", () => retry(what));
  return element("p", { class: "problem" }, element("span", {}, message), button);
}

/**
 * A bar for each data set on its way; the style sheet holds it back for half a second.
 * @param {HTMLElement} root
 * @returns {(loading: Loading[]) => void}
 */
function mountLoads(root) {
  /** @type {Map<string, HTMLProgressElement>} */
  const bars = new Map();
  return memo((loading) => {
    for (const [kind, bar] of bars) {
      if (loading.some((one) => one.kind === kind)) continue;
      bar.remove();
      bars.delete(kind);
    }
    for (const { kind, name, loaded, total } of loading) {
      const bar = bars.get(kind) ?? element("progress", { "aria-label": `Loading ${name}` });
      if (!bars.has(kind)) root.append(bar);
      bars.set(kind, bar);
      bar.max = total;
      bar.value = loaded;
      bar.title = `Loading ${name}: ${formatBytes(loaded)} of ${formatBytes(total)}`;
    }
  });
}
