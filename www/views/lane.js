/** One lane: its head, controls, drawing, pictures, readouts and verdict. */

import { DATA_SETS } from "../data.js";
import { formatBytes, formatCount } from "../format.js";
import { spreadOf, verdict } from "../verdict.js";
import { mountControls } from "./controls.js";
import { element, memo, part, setAttribute, setText } from "./dom.js";
import { mountMore } from "./more.js";
import { mountNetwork } from "./network.js";
import { mountReadouts } from "./readouts.js";
import { mountReconstructions } from "./reconstructions.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Action, Loading, State } from "../state.js" */
/** @import { Palette } from "./palette.js" */

/**
 * @param {HTMLTemplateElement} template
 * @param {HTMLElement} root where lanes stand
 * @param {number} index
 * @param {string} name
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountLane(template, root, index, name, dispatch) {
  root.append(template.content.cloneNode(true));
  const section = /** @type {HTMLElement} */ (root.lastElementChild);
  section.dataset.lane = name;
  section.setAttribute("aria-label", `Run ${name}`);
  setText(part(section, "badge", HTMLElement), name);
  part(section, "restart", HTMLButtonElement).addEventListener("click", () => dispatch({ type: "restart", lane: index }));
  const difference = part(section, "difference", HTMLInputElement);
  difference.addEventListener("change", () => dispatch({ type: "view", view: { difference: difference.checked } }));
  const views = [mountHead(section), mountControls(section, index, dispatch), mountNetwork(section), mountReadouts(section), mountProblem(section, index, dispatch)];
  const renderVerdict = mountVerdict(section);
  const renderMore = mountMore(section, index, dispatch);
  const renderPictures = mountReconstructions(section);
  return (state, palette) => {
    const lane = state.lanes[index];
    for (const view of views) view(lane);
    renderVerdict(lane, state.loading);
    renderMore(lane, state.hyperparameters);
    renderPictures(lane, state.difference, palette);
    difference.checked = state.difference;
    section.classList.toggle("pointed-at", index === state.lanePointedAt);
    setAttribute(section, "aria-busy", lane.status === "creating");
  };
}

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane) => void}
 */
function mountHead(section) {
  const title = part(section, "title", HTMLElement);
  const subtitle = part(section, "subtitle", HTMLElement);
  /** Narrow lanes leave out the words that are not needed. @param {string} text */
  const long = (text) => element("span", { class: "long" }, text);
  const describe = memo((/** @type {string} */ k, /** @type {string} */ units, /** @type {string} */ n) => {
    subtitle.replaceChildren(`${k} `, long("hidden "), units, long(` for ${n} pixels`));
  });
  return ({ config }) => {
    const k = config.hiddenUnits;
    const n = DATA_SETS[config.data].side ** 2;
    setText(title, k < n ? "Undercomplete" : "Overcomplete");
    describe(formatCount(k), k === 1 ? "unit" : "units", formatCount(n));
  };
}

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane, loading: Loading[]) => void}
 */
function mountVerdict(section) {
  const root = part(section, "verdict", HTMLElement);
  const lead = element("b");
  const text = element("span");
  root.append(lead, " ", text);
  return memo((lane, loading) => {
    const { firm, begin, sentence } = sentenceFor(lane, loading);
    root.hidden = lane.problem !== "" && lane.status !== "ready";
    setText(lead, begin);
    setText(text, sentence);
    root.classList.toggle("firm", firm);
  });
}

/**
 * @param {Lane} lane
 * @param {Loading[]} loading
 */
function sentenceFor({ name, config, status, note, picture }, loading) {
  const awaited = loading.find(({ kind }) => status === "creating" && kind === DATA_SETS[config.data].kind);
  if (awaited) return { firm: false, begin: "", sentence: `Loading ${awaited.name}: ${formatBytes(awaited.loaded)} of ${formatBytes(awaited.total)}.` };
  if (!picture || status === "creating") return { firm: false, begin: "", sentence: note || `Run ${name} is being set up.` };
  const { snapshot, curve, tiles, inputs, reconstructions } = picture;
  if (snapshot.step === 0) return { firm: false, begin: "", sentence: note || `${name} is not trained yet: these are its first weights at work.` };
  const { firm, text } = verdict({ name, config, snapshot, curve, spread: spreadOf(tiles, inputs, reconstructions) });
  return { firm, begin: firm ? "In this run" : "So far", sentence: text };
}

/**
 * What went wrong in this lane, and what can be done about it.
 * @param {HTMLElement} section
 * @param {number} index
 * @param {(action: Action) => void} dispatch
 * @returns {(lane: Lane) => void}
 */
function mountProblem(section, index, dispatch) {
  const root = part(section, "problem", HTMLElement);
  const render = memo((/** @type {string} */ problem, /** @type {Lane["status"]} */ status, /** @type {boolean} */ hasAccepted) => {
    root.hidden = problem === "";
    root.replaceChildren(element("span", {}, problem));
    if (problem === "" || status === "ready" || status === "creating" || status === "barred") return;
    const button = element("button", { type: "button", class: "outlined" }, remedyName(status, hasAccepted));
    button.addEventListener("click", () => dispatch({ type: "remedy", lane: index }));
    root.append(button);
  });
  return ({ problem, status, accepted }) => render(problem, status, accepted !== undefined);
}

/**
 * @param {Lane["status"]} status
 * @param {boolean} hasAccepted
 */
function remedyName(status, hasAccepted) {
  if (status === "diverged") return "Halve the learning rate and begin again";
  return status === "rejected" && hasAccepted ? "Back to the settings before" : "Restart this run";
}
