/** Says that the browser has not let a window be opened, and gives its link. */

import { element } from "../kit/dom.js";
import { dialogOf } from "./dialog.js";

/**
 * @param {string} href
 * @param {string} target the window's name
 */
export function sayBlocked(href, target) {
  const link = element("a", { class: "outlined", href, target, autofocus: "" }, "Open speaker notes");
  const dialog = dialogOf(
    "Speaker notes",
    element("p", { class: "hint" }, "The browser has kept their window from opening. This link opens it:"),
    element("p", { class: "worksheet-buttons" }, link),
  );
  link.addEventListener("click", () => dialog.close());
  dialog.showModal();
}
