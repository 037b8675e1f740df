/** Small controls in the bar of an instrument: a switch, and a choice of a few. */

import { element } from "./dom.js";

/**
 * A switch with its label before it.
 * @param {HTMLElement} root
 * @param {string} label as it is seen
 * @param {string} name as it is called
 * @param {(on: boolean) => void} choose
 * @returns {(on: boolean, works?: boolean) => void} shows how it stands, and whether it does anything now
 */
export function mountSwitch(root, label, name, choose) {
  const input = element("input", { type: "checkbox", role: "switch", "aria-label": name });
  input.addEventListener("change", () => choose(input.checked));
  root.append(element("label", { class: "option" }, element("span", { "aria-hidden": "true" }, label), input));
  return (on, works = true) => {
    input.checked = on;
    input.disabled = !works;
  };
}

/**
 * A few choices side by side, of which one holds.
 * @template {string} T
 * @param {HTMLElement} root
 * @param {string} name
 * @param {Readonly<Record<T, string>>} choices by value what is seen
 * @param {(value: T) => void} choose
 * @returns {(value: T) => void} shows which holds
 */
export function mountChoice(root, name, choices, choose) {
  const group = element("div", { class: "choice", role: "radiogroup", "aria-label": name });
  const inputs = /** @type {[T, string][]} */ (Object.entries(choices)).map(([value, label]) => {
    const input = element("input", { type: "radio", name, value });
    input.addEventListener("change", () => choose(value));
    group.append(element("label", {}, input, element("span", {}, label)));
    return input;
  });
  root.append(group);
  return (value) => {
    for (const input of inputs) input.checked = input.value === value;
  };
}
