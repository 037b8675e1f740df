/** What the dialogs of the Export menu have in common. */

import { isCopied, sayCopied } from "../kit/clipboard.js";
import { element, setHidden, setText } from "../kit/dom.js";

let count = 0;

/**
 * A dialog with its title and a button that closes it; it is gone when it is closed.
 * @param {string} title
 * @param {...HTMLElement} content
 */
export function dialogOf(title, ...content) {
  const id = `dialog-title-${(count += 1)}`;
  const close = element("button", { type: "button", class: "quiet" }, "Close");
  const dialog = element(
    "dialog",
    { class: "keys", "aria-labelledby": id },
    element("div", { class: "keys-head" }, element("h2", { id }, title), close),
    ...content,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

/**
 * A text that can be copied: by its button, or where the browser forbids that, by hand.
 * @param {string} name
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
export function copied(name, field) {
  const word = element("span", {}, "Copy");
  const button = element(
    "button",
    { type: "button", class: "outlined" },
    word,
    element("span", { class: "hidden" }, ` ${name}`),
  );
  const note = element("p", { class: "hint", role: "status" });
  button.addEventListener("click", async () => {
    if (await isCopied(field.value)) {
      sayCopied(word);
      return;
    }
    field.select();
    setHidden(note, false);
    setText(note, "The browser forbids the clipboard: what is marked can be copied by hand.");
  });
  field.setAttribute("aria-label", name);
  return {
    root: element(
      "div",
      { class: "teach-link" },
      element("span", { "aria-hidden": "true" }, name),
      field,
      button,
      note,
    ),
    /** @param {string} text @param {string} problem why there is none */
    show(text, problem) {
      field.value = text;
      button.disabled = text === "";
      setText(note, problem);
      setHidden(note, problem === "");
    },
  };
}
