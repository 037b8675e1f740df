/** The rail beside the lanes: what this page shows, the objective with live numbers, and set-ups to try. */

import { formatCount } from "../format.js";
import { PRESETS, isPreset, presetOf } from "../presets.js";
import { element, memo, part, setAttribute, setText } from "./dom.js";
import { mountFormula } from "./formula.js";

/** @import { Lane } from "../lanes.js" */
/** @import { Action, State } from "../state.js" */

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
  const m = lanes[0].config.trainingImages;
  const images = m === 1 ? "the same image" : `the same ${formatCount(m)} images`;
  const [first, ...others] = lanes.map(({ name, config }) => ({ name, k: config.hiddenUnits }));
  const from = `${formatCount(first.k)} hidden ${first.k === 1 ? "unit" : "units"}`;
  const subject = lanes.length === 2 ? "Both draw" : "All draw";
  const units = others.length > 0 && others.every(({ k }) => k === first.k)
    ? `${subject} each image again from ${from}.`
    : `${[`${first.name} draws each image again from ${from}`, ...others.map(({ name, k }) => `${name} from ${formatCount(k)}`)].join(", ")}.`;
  const runs = ["One autoencoder trains", "Two autoencoders train side by side", "Three autoencoders train side by side", "Four autoencoders train side by side"][lanes.length - 1];
  return `${runs} on ${images}. ${units} Press Play and compare: solid is the error on those images, dashed on images never trained on.`;
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
  return presetOf(preset).lanes.every((id, index) => lanes[index] && isPreset(lanes[index].config, id));
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
