/** Speaker notes: the card's words, the numbers of the runs, what comes next, the time, and large buttons. */

import { element, part, setAttribute, setHidden, setText } from "../kit/dom.js";
import { meaningOf } from "../kit/key_press.js";

/** @import { Clock, NotesMessage, PageMessage, Press, Shown } from "../../base/stage.js" */

/** What keys do here, as on the page. @type {Readonly<Record<string, Press>>} */
const KEYS = Object.freeze({ " ": "play", d: "act", "[": "back", "]": "next", PageUp: "back", PageDown: "advance" });

/** The page has left, and may come again. */
const AWAY = "The page has been closed, or is being reloaded. These are its last notes.";

/**
 * @param {Document} root
 * @param {(message: NotesMessage) => void} post
 */
export function mountNotes(root, post) {
  const absent = part(root, "absent", HTMLElement);
  const render = mountShown(root);
  const tick = mountClocks(root);
  /** The page's number; none while there is none. @type {number | undefined} */
  let page;
  /** @type {Clock | undefined} */
  let clock;
  const press = (/** @type {Press} */ what) => {
    if (page !== undefined) post({ type: "press", page, press: what });
  };
  for (const what of /** @type {const} */ (["play", "act", "back", "next", "clock"]))
    part(root, what, HTMLButtonElement).addEventListener("click", () => press(what));
  mountKeys(root, press);
  return {
    /** @param {PageMessage} message */
    hear(message) {
      if (message.type === "loaded") {
        page = message.page;
        return post({ type: "open" });
      }
      // The first that answers; another may be a copy of this tab.
      page ??= message.page;
      if (message.page !== page) return undefined;
      if (message.type === "left") {
        page = undefined;
        setText(absent, AWAY);
        setHidden(absent, false);
        // A copy of its tab, if there is one, goes on with them.
        return post({ type: "open" });
      }
      setHidden(absent, true);
      ({ clock } = message.shown);
      render(message.shown);
      return tick(clock, Date.now());
    },
    /** @param {number} now ms */
    tick(now) {
      if (clock) tick(clock, now);
    },
  };
}

/**
 * @param {Document} root
 * @param {(what: Press) => void} press
 */
function mountKeys(root, press) {
  root.addEventListener("keydown", (event) => {
    const key = meaningOf(event);
    const isOnButton = event.target instanceof Element && event.target.matches("button");
    const what = key === undefined || (key === " " && isOnButton) ? undefined : KEYS[key];
    if (!what) return;
    event.preventDefault();
    if (!event.repeat) press(what);
  });
}

/**
 * @param {Document} root
 * @returns {(shown: Shown) => void}
 */
function mountShown(root) {
  const [title, place, runs, paragraphs, predictions, following] = [
    "title",
    "place",
    "runs",
    "paragraphs",
    "predictions",
    "following",
  ].map((name) => part(root, name, HTMLElement));
  const areas = ["notes", "beside", "buttons", "clocks"].map((name) => part(root, name, HTMLElement));
  const [play, act, back, next] = ["play", "act", "back", "next"].map((name) => part(root, name, HTMLButtonElement));
  return (shown) => {
    for (const area of areas) setHidden(area, false);
    const { theme } = shown;
    if (theme === "auto") delete root.documentElement.dataset.theme;
    else root.documentElement.dataset.theme = theme;
    setText(place, shown.place);
    setText(title, shown.title);
    paragraphs.replaceChildren(...shown.paragraphs.map(({ heading, text }) => paragraph(heading, text)));
    setHidden(predictions, shown.predictions.length === 0);
    predictions.replaceChildren(...shown.predictions.map((text) => element("p", {}, text)));
    runs.replaceChildren(...tableOf(shown.runs));
    following.replaceChildren(...followingOf(shown.next));
    setText(play, shown.playing ? "Pause" : "Play");
    setHidden(act, shown.act === "");
    setText(act, shown.act);
    setAttribute(back, "aria-disabled", shown.isFirst);
    setAttribute(next, "aria-disabled", !shown.next);
  };
}

/** @param {string} heading @param {string} text */
function paragraph(heading, text) {
  return element("section", {}, ...(heading ? [element("h2", {}, heading)] : []), element("p", {}, text));
}

/** A row for each run. @param {Shown["runs"]} runs */
function tableOf(runs) {
  const head = element(
    "tr",
    {},
    element("td"),
    ...runs[0].figures.map(({ name }) => element("th", { scope: "col" }, name)),
  );
  const rows = runs.map(({ name, figures }) =>
    element(
      "tr",
      { "data-lane": name },
      element("th", { scope: "row" }, name),
      ...figures.map(({ text }) => element("td", {}, text)),
    ),
  );
  return [element("thead", {}, head), element("tbody", {}, ...rows)];
}

/** @param {Shown["next"]} next */
function followingOf(next) {
  if (!next) return [element("h2", {}, "This is the last card")];
  return [
    element("h2", {}, `Next: ${next.title}`),
    element("p", {}, next.text),
    element("p", { class: "keeps" }, `It ${next.outlook}.`),
  ];
}

/** @param {Document} root */
function mountClocks(root) {
  const [card, talk] = ["card-time", "talk-time"].map((name) => part(root, name, HTMLElement));
  return (/** @type {Clock} */ { began, came, before }, /** @type {number} */ now) => {
    setText(card, timeOf(before + now - came));
    setText(talk, timeOf(now - began));
  };
}

/** Minutes and seconds, and hours where there are any. @param {number} milliseconds */
export function timeOf(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
