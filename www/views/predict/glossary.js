/** Which words on the page are terms of art: in readouts, More, the title of the loss chart, and the lesson's texts. */

import { GLOSSARY, FORMS, termsIn } from "../../lesson/glossary.js";
import { element, memo, setProperty, setText } from "../kit/dom.js";
import { mountTip } from "./tip.js";

/** @import { DataSet } from "../../base/protocol.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Plane } from "../kit/chart.js" */

/** Where the lesson's texts stand. */
const TEXTS = ["prose", "try", "look", "limits"].map((name) => `[data-part="lesson"] [data-part="${name}"]`);

/** Names beside numbers and settings. */
const NAMES = [".readout > span:first-child", ".setting > span:first-child"]
  .map((place) => `${place}:not([data-worded])`)
  .join();

/**
 * @param {Document} page
 * @param {Plane} plane of the loss chart
 * @returns {(state: State) => void}
 */
export function mountGlossary(page, plane) {
  /** @type {DataSet} */
  let data = "mnist-14";
  mountTip(page, () => data);
  const texts = TEXTS.flatMap((place) => page.querySelector(place) ?? []);
  const markNames = memo((/** @type {string} */ _lanes) => page.querySelectorAll(NAMES).forEach(markName));
  const title = element("span", { class: "chart-term" });
  /** @type {(Node | null)[]} */
  let seen = [];
  return ({ lanes }) => {
    data = lanes[0].config.data;
    markNames(lanes.map(({ name }) => name).join(""));
    markTitle(title, plane, lanes[0].config.loss === "squared-error" ? "squared error" : "cross-entropy");
    // A text that is shown anew has other nodes.
    if (texts.every((text, at) => text.firstChild === seen[at])) return;
    markTexts(texts);
    seen = texts.map((text) => text.firstChild);
  };
}

/** @param {Element} target @param {string} term */
function mark(target, term) {
  target.setAttribute("data-term", term);
  target.classList.add("term");
  if (target.matches("button")) return;
  target.setAttribute("role", "button");
  target.removeAttribute("aria-hidden");
  // Of a row of numbers one name is in the order of the keys; arrows go on from there.
  const first = target.closest(".readouts")?.querySelector("[data-term]");
  target.setAttribute("tabindex", first && first !== target ? "-1" : "0");
}

/** @param {Element} name */
function markName(name) {
  name.setAttribute("data-worded", "");
  const term = (name.textContent ?? "").replace(/^./u, (letter) => letter.toLowerCase());
  if (!Object.hasOwn(GLOSSARY, term)) return;
  mark(name, term);
}

/**
 * What the canvas calls its values.
 * @param {HTMLElement} title
 * @param {Plane} plane
 * @param {string} term
 */
function markTitle(title, { frame, drawing }, term) {
  if (!frame || !drawing) return;
  if (!title.isConnected) frame.append(title);
  setProperty(title, "--x", `${drawing.geometry.left}px`);
  setProperty(title, "--high", `${drawing.geometry.top}px`);
  if (title.dataset.term === term) return;
  mark(title, term);
  setText(title, "error per image");
}

/**
 * The first word of each term, in the order in which the texts stand: a text that has changed may have one that was marked in another.
 * @param {Element[]} texts
 */
function markTexts(texts) {
  const known = unmarked(texts);
  for (const pointer of texts.flatMap((text) => [...text.querySelectorAll("button.pointer")])) {
    const found = FORMS.find(({ form }) => form === pointer.textContent);
    if (!found) continue;
    known.add(found.term);
    mark(pointer, found.term);
  }
  const words = texts.flatMap((text) => [text, ...text.querySelectorAll("em")].flatMap((one) => [...one.childNodes]));
  for (const node of words) if (node instanceof Text) markText(node, known);
}

/**
 * Takes the marks off words, but of one that has the focus; its term stays known.
 * @param {Element[]} texts
 */
function unmarked(texts) {
  const known = /** @type {Set<string>} */ (new Set());
  for (const text of texts) {
    for (const word of text.querySelectorAll("span[data-term]")) {
      if (word === document.activeElement) known.add(word.getAttribute("data-term") ?? "");
      else word.replaceWith(...word.childNodes);
    }
    text.normalize();
  }
  return known;
}

/** @param {Text} node @param {Set<string>} known */
function markText(node, known) {
  const text = node.data;
  const found = termsIn(text, known);
  if (found.length === 0) return;
  let end = 0;
  const parts = found.flatMap(({ at, form, term }) => {
    const word = element("span", {}, form);
    mark(word, term);
    const before = text.slice(end, at);
    end = at + form.length;
    return [before, word];
  });
  node.replaceWith(...parts, text.slice(end));
}
