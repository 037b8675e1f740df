/** The group "Your prediction" of a card: its question, how it is answered, and what came of it. */

import { formatNumber, formatSetting } from "../../base/format.js";
import { said as rounded } from "../../lesson/predictions.js";
import { element, memo, passFocus, setAttribute, setHidden, setProperty, setText, setValue } from "../kit/dom.js";
import { closeOnLeave } from "../kit/overlay.js";
import { mountChoice } from "../kit/options.js";
import { mountLambdas } from "./lambdas.js";
import { saidText, shareOf, valueAt } from "./words.js";

/** @import { Question } from "../../lesson/questions.js" */
/** @import { Action } from "../../state/state.js" */
/** @import { Asked } from "./asked.js" */

/** A slider has so many places. */
const PLACES = 200;

/**
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(asked: Asked) => void}
 */
export function mountGroup(root, dispatch) {
  const change = (/** @type {import("../../state/predicted.js").PredictChange} */ one) =>
    dispatch({ type: "predict", change: one });
  /** @type {Asked} */
  let now;
  const heading = element("h3", {}, "Your prediction");
  const [text, line, why] = [element("p", { class: "question" }), element("p"), element("p", { class: "because" })];
  // Only what is compared is read out, when it is.
  const result = element("div", { class: "result", role: "status" });
  const answers = element("div", { class: "answer" });
  const box = element("div", { class: "body" }, heading, text, answers, line, result);
  const fold = element("div", { class: "fold", id: "prediction" }, box);
  const toggle = element(
    "button",
    { type: "button", class: "predict-toggle", "aria-expanded": "false", "aria-controls": "prediction" },
    "Your prediction",
  );
  mountFold(toggle, fold);
  const button = (/** @type {string} */ name, /** @type {() => void} */ act) => {
    const made = element("button", { type: "button", class: "act" }, name);
    made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && act());
    return made;
  };
  const predict = button("Predict", () => {
    if (!now.asks) change({ type: "asks", on: true });
    if (now.draft) change({ type: "made" });
    // Once it was compared, another run can be predicted.
    else if (now.said) change({ type: "draft", draft: now.said });
  });
  const skip = button("Skip", () => change({ type: "asks", on: false }));
  skip.title = "No card asks any more (X), until you want it";
  skip.classList.add("quiet");
  const reveal = button("Reveal", () => {
    const { measured, said, card } = now;
    if (measured.is !== "there" || !said) return;
    change({ type: "told", card, sentence: measured.found.off(said.value) });
  });
  const sweep = button("Open the sweep", () =>
    dispatch({
      type: "view",
      view: {
        tab: "sweep",
        sweepOver: "lambda",
        sweepMeasure: "heldOut",
        sweepWeights: "untied",
        sweepOf: "B",
        budget: 1500,
      },
    }),
  );
  sweep.title = "It trains the same over λ: press Run sweep there";
  fold.append(element("div", { class: "acts" }, predict, skip, reveal, sweep));
  root.append(toggle, fold);
  /** @type {(asked: Asked) => void} */
  let renderAnswer = () => {};
  const ask = memo((/** @type {string} */ card, /** @type {Question} */ question) => {
    setText(text, question.text);
    answers.replaceChildren();
    const draft = (/** @type {number | readonly number[]} */ value) =>
      change({ type: "draft", draft: { card, kind: question.kind, value } });
    renderAnswer = { pick: mountPick, value: mountValue, draw: mountLambdas }[question.kind](answers, question, draft);
  });
  return (asked) => {
    now = asked;
    const { card, question, said, draft, asks, open, measured } = asked;
    ask(card, question);
    const answering = asks && open && (!said || draft !== undefined);
    const compared = asked.told && said !== undefined && measured.is === "there";
    passFocus(
      () => {
        root.dataset.stage = !asks && !said ? "skipped" : answering ? "asking" : compared ? "told" : "said";
        setHidden(text, !answering && !said);
        setHidden(answers, !(answering || (question.lambdas !== undefined && said !== undefined)));
        setHidden(predict, !(answering || (!asks && !said) || (asked.told && open && said && !draft)));
        setAttribute(predict, "aria-disabled", answering && !draft);
        setHidden(skip, !(answering && !said));
        setHidden(reveal, said === undefined || draft !== undefined || compared || measured.is === "missing");
        setAttribute(reveal, "aria-disabled", measured.is !== "there");
        setAttribute(reveal, "title", measured.is === "awaited" ? measured.until : "");
        setHidden(sweep, !(question.lambdas && said && measured.is === "awaited" && !draft));
      },
      () => [predict, reveal, sweep].find((one) => !one.hidden),
    );
    renderAnswer(asked);
    setText(line, lineOf(asked, answering));
    setHidden(line, line.textContent === "");
    tell(result, why, asked, compared);
  };
}

