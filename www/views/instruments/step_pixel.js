/** One pixel of a step: which it is, and its weights' equations. */

import { element, memo, setAttribute, setHidden, setText } from "../kit/dom.js";
import { placeText } from "./response_map.js";
import { equationOf, textOf } from "./step_equation.js";
import { movedTo } from "./step_numbers.js";

/** @import { Equation } from "./step_equation.js" */
/** @import { Content } from "./step_pictures.js" */

/**
 * @param {(pixel: number) => void} point
 * @returns {{root: HTMLElement, render: (content: Content) => void}}
 */
export function mountPixel(point) {
  const cursor = element("span", {
    class: "step-cursor",
    role: "slider",
    tabindex: "0",
    "aria-label": "Pixel whose weights are told",
    "aria-valuemin": "1",
    "aria-valuemax": "1",
    "aria-valuenow": "1",
  });
  const lines = [element("p"), element("p")];
  const root = element("div", { class: "step-equations" }, cursor, element("div", {}, ...lines));
  /** @type {Content | undefined} */
  let shown;
  cursor.addEventListener("keydown", (event) => {
    const to = shown && movedTo(shown.pixel, event, shown.shape, shown.numbers.x.length);
    if (to === undefined) return;
    event.preventDefault();
    point(to);
  });
  const write = memo(
    (/** @type {Content["numbers"]} */ numbers, /** @type {Content["ahead"]} */ ahead, /** @type {number} */ pixel) => {
      const equations = numbers.parts.map((part) => equationOf(ahead, numbers, part, pixel));
      lines.forEach((line, index) => {
        setHidden(line, !equations[index]);
        if (equations[index]) writeEquation(line, equations[index]);
      });
      return equations.map(textOf).join("; ");
    },
  );
  return {
    root,
    render(content) {
      shown = content;
      const { pixel, shape, numbers, ahead } = content;
      const place = shape.height > 1 ? placeText(pixel, shape.width) : `number ${pixel + 1}`;
      setText(cursor, place);
      setAttribute(cursor, "aria-valuemax", numbers.x.length);
      setAttribute(cursor, "aria-valuenow", pixel + 1);
      setAttribute(cursor, "aria-valuetext", `${place}: ${write(numbers, ahead, pixel)}`);
    },
  };
}

/**
 * An equation whose numbers have all their digits behind those that are shown.
 * @param {HTMLElement} line
 * @param {Equation} equation
 */
function writeEquation(line, equation) {
  line.replaceChildren(
    ...equation.map((piece) =>
      typeof piece === "string"
        ? piece
        : element("data", { "data-is": piece.is, value: String(piece.value) }, piece.text),
    ),
  );
}
