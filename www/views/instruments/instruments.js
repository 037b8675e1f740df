/** The instruments below the lanes: a list of tabs, and the panel of the one chosen. */

import { element, part, setAttribute, setHidden, setText } from "../kit/dom.js";

/** @import { Tab } from "../../base/tabs.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/**
 * @typedef {object} Instrument
 * @property {Tab} id
 * @property {string} name of its tab
 * @property {(panel: HTMLElement, options: HTMLElement, dispatch: (action: Action) => void) => (state: State, palette: Palette) => void} mount
 */

/**
 * @param {HTMLElement} root
 * @param {readonly Instrument[]} instruments
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, palette: Palette) => void}
 */
export function mountInstruments(root, instruments, dispatch) {
  const tabs = part(root, "tabs", HTMLElement);
  const status = part(root, "status", HTMLElement);
  const views = instruments.map((instrument) => mountInstrument(root, instrument, dispatch));
  tabs.addEventListener("keydown", (event) => moveFocus(tabs, event));
  return (state, palette) => {
    setText(status, state.status);
    for (const { id, tab, panel, options, render } of views) {
      const chosen = id === state.tab;
      setAttribute(tab, "aria-selected", chosen);
      setAttribute(tab, "tabindex", chosen ? 0 : -1);
      setHidden(panel, !chosen);
      setHidden(options, !chosen);
      if (chosen) render(state, palette);
    }
  };
}

/**
 * @param {HTMLElement} root
 * @param {Instrument} instrument
 * @param {(action: Action) => void} dispatch
 */
function mountInstrument(root, { id, name, mount }, dispatch) {
  const tab = element("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}` }, name);
  const panel = element("div", {
    role: "tabpanel",
    id: `panel-${id}`,
    "aria-labelledby": `tab-${id}`,
    class: "panel-body",
  });
  const options = element("div", { class: "options" });
  tab.addEventListener("click", () => dispatch({ type: "view", view: { tab: id } }));
  part(root, "tabs", HTMLElement).append(tab);
  part(root, "panels", HTMLElement).append(panel);
  part(root, "options", HTMLElement).append(options);
  return { id, tab, panel, options, render: mount(panel, options, dispatch) };
}

/**
 * Arrow keys go from tab to tab, as in every list of tabs.
 * @param {HTMLElement} tabs
 * @param {KeyboardEvent} event
 */
function moveFocus(tabs, event) {
  const all = /** @type {HTMLElement[]} */ ([...tabs.children]);
  const at = all.findIndex((tab) => tab === document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = all.at(to % all.length);
  tab?.focus();
  tab?.click();
}
