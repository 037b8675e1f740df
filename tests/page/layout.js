// What is wrong with how the page stands in its window, found by measuring it: words that are cut off or lie on each other, and what
// cannot be scrolled to.

/** @import { Page } from '@playwright/test' */

/** Letters are lower than the boxes that measure them, by this share above and below. */
const AIR = 0.2;
/** Least white between two texts beside each other, in CSS pixels: less reads as one word. */
const WORD_SPACE = 3;

/**
 * @param {Page} page
 * @returns {Promise<string[]>} each a fault, in words
 */
export async function misplaced(page) {
  return page.evaluate(search, { air: AIR, wordSpace: WORD_SPACE });
}

/**
 * Sent into the page, so it stands alone.
 * @param {{air: number, wordSpace: number}} limits
 */
function search({ air, wordSpace }) {
  /** @typedef {{text: string, block: Element, above: boolean, left: number, right: number, top: number, bottom: number}} Words */
  /** @type {Set<string>} */
  const faults = new Set();
  const scrolls = (/** @type {string} */ overflow) => overflow === "auto" || overflow === "scroll";
  const isSeen = (/** @type {Element} */ element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".hidden, option");

  /** What is around an element, up to what a window or a layer of its own shows it in. @param {Element} element */
  const around = (element) => {
    const found = [];
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
      const { overflowX, overflowY, position, clipPath } = getComputedStyle(outer);
      found.push({ outer, overflowX, overflowY, clipPath });
      if (position === "fixed") break;
    }
    return found;
  };
  /** Whether it is there only for programs that read the page. @param {Element} element */
  const isClipped = (element) =>
    getComputedStyle(element).clipPath !== "none" || around(element).some(({ clipPath }) => clipPath !== "none");
  /** What of it is seen without scrolling a part of the page that can be scrolled. @param {Element} element @param {DOMRect} box */
  const shownOf = (element, { left, right, top, bottom }) => {
    const shown = { left, right, top: top + air * (bottom - top), bottom: bottom - air * (bottom - top) };
    for (const { outer, overflowX, overflowY } of around(element)) {
      if (!scrolls(overflowX) && !scrolls(overflowY)) continue;
      const edge = outer.getBoundingClientRect();
      shown.left = Math.max(shown.left, edge.left);
      shown.right = Math.min(shown.right, edge.right);
      shown.top = Math.max(shown.top, edge.top);
      shown.bottom = Math.min(shown.bottom, edge.bottom);
    }
    return shown.left < shown.right && shown.top < shown.bottom ? shown : undefined;
  };

  /** Whether all of a box can be seen or scrolled to. @param {Element} element @param {DOMRect} box @param {string} name */
  const checkRoom = (element, box, name) => {
    for (const { outer, overflowX, overflowY } of around(element)) {
      if (scrolls(overflowX) || scrolls(overflowY)) return;
      const { left, right, top, bottom } = outer.getBoundingClientRect();
      if (overflowX !== "visible" && (box.left < left - 1 || box.right > right + 1))
        return void faults.add(`cut off at its side: ${name}`);
      if (overflowY !== "visible" && (box.top < top - 1 || box.bottom > bottom + 1))
        return void faults.add(`cut off below or above: ${name}`);
    }
    if (box.left < -1 || box.right > innerWidth + 1) faults.add(`beside the window: ${name}`);
    const cannotScroll = getComputedStyle(document.body).overflowY === "hidden";
    if (cannotScroll && (box.top < -1 || box.bottom > innerHeight + 1)) faults.add(`below the window: ${name}`);
  };

  /** @type {Words[]} */
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !isSeen(element) || element.closest("select:not(.picker)")) continue;
    if (isClipped(element)) continue;
    let block = element.closest("text, math") ?? element;
    while (getComputedStyle(block).display.startsWith("inline") && block.parentElement) block = block.parentElement;
    const above = [element, ...around(element).map(({ outer }) => outer)].some(
      (outer) =>
        ["fixed", "sticky"].includes(getComputedStyle(outer).position) || outer.matches(".panel, [popover], dialog"),
    );
    range.selectNodeContents(node);
    const text = node.textContent.trim().slice(0, 60);
    for (const box of range.getClientRects()) {
      const shown = box.width < 1 || box.height < 2 ? undefined : shownOf(element, box);
      if (!shown) continue;
      checkRoom(
        element,
        box,
        `“${text}” in ${element.closest("[data-lane]")?.getAttribute("data-lane") ?? "the page"}`,
      );
      words.push({ text, block, above, ...shown });
    }
  }
  words.forEach((one, index) => {
    for (const other of words.slice(index + 1)) {
      if (one.block === other.block || one.above !== other.above) continue;
      const [across, along] = [
        Math.min(one.right, other.right) - Math.max(one.left, other.left),
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
      ];
      if (across > 0 && along > 0) faults.add(`“${one.text}” lies on “${other.text}”`);
      else if (across > -wordSpace && along > 4) faults.add(`“${one.text}” meets “${other.text}”`);
    }
  });

  const pen = document.createElement("canvas").getContext("2d");
  for (const field of document.querySelectorAll("button, input, select, summary, canvas, svg")) {
    if (!isSeen(field) || isClipped(field)) continue;
    const name = field.getAttribute("aria-label") ?? field.textContent?.trim() ?? field.tagName;
    const box = field.getBoundingClientRect();
    if (box.width > 0 && !field.closest(".thumbnail")) checkRoom(field, box, name);
    const isText = field instanceof HTMLInputElement && !["range", "checkbox", "radio"].includes(field.type);
    if (isText && field.scrollWidth > field.clientWidth + 1)
      faults.add(`a field cuts its text off: ${name} ${field.value}`);
    if (!(field instanceof HTMLSelectElement) || !pen) continue;
    const style = getComputedStyle(field);
    pen.font = style.font;
    const chosen = field.selectedOptions[0]?.label ?? "";
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (!field.matches(".picker") && pen.measureText(chosen).width > room + 1)
      faults.add(`a list cuts its choice off: ${name} ${chosen}`);
  }

  // Of two runs an instrument shows all at once: only the shelf, of any length, and many filters scroll.
  const ledger = document.querySelectorAll(".ledger > section").length > 2 ? null : document.querySelector(".ledger");
  if (ledger?.checkVisibility() && ledger.scrollHeight > ledger.clientHeight + 1)
    faults.add(`the ledger hides ${ledger.scrollHeight - ledger.clientHeight} pixels below`);
  return [...faults];
}
