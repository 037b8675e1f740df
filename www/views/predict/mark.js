/** What was said of a number, marked at the readout itself. */

import { formatNumber } from "../../base/format.js";
import { selectorOf } from "../../lesson/places.js";
import { element, memo, setProperty } from "../kit/dom.js";

/** @import { Question } from "../../lesson/questions.js" */
/** @import { Prediction } from "../../lesson/prediction.js" */
/** @import { Asked } from "./asked.js" */

/**
 * @param {ParentNode} page
 * @returns {(asked: Asked | undefined) => void}
 */
export function mountMark(page) {
  const words = element("span", { class: "guess-words" });
  const tick = element("span", { class: "guess-tick", "aria-hidden": "true" });
  const show = memo((/** @type {Question | undefined} */ question, /** @type {Prediction | undefined} */ said) => {
    words.remove();
    tick.remove();
    const row = question?.place && said ? page.querySelector(selectorOf(question.place)) : null;
    if (!row || !said) return;
    const value = Number(said.value);
    words.replaceChildren(element("span", { class: "hidden" }, "you said "), formatNumber(value));
    row.append(words);
    const gauge = row.querySelector(".gauge");
    if (!gauge) return;
    setProperty(tick, "--at", Math.min(value, 1));
    gauge.append(tick);
  });
  return (asked) => show(asked?.question, asked?.draft ?? asked?.said);
}
