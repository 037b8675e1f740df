/** Predictions on the page: the question of a card, what is drawn over the chart, marks at readouts, and what of it is printed. */

import { cardOf, CARDS } from "../../lesson/cards.js";
import { QUESTIONS } from "../../lesson/questions.js";
import { element, part, setHidden } from "../kit/dom.js";
import { askedOf } from "./asked.js";
import { mountClass } from "./class_vote.js";
import { mountGlossary } from "./glossary.js";
import { mountCurve } from "./curve.js";
import { mountGroup } from "./group.js";
import { mountMark } from "./mark.js";
import { saidText } from "./words.js";

/** @import { Action, State } from "../../state/state.js" */
/** @import { Plane } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */

/**
 * @param {Document} page
 * @param {(action: Action) => void} dispatch
 * @param {Plane} plane of the loss chart
 * @returns {{render: (state: State, palette: Palette) => void, paper: (state: State) => HTMLElement | undefined}}
 */
export function mountPredictions(page, dispatch, plane) {
  const root = part(page, "predict", HTMLElement);
  const rail = part(page, "lesson", HTMLElement);
  const renderGroup = mountGroup(root, dispatch);
  const renderClass = mountClass(root, dispatch);
  const renderCurve = mountCurve(plane, dispatch);
  const renderMark = mountMark(page);
  const renderTerms = mountGlossary(page, plane);
  return {
    render(state) {
      const asked = askedOf(state);
      setHidden(root, !asked);
      // What comes out stands in the texts below: they wait for the answer.
      rail.toggleAttribute("data-asking", asked !== undefined && asked.asks && asked.open && !asked.said);
      renderCurve(asked, state);
      renderMark(asked);
      renderTerms(state);
      if (!asked) return;
      renderGroup(asked);
      renderClass(asked, state);
    },
    paper,
  };
}

/**
 * What was predicted on all cards, beside what came.
 * @param {State} state
 */
function paper({ predictions, predicting: { told, votes } }) {
  const rows = CARDS.flatMap(({ id, title }) => {
    const said = predictions.find(({ card }) => card === id);
    const question = QUESTIONS[id];
    if (!question || (!said && !votes[id])) return [];
    const voted = votes[id]?.some(Boolean)
      ? `Class: ${question.answers.map((answer, at) => `${answer} ${votes[id][at]}`).join(", ")}. `
      : "";
    const cells = [
      `${cardOf(id).title}: ${question.text}`,
      said ? saidText(question, said.value) : "–",
      `${voted}${told[id] ?? "not compared"}`,
    ];
    return [
      element(
        "tr",
        { title },
        ...cells.map((text, at) => element(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, text)),
      ),
    ];
  });
  if (rows.length === 0) return undefined;
  const heads = ["Question", "Predicted", "What came"].map((head) => element("th", { scope: "col" }, head));
  return element(
    "table",
    { class: "sheet-predictions" },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows),
  );
}
