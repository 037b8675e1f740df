/** The numbers of a picture as a table, for those who cannot see it. */

import { element, setText } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {string} caption
 * @param {readonly string[]} columns the first names the rows
 * @returns {(rows: readonly (readonly string[])[]) => void}
 */
export function mountHiddenTable(root, caption, columns) {
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
  root.append(
    element(
      "div",
      { class: "hidden" },
      element("table", {}, element("caption", {}, caption), element("thead", {}, head), body),
    ),
  );
  return (rows) => {
    while (body.children.length > rows.length) body.lastElementChild?.remove();
    rows.forEach((texts, index) => {
      if (!body.children[index])
        body.append(
          element(
            "tr",
            {},
            ...columns.map((_, column) => (column === 0 ? element("th", { scope: "row" }) : element("td"))),
          ),
        );
      texts.forEach((text, column) => setText(body.children[index].children[column], text));
    });
  };
}
