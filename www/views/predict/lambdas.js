/** Drawing a curve over λ, in a small plane of its own; later the runs that were trained stand in it, too. A curve over steps is drawn on the chart. */

import { formatNumber, formatSetting } from "../../base/format.js";
import { element, setAttribute, svg } from "../kit/dom.js";
import { followSize } from "../kit/screen.js";
import { mountHandles } from "./handles.js";
import { shareOf, valueAt } from "./words.js";

/** @import { Question } from "../../lesson/questions.js" */
/** @import { Asked } from "./asked.js" */

/** Values with a line of their own. */
const LINES = Object.freeze([1, 3, 10]);
/** CSS pixels at the edges: for numbers at the left, and half a label at the right. */
const EDGES = Object.freeze({ left: 22, right: 14, top: 6, bottom: 20 });

/**
 * @param {HTMLElement} root
 * @param {Question} question
 * @param {(value: readonly number[]) => void} choose
 * @returns {(asked: Asked) => void}
 */
export function mountLambdas(root, { lambdas, scale }, choose) {
  if (!lambdas || !scale) return () => {};
  const picture = svg("svg", { role: "img" });
  const frame = element("div", { class: "guess-plane" }, picture);
  root.append(frame);
  const handles = mountHandles(frame, (at) => `Held-out error at λ = ${formatSetting(lambdas[at])}`, choose);
  let room = { width: 0, height: 0 };
  /** @type {Asked | undefined} */
  let now;
  const draw = () => {
    const { width, height } = room;
    if (!now || width === 0) return;
    const { said, draft, measured, told, asks } = now;
    const [left, right] = [EDGES.left, width - EDGES.right];
    const [top, bottom] = [EDGES.top, height - EDGES.bottom];
    const xs = lambdas.map((_, at) => left + ((right - left) * at) / (lambdas.length - 1));
    const heightOf = (/** @type {number} */ value) => bottom - shareOf(scale, value) * (bottom - top);
    const values = draft ?? said;
    const drawn = values ? [values.value].flat() : lambdas.map(() => scale.begin);
    const came = told && measured.is === "there" ? (measured.found.curve ?? []) : [];
    const line = (/** @type {readonly number[]} */ curve, /** @type {string} */ look) =>
      svg("polyline", { class: look, points: curve.map((value, at) => `${xs[at]},${heightOf(value)}`).join(" ") });
    picture.replaceChildren(
      ...LINES.flatMap((value) => [
        svg("line", { x1: left, x2: right, y1: heightOf(value), y2: heightOf(value) }),
        svg("text", { x: left - 6, y: heightOf(value), class: "value" }, formatSetting(value)),
      ]),
      ...lambdas.map((lambda, at) =>
        svg("text", { x: xs[at], y: height - 4 }, at === 0 ? "λ = 0" : formatSetting(lambda)),
      ),
      line(drawn, values ? "guess" : "guess faint"),
      ...(came.length > 0 ? [line(came, "came")] : []),
      ...came.map((value, at) => svg("circle", { class: "came", cx: xs[at], cy: heightOf(value), r: 3 })),
    );
    const told5 = (/** @type {readonly number[]} */ curve) => curve.map(formatNumber).join(", ");
    setAttribute(
      picture,
      "aria-label",
      `Held-out error over λ = ${lambdas.map(formatSetting).join(", ")}: you drew ${values ? told5(drawn) : "nothing yet"}${came.length > 0 ? `; the runs have ${told5(came)}` : ""}`,
    );
    const field = {
      xs,
      heightOf,
      valueAt: (/** @type {number} */ y) => valueAt(scale, (bottom - y) / (bottom - top)),
      min: scale.min,
      max: scale.max,
    };
    handles(field, drawn, asks && (!said || draft !== undefined));
  };
  followSize(frame, (size) => {
    room = size;
    draw();
  });
  return (asked) => {
    now = asked;
    draw();
  };
}
