/** The objective with the numbers of one run below its terms, its gradient, and λ in PyTorch's units. */

import { inputsOf } from "../../images/own.js";
import { formatNumber, formatSetting } from "../../base/format.js";
import { isCoupled } from "../../settings/settings.js";
import { dataTerm, footnotes, gradientOfW, penaltyTerm, unitsSentence } from "../../settings/formula.js";
import { element, memo, part, setAttribute, setNumber, setText } from "../kit/dom.js";

/** @import { MathNode } from "../../settings/formula.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Evaluation, RunConfig } from "../../base/protocol.js" */
/** @import { Action, State } from "../../state/state.js" */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountFormula(root, dispatch) {
  const area = part(root, "formula", HTMLElement);
  const objective = part(area, "objective", Element);
  const values = { data: mathml("mn"), penalty: mathml("mn"), terms: part(area, "terms", HTMLElement) };
  const sums = mountSums(values.terms);
  const renderFormulas = memo((/** @type {RunConfig} */ config) => {
    objective.replaceChildren(...objectiveWith(config, values.data, values.penalty));
    part(area, "gradient", Element).replaceChildren(drawn(gradientOfW(config)));
    setText(part(area, "footnotes", HTMLElement), footnotes(config).join(" "));
    setText(part(area, "units", HTMLElement), unitsSentence(config, inputsOf(config)));
  });
  const renderPick = mountPick(part(area, "pick", HTMLElement), dispatch);
  return ({ lanes, lanePointedAt }) => {
    const lane = lanes[lanePointedAt];
    const evaluation = lane.picture?.snapshot.evaluation;
    renderFormulas(lane.config);
    area.dataset.lane = lane.name;
    setText(values.data, formatNumber(evaluation?.train));
    setText(values.penalty, formatNumber(evaluation?.penalty));
    sums(lane, evaluation);
    renderPick(lanes, lanePointedAt);
  };
}

/** A penalty of more letters begins a line of its own: only some browsers break a formula. */
const LONG = 8;

/**
 * The objective, a number below each of its terms.
 * @param {RunConfig} config
 * @param {Element} data
 * @param {Element} penalty
 */
function objectiveWith(config, data, penalty) {
  const term = penaltyTerm(config);
  const minimize = [mathml("munder", mathml("mo", "min"), mathml("mi", "θ")), below(drawn(dataTerm(config)), data)];
  if (!term) return minimize;
  const penalized = drawn(term);
  const isLong = (penalized.textContent ?? "").length > LONG;
  const plus = mathml("mo", "+");
  // With room on both sides, at the beginning of a line, too.
  plus.setAttribute("form", "infix");
  const added = [plus, below(penalized, penalty)];
  return isLong ? [lines(minimize, added)] : [...minimize, ...added];
}

/** @param {...Element[]} rows */
function lines(...rows) {
  const table = mathml("mtable", ...rows.map((row) => mathml("mtr", mathml("mtd", ...row))));
  table.setAttribute("displaystyle", "true");
  return table;
}

/**
 * A term above a line and its value; all lines are at one height.
 * @param {Element} term
 * @param {Element} value
 */
function below(term, value) {
  term.append(strut("depth", "1em"));
  const under = mathml("munder", term, mathml("mrow", strut("height", "1.1em"), value));
  under.setAttribute("class", "term");
  return under;
}

/**
 * Room below or above a line, which browsers give in a formula where they do not all heed padding.
 * @param {"depth" | "height"} side
 * @param {string} size
 */
function strut(side, size) {
  const space = mathml("mspace");
  space.setAttribute(side, size);
  return space;
}

/**
 * λ, ‖θ‖² and the sum of both terms.
 * @param {HTMLElement} root
 */
function mountSums(root) {
  const shown = ["λ", "‖θ‖²", "objective"].map((name) => {
    const data = element("data", { value: "" }, "–");
    root.append(element("span", {}, `${name} `, data));
    return data;
  });
  return (/** @type {Lane} */ { config }, /** @type {Evaluation | undefined} */ evaluation) => {
    setNumber(shown[0], config.lambda, formatSetting);
    setNumber(shown[1], evaluation?.thetaSquared, formatNumber);
    setNumber(shown[2], isCoupled(config) ? evaluation?.objective : evaluation?.train, formatNumber);
  };
}

/**
 * Buttons that choose the run whose numbers are shown.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 */
function mountPick(root, dispatch) {
  const fill = memo((/** @type {string} */ names) => {
    root.replaceChildren(
      ...names.split("").map((name, index) => {
        const button = element(
          "button",
          { type: "button", "data-lane": name, "aria-label": `Numbers of run ${name}` },
          name,
        );
        button.addEventListener("click", () => dispatch({ type: "view", view: { lanePointedAt: index } }));
        return button;
      }),
    );
  });
  return (/** @type {Lane[]} */ lanes, /** @type {number} */ chosen) => {
    fill(lanes.map(({ name }) => name).join(""));
    [...root.children].forEach((button, index) => setAttribute(button, "aria-pressed", index === chosen));
  };
}

/** @param {MathNode} node @returns {Element} */
function drawn({ tag, rigid, children }) {
  const made = mathml(tag, ...children.map((child) => (typeof child === "string" ? child : drawn(child))));
  if (rigid) made.setAttribute("stretchy", "false");
  return made;
}

/**
 * @param {string} tag
 * @param {...(Node | string)} children
 */
function mathml(tag, ...children) {
  const made = document.createElementNS(MATHML, tag);
  made.append(...children);
  return made;
}
