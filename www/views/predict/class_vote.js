/** In a hall: how a class voted, as three numbers, and bars beside what came. */

import { votesText } from "../../lesson/scoring.js";
import { element, memo, setAttribute, setHidden, setProperty, setText, setValue } from "../kit/dom.js";

/** @import { Votes } from "../../state/predicted.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Asked } from "./asked.js" */

/** @type {Votes} */
const NONE = [0, 0, 0];

/** More votes than this are no class. */
const MOST_VOTES = 9999;

/** @param {HTMLInputElement} field */
function countIn({ value }) {
  return Math.min(Math.max(Math.round(Number(value)) || 0, 0), MOST_VOTES);
}

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(asked: Asked, state: State) => void}
 */
export function mountClass(root, dispatch) {
  /** @type {Asked} */
  let now;
  let shown = "";
  const question = element("p", { class: "question" });
  const note = element("p", { role: "status" });
  const rows = NONE.map(() => {
    const answer = element("span", { class: "vote-answer" });
    const field = element("input", {
      type: "number",
      min: "0",
      max: String(MOST_VOTES),
      step: "1",
      autocomplete: "off",
    });
    const bar = element("span", { class: "vote-bar", "aria-hidden": "true" });
    // All three, as they stand: another may have been filled in since the last frame.
    field.addEventListener("input", () => {
      const votes = /** @type {Votes} */ (/** @type {unknown} */ (rows.map((each) => countIn(each.field))));
      dispatch({ type: "predict", change: { type: "votes", card: now.card, votes } });
    });
    return { row: element("li", {}, answer, field, bar), answer, field, bar };
  });
  const show = element("button", { type: "button", class: "act" }, "Show the outcome");
  show.addEventListener("click", () => {
    const { measured, said, card } = now;
    if (measured.is !== "there") return;
    const { off, answer } = measured.found;
    const sentence = said ? off(said.value) : `It is “${now.question.answers[answer]}”.`;
    dispatch({ type: "predict", change: { type: "told", card, sentence } });
  });
  const panel = element(
    "div",
    { class: "shared class-vote", popover: "auto", id: "class-vote", role: "dialog", "aria-label": "Class vote" },
    question,
    element("ol", {}, ...rows.map(({ row }) => row)),
    note,
    show,
  );
  const open = element(
    "button",
    { type: "button", class: "outlined class-toggle", popovertarget: "class-vote" },
    "Class vote",
  );
  root.append(open, panel);
  const name = memo((/** @type {Asked["question"]} */ { text, answers }) => {
    setText(question, text);
    rows.forEach(({ answer, field }, at) => {
      setText(answer, answers[at]);
      setAttribute(field, "aria-label", `Votes for “${answers[at]}”`);
    });
  });
  return (asked, { predicting }) => {
    now = asked;
    const votes = predicting.votes[asked.card] ?? NONE;
    const isAnother = asked.card !== shown;
    shown = asked.card;
    name(asked.question);
    const came = asked.told && asked.measured.is === "there" ? asked.measured.found : undefined;
    const most = Math.max(1, ...votes);
    rows.forEach(({ row, field, bar }, at) => {
      const value = votes[at] > 0 ? String(votes[at]) : "";
      // What was typed on another card is none of this one's, and what is no number is not there for its field.
      if (isAnother || (field.validity.badInput && field !== document.activeElement)) field.value = value;
      else setValue(field, value);
      setProperty(bar, "--share", votes[at] / most);
      setAttribute(row, "data-came", came?.answer === at);
    });
    const { measured } = asked;
    const wait =
      measured.is === "awaited"
        ? `The outcome is shown ${measured.until}.`
        : measured.is === "missing"
          ? measured.why
          : "";
    setText(note, came ? `${votesText(votes, asked.question.answers, came.answer)} ${came.why}` : wait);
    setHidden(show, came !== undefined);
    setAttribute(show, "aria-disabled", measured.is !== "there");
  };
}
