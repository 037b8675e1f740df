/** What a link takes away: out of sight, out of the way of the keyboard, and out of the list of keys. */

import { isKeyHidden, selectorsOf } from "../../base/parts.js";
import { memo, part, setHidden } from "../kit/dom.js";

/** @import { PartId } from "../../base/parts.js" */
/** @import { State } from "../../state/state.js" */

/**
 * By a style sheet of its own: runs that come later are without it from the beginning.
 * @param {Document} page
 * @returns {(state: State) => void}
 */
export function mountWithheld(page) {
  const sheet = new CSSStyleSheet();
  page.adoptedStyleSheets.push(sheet);
  const list = part(page, "keys-dialog", HTMLElement);
  const render = memo((/** @type {readonly PartId[]} */ hides) => {
    sheet.replaceSync(hides.length > 0 ? `${selectorsOf(hides).join(",\n")} { display: none !important }` : "");
    for (const row of list.querySelectorAll("dl > div")) {
      const keys = [...row.querySelectorAll("kbd")].map(({ textContent }) => textContent.toLowerCase());
      if (row instanceof HTMLElement)
        setHidden(
          row,
          keys.every((key) => isKeyHidden(hides, key)),
        );
    }
  });
  return ({ hides }) => render(hides);
}
