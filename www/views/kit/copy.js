/** A button that puts a text onto the clipboard, or shows it where the clipboard is forbidden. */

import { isCopied, sayCopied } from "./clipboard.js";
import { element } from "./dom.js";

/**
 * @param {{name: string, title: string, kind?: string}} words of the button; `kind`: how it looks
 * @param {() => string} textOf what is copied
 * @returns {{button: HTMLButtonElement, byHand: HTMLLabelElement}} `byHand` is hidden until it is needed
 */
export function mountCopy({ name, title, kind = "quiet" }, textOf) {
  const text = element("textarea", { rows: "6", readonly: "" });
  const told = `The browser forbids the clipboard. Copy the ${name.replace(/^Copy (?:as )?/u, "")} from here:`;
  const byHand = element("label", { class: "by-hand", hidden: "" }, told, text);
  const button = element("button", { type: "button", class: kind, title }, name);
  button.addEventListener("click", async () => {
    text.value = textOf();
    byHand.hidden = await isCopied(text.value);
    if (byHand.hidden) sayCopied(button);
    else text.select();
  });
  return { button, byHand };
}
