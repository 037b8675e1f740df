/** What the browser keeps of a person's own data: a list, each with what uses it and what forgets it. */

import { labelOf, ownOf } from "../../images/own.js";
import { formatCount } from "../../base/format.js";
import { element, passFocus, setHidden, setText } from "../kit/dom.js";

/** @import { OwnDataStorage } from "../../storage/own_storage.js" */
/** @import { OwnSet } from "../../state/state.js" */

/**
 * @param {OwnDataStorage} storage
 * @param {(text: string) => Promise<void>} use
 */
export function mountKept(storage, use) {
  const list = element("ul", { class: "own-kept" });
  const note = element("p", { class: "hint", role: "status" });
  const section = element("section", { hidden: "" }, element("h3", {}, "Kept on this machine"), list);
  const row = (/** @type {OwnSet} */ { text, picture }) => {
    const own = ownOf(text);
    const label = labelOf({ data: "own", own: text });
    const thumbnail = element("span", { class: "thumbnail", "aria-hidden": "true" });
    thumbnail.style.setProperty("--picture", `url("${picture}")`);
    const words = element("span", {}, `${label} · ${formatCount(own?.count ?? 0)} images`);
    const [take, forget] = ["Use", "Forget"].map((word) =>
      element("button", { type: "button", class: "outlined" }, word, element("span", { class: "hidden" }, ` ${label}`)),
    );
    take.addEventListener("click", () => use(text).catch(say));
    forget.addEventListener("click", () => storage.forget(text).then(() => forgotten(item, label), say));
    const item = element("li", {}, thumbnail, words, take, forget);
    return item;
  };
  const say = (/** @type {unknown} */ error) => setText(note, error instanceof Error ? error.message : String(error));
  /** @param {HTMLElement} item @param {string} label */
  const forgotten = (item, label) => {
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    passFocus(
      () => item.remove(),
      () => neighbour?.querySelector("button") ?? note,
    );
    setHidden(section, list.childElementCount === 0);
    setText(note, `${label} is forgotten.`);
  };
  const show = async () => {
    const kept = await storage.list();
    list.replaceChildren(...kept.map(row));
    setHidden(section, kept.length === 0);
  };
  // Where nothing can be kept there is nothing to list; it is said when somebody wants to keep something.
  show().catch(() => {});
  return [section, note];
}
