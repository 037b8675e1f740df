/** What the browser keeps of a person's own data: a list, each with what uses it and what forgets it. */

import { labelOf, ownOf } from "../../images/own.js";
import { formatCount } from "../../base/format.js";
import { element, setHidden, setText } from "../kit/dom.js";

/** @import { OwnDataStorage } from "../../storage/own_storage.js" */
/** @import { OwnSet } from "../../state/state.js" */

/**
 * @param {OwnDataStorage} storage
 * @param {(text: string) => Promise<void>} use
 */
export function mountKept(storage, use) {
  const list = element("ul", { class: "own-kept" });
  const note = element("p", { class: "hint", role: "status" });
  const root = element("section", { hidden: "" }, element("h3", {}, "Kept on this machine"), list, note);
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
    forget.addEventListener("click", () => storage.forget(text).then(show).catch(say));
    return element("li", {}, thumbnail, words, take, forget);
  };
  const say = (/** @type {unknown} */ error) => {
    setText(note, error instanceof Error ? error.message : String(error));
    setHidden(root, false);
  };
  const show = async () => {
    const kept = await storage.list();
    list.replaceChildren(...kept.map(row));
    setHidden(root, kept.length === 0);
  };
  // Where nothing can be kept there is nothing to list; it is said when somebody wants to keep something.
  show().catch(() => {});
  return root;
}
