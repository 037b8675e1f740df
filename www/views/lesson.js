/** The rail beside the lanes: what this page shows, the objective with live numbers, and set-ups to try. */

import { formatCount, formatNumber, formatSetting } from "../format.js";
import { PRESETS, isPreset, presetOf } from "../presets.js";
import { element, memo, part, setAttribute, setText } from "./dom.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Action, State } from "../state.js" */

/** @type {readonly [string, (lane: Lane) => string][]} */
const TERMS = Object.freeze([
  ["data", ({ picture }) => formatNumber(picture?.snapshot.evaluation.train)],
  ["λ", ({ config }) => formatSetting(config.lambda)],
  ["‖θ‖²", ({ picture }) => formatNumber(picture?.snapshot.evaluation.thetaSquared)],
  ["penalty", ({ picture }) => formatNumber(picture?.snapshot.evaluation.penalty)],
]);

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountLesson(root, dispatch) {
  const summary = part(root, "summary", HTMLElement);
  const renderFormula = mountFormula(root, dispatch);
  const renderPresets = mountPresets(root, dispatch);
  unfoldWhereThereIsRoom(part(root, "rail-more", HTMLDetailsElement));
  return (state) => {
    setText(summary, summaryOf(state.lanes));
    renderFormula(state);
    renderPresets(state.preset, stands(state));
  };
}

/**
 * What is on the page, in sentences that stay true when the settings change.
 * @param {Lane[]} lanes
 */
function summaryOf(lanes) {
  const [a, b] = lanes.map(({ config }) => config.hiddenUnits);
  const m = lanes[0].config.trainingImages;
  const images = m === 1 ? "the same image" : `the same ${formatCount(m)} images`;
  const units = a === b
    ? `Both draw each image again from ${formatCount(a)} hidden ${a === 1 ? "unit" : "units"}.`
    : `A draws each image again from ${formatCount(a)} hidden ${a === 1 ? "unit" : "units"}, B from ${formatCount(b)}.`;
  return `Two autoencoders train side by side on ${images}. ${units} Press Play and compare: solid is the error on those images, dashed on images never trained on.`;
}

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
function mountFormula(root, dispatch) {
  const terms = part(root, "terms", HTMLElement);
  const squared = part(root, "squared-error", Element);
  const entropy = part(root, "cross-entropy", Element);
  const pick = element("div", { class: "pick-lane", role: "group", "aria-label": "Run whose values are shown" });
  const values = TERMS.map(([name]) => {
    const value = element("b", {}, "–");
    terms.append(element("span", {}, name, value));
    return value;
  });
  terms.append(pick);
  return ({ lanes, lanePointedAt }) => {
    const lane = lanes[lanePointedAt];
    TERMS.forEach(([, format], index) => setText(values[index], format(lane)));
    terms.dataset.lane = lane.name;
    const entropic = lane.config.loss === "cross-entropy";
    squared.toggleAttribute("hidden", entropic);
    entropy.toggleAttribute("hidden", !entropic);
    renderPick(pick, lanes, lanePointedAt, dispatch);
  };
}

/**
 * @param {HTMLElement} pick
 * @param {Lane[]} lanes
 * @param {number} chosen
 * @param {(action: Action) => void} dispatch
 */
function renderPick(pick, lanes, chosen, dispatch) {
  lanes.forEach(({ name }, index) => {
    let button = pick.children[index];
    if (!button) {
      button = element("button", { type: "button", "data-lane": name, "aria-label": `Values of run ${name}` }, name);
      button.addEventListener("click", () => dispatch({ type: "view", view: { lanePointedAt: index } }));
      pick.append(button);
    }
    setAttribute(button, "aria-pressed", index === chosen);
  });
}

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(preset: number, stands: boolean) => void}
 */
function mountPresets(root, dispatch) {
  const list = part(root, "presets", HTMLElement);
  const look = part(root, "look", HTMLElement);
  const limits = part(root, "limits", HTMLElement);
  const buttons = PRESETS.map(({ id, name, detail }) => {
    const button = element(
      "button", { type: "button" },
      element("span", { class: "number" }, String(id)), element("span", { class: "name" }, name), element("span", { class: "detail" }, detail),
    );
    button.addEventListener("click", () => dispatch({ type: "preset", preset: id }));
    list.append(element("li", {}, button));
    return button;
  });
  return memo((preset, standing) => {
    buttons.forEach((button, index) => setAttribute(button, "aria-pressed", standing && PRESETS[index].id === preset));
    setText(look, presetOf(preset).look);
    setText(limits, `How far it holds: ${presetOf(preset).limits}`);
  });
}

/**
 * Whether the lanes are still set as the chosen preset had them.
 * @param {State} state
 */
function stands({ lanes, preset }) {
  return presetOf(preset).lanes.every((id, index) => isPreset(lanes[index].config, id));
}

/**
 * Open where there is room for it beside the lanes; folded to one line where it would push them off the screen.
 * @param {HTMLDetailsElement} details
 */
function unfoldWhereThereIsRoom(details) {
  const roomy = matchMedia("(min-width: 1200px)");
  const follow = () => {
    details.open = roomy.matches;
  };
  roomy.addEventListener("change", follow);
  follow();
}
