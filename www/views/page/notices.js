/** What concerns the whole page: data on their way, and what went wrong, with a way out. */

import { formatBytes } from "../../base/format.js";
import { element, memo, part, passFocus } from "../kit/dom.js";

/** @import { Action, Loading, Problem, State } from "../../state/state.js" */

/**
 * @param {ParentNode} page
 * @param {(what: Problem["retry"]) => void} retry
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountNotices(page, retry, dispatch) {
  const problems = element("div", { role: "alert" });
  const link = element("div", { role: "alert" });
  part(page, "notices", HTMLElement).append(problems, link);
  const play = part(page, "play", HTMLButtonElement);
  const show = (/** @type {HTMLElement} */ root, /** @type {HTMLElement[]} */ rows) =>
    passFocus(
      () => root.replaceChildren(...rows),
      () => play,
    );
  const renderProblems = memo((/** @type {Problem[]} */ list) =>
    show(
      problems,
      list.map((problem) => problemRow(problem, retry)),
    ),
  );
  const renderLoads = mountLoads(part(page, "loads", HTMLElement));
  const renderLink = memo((/** @type {string[]} */ list) =>
    show(link, list.length > 0 ? [linkRow(list, dispatch)] : []),
  );
  const undo = part(page, "undo", HTMLElement);
  const renderUndo = memo((/** @type {string} */ offer) => show(undo, offer ? [undoRow(offer, dispatch)] : []));
  return (state) => {
    renderUndo(state.offer);
    renderProblems(state.problems);
    renderLink(state.linkProblems);
    renderLoads(state.loading);
  };
}

/**
 * @param {Problem} problem
 * @param {(what: Problem["retry"]) => void} retry
 */
function problemRow({ message, retry: what }, retry) {
  const button = element(
    "button",
    { type: "button", class: "outlined" },
    what === "page" ? "Reload the page" : what === "own" ? "Hand it in" : "Retry",
  );
  button.addEventListener("click", () => retry(what));
  return element("p", { class: "problem" }, element("span", {}, message), button);
}

/**
 * What the link says that could not be followed; all else of it is on the page.
 * @param {string[]} problems
 * @param {(action: Action) => void} dispatch
 */
function linkRow(problems, dispatch) {
  const close = element("button", { type: "button", class: "outlined" }, "Close");
  close.addEventListener("click", () => dispatch({ type: "dismiss-link-problems" }));
  const list = element("ul", {}, ...problems.map((problem) => element("li", {}, problem)));
  // Many sentences scroll, by keyboard, too: the button beside them stays in sight.
  /** @type {Record<string, string>} */
  const reach = problems.length > 2 ? { tabindex: "0", role: "group", "aria-label": "What could not be followed" } : {};
  return element(
    "div",
    { class: "problem" },
    element("div", reach, "A part of this link could not be followed; all else of it stands here.", list),
    close,
  );
}

/**
 * What the last act took away, and the way back.
 * @param {string} offer
 * @param {(action: Action) => void} dispatch
 */
function undoRow(offer, dispatch) {
  const undo = element("button", { type: "button", class: "outlined", title: "Undo (Ctrl+Z)" }, "Undo");
  undo.addEventListener("click", () => dispatch({ type: "undo" }));
  const close = element("button", { type: "button", class: "quiet" }, "Close");
  close.addEventListener("click", () => dispatch({ type: "dismiss-undo" }));
  return element("div", { class: "undo-row" }, element("span", {}, offer), undo, close);
}

/**
 * A bar for what is on its way of each data set; the style sheet holds it back for half a second.
 * @param {HTMLElement} root
 * @returns {(loading: Loading[]) => void}
 */
function mountLoads(root) {
  /** @type {Map<string, HTMLProgressElement>} */
  const bars = new Map();
  return memo((loading) => {
    for (const [source, bar] of bars) {
      if (loading.some((one) => one.source === source)) continue;
      bar.remove();
      bars.delete(source);
    }
    for (const { source, name, loaded, total } of loading) {
      const bar = bars.get(source) ?? element("progress", { "aria-label": `Loading ${name}` });
      if (!bars.has(source)) root.append(bar);
      bars.set(source, bar);
      bar.max = total;
      bar.value = loaded;
      bar.title = `Loading ${name}: ${formatBytes(loaded)} of ${formatBytes(total)}`;
    }
  });
}