/**
 * Where the lesson is a strip, it lies over the page, and a button opens it.
 * @param {HTMLElement} toggle
 * @param {HTMLElement} fold
 */
function mountFold(toggle, fold) {
  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";
  const unfold = (/** @type {boolean} */ open) => setAttribute(toggle, "aria-expanded", open);
  toggle.addEventListener("click", () => unfold(!isOpen()));
  closeOnLeave(toggle, fold, isOpen, () => unfold(false));
}

/** @param {Asked} asked @param {boolean} answering */
function lineOf({ asks, said, draft, closed, question, measured, told }, answering) {
  if (said && !draft) {
    if (told && measured.is === "there") return "";
    const words = `You said ${saidText(question, said.value)}.`;
    if (measured.is === "missing") return `${words} ${measured.why}`;
    return measured.is === "awaited" ? `${words} Compared ${measured.until}.` : words;
  }
  if (!asks || answering) return "";
  return closed;
}

/**
 * @param {HTMLElement} result
 * @param {HTMLElement} why
 * @param {Asked} asked
 * @param {boolean} compared
 */
function tell(result, why, { measured, said, departed }, compared) {
  const words =
    compared && measured.is === "there" && said
      ? [
          measured.found.off(said.value),
          measured.found.why,
          departed ? "But these are not the card’s runs any more: you were asked about others." : "",
        ]
      : [];
  if (result.dataset.words === words.join("\n")) return;
  result.dataset.words = words.join("\n");
  const [off, ...more] = words;
  setText(why, more.filter(Boolean).join(" "));
  result.replaceChildren(...(off ? [element("p", { class: "off" }, off), why] : []));
}

/**
 * @param {HTMLElement} root
 * @param {Question} question
 * @param {(value: number) => void} choose
 * @returns {(asked: Asked) => void}
 */
function mountPick(root, { answers, text }, choose) {
  const choices = Object.fromEntries(answers.map((answer, at) => [String(at), answer]));
  const show = mountChoice(root, text, choices, (value) => choose(Number(value)));
  return ({ draft }) => show(draft ? String(draft.value) : "");
}

/**
 * @param {HTMLElement} root
 * @param {Question} question
 * @param {(value: number) => void} choose
 * @returns {(asked: Asked) => void}
 */
function mountValue(root, { text, scale }, choose) {
  if (!scale) throw new Error("a question for a value has a scale");
  const slider = element("input", { type: "range", min: "0", max: String(PLACES), step: "1", "aria-label": text });
  const shown = element("output", {});
  const ends = [scale.min, scale.max].map((end) => element("span", { "aria-hidden": "true" }, formatSetting(end)));
  root.append(element("div", { class: "value" }, ends[0], slider, ends[1], shown));
  slider.addEventListener("input", () => choose(rounded(valueAt(scale, Number(slider.value) / PLACES))));
  return ({ draft, said }) => {
    const value = Number((draft ?? said)?.value ?? scale.begin);
    const share = shareOf(scale, value);
    setValue(slider, String(Math.round(share * PLACES)));
    setProperty(slider, "--fill", share);
    setAttribute(slider, "aria-valuetext", formatNumber(value));
    setText(shown, draft || said ? formatNumber(value) : "–");
  };
}
