/** The explanation beside a term: on hover, on focus and at a tap, until Escape or until a person turns to something else (WCAG 1.4.13). */

import { wordsFor } from "../../images/points.js";
import { GLOSSARY } from "../../lesson/glossary.js";
import { element } from "../kit/dom.js";
import { MARGIN, putWithin } from "../kit/overlay.js";

/** @import { DataSet } from "../../base/protocol.js" */

/** Milliseconds for which a mouse rests on a term before it is explained, and within which it may come to the explanation. */
const REST_MS = 250;

/** From a name of a number to the next: so many further, or to an end. @type {Readonly<Record<string, number>>} */
const MOVES = Object.freeze({
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
});

/**
 * @param {Document} page
 * @param {() => DataSet} data of the runs: points are spoken of where these are no images
 */
export function mountTip(page, data) {
  const tip = element("div", { class: "shared term-tip", popover: "manual", role: "tooltip", id: "term-tip" });
  // Within a landmark; open, it lies over all of the page.
  (page.querySelector("main") ?? page.body).append(tip);
  /** @type {Element | undefined} */
  let shown;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hide = () => {
    clearTimeout(timer);
    if (tip.matches(":popover-open")) tip.hidePopover();
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
  };
  const show = (/** @type {Element} */ term) => {
    clearTimeout(timer);
    if (shown === term) return;
    hide();
    const name = term.getAttribute("data-term") ?? "";
    const { text, formula } = GLOSSARY[name];
    tip.replaceChildren(
      element("b", {}, name),
      ` ${wordsFor(data(), text)}`,
      ...(formula ? [element("span", { class: "term-formula" }, formula)] : []),
    );
    tip.showPopover();
    place(tip, term);
    term.setAttribute("aria-describedby", tip.id);
    shown = term;
  };
  const later = (/** @type {() => void} */ act) => {
    clearTimeout(timer);
    timer = setTimeout(act, REST_MS);
  };
  page.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const term = termOf(target);
    if (term) later(() => show(term));
    else if (shown && target instanceof Node && tip.contains(target)) clearTimeout(timer);
    else if (shown !== page.activeElement) later(hide);
    else clearTimeout(timer);
  });
  page.addEventListener("focusin", ({ target }) => {
    const term = termOf(target);
    if (term?.matches(":focus-visible")) show(term);
    else if (!term) hide();
  });
  page.addEventListener("focusout", hide);
  page.addEventListener("pointerdown", ({ target }) => {
    if (!termOf(target) && !(target instanceof Node && tip.contains(target))) hide();
  });
  page.addEventListener("click", ({ target }) => {
    const term = termOf(target);
    if (term) show(term);
  });
  // What else a scrolled page has at its place is not explained; what has the focus may have been scrolled to.
  page.addEventListener(
    "scroll",
    () => {
      if (shown?.matches(":focus-visible")) place(tip, shown);
      else hide();
    },
    true,
  );
  page.addEventListener("keydown", (event) => press(event, shown, show, hide), true);
}

/** @param {EventTarget | null} target */
function termOf(target) {
  return target instanceof Element ? (target.closest("[data-term]") ?? undefined) : undefined;
}

/**
 * Before the keys of the page: on a term, Space plays nothing and arrows step nothing.
 * @param {KeyboardEvent} event
 * @param {Element | undefined} shown
 * @param {(term: Element) => void} show
 * @param {() => void} hide
 */
function press(event, shown, show, hide) {
  const { key } = event;
  if (key === "Escape" && shown) {
    // It takes away no more than the explanation.
    event.stopPropagation();
    event.preventDefault();
    return hide();
  }
  const term = termOf(event.target);
  if (!term?.matches("[role=button]") || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (key === "Enter" || key === " ") {
    event.stopPropagation();
    event.preventDefault();
    return shown === term ? hide() : show(term);
  }
  const names = [...(term.closest(".readouts")?.querySelectorAll("[data-term]") ?? [])];
  if (!(key in MOVES) || names.length === 0) return undefined;
  event.stopPropagation();
  event.preventDefault();
  // Some are on the page for who hears it alone.
  const visible = names.filter((name) => (name.parentElement?.offsetWidth ?? 0) > 2);
  const to = Math.min(Math.max(visible.indexOf(term) + MOVES[key], 0), visible.length - 1);
  for (const name of names) name.setAttribute("tabindex", name === visible[to] ? "0" : "-1");
  const next = visible[to];
  return next instanceof HTMLElement ? next.focus() : undefined;
}

/**
 * Below the term, or above it where there is no room, or its number stands below.
 * @param {HTMLElement} tip
 * @param {Element} term
 */
function place(tip, term) {
  const { left, top, bottom } = term.getBoundingClientRect();
  const below = !term.closest(".readouts") && bottom + MARGIN + tip.offsetHeight <= innerHeight - MARGIN;
  putWithin(tip, left, below ? bottom + MARGIN / 2 : top - MARGIN / 2 - tip.offsetHeight);
}
