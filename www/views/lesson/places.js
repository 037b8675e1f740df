/** Pointing from the lesson at the page: a quiet outline round every place that the card names. */

import { selectorOf } from "../../lesson/places.js";
import { placesIn } from "../../lesson/text.js";
import { element, memo } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Card } from "../../lesson/card.js" */
/** @import { RunConfig } from "../../base/protocol.js" */
/** @import { Action, State } from "../../state/state.js" */

/** @param {(action: Action) => void} dispatch */
export function mountPlaces(dispatch) {
  /** @type {Lane[]} */
  let lanes = [];
  const outline = memo(
    (
      /** @type {Card} */ card,
      /** @type {string} */ _lanes,
      /** @type {string} */ _tab,
      /** @type {RunConfig} */ _formula,
    ) => {
      for (const before of document.querySelectorAll("[data-looked-at]")) before.removeAttribute("data-looked-at");
      for (const place of placesIn(card.look))
        for (const found of placed(place)) found.setAttribute("data-looked-at", "");
    },
  );
  // Words that are replaced while the mouse rests on them are never left.
  const forget = memo((/** @type {Card} */ _card) => {
    for (const before of document.querySelectorAll("[data-pointed-at]")) before.removeAttribute("data-pointed-at");
  });
  return {
    /** Words that point at a place while they are hovered or focused, and bring it into view when pressed. @param {string} place @param {string} words */
    pointer(place, words) {
      const button = element("button", { type: "button", class: "pointer" }, words);
      const mark = (/** @type {boolean} */ on) => {
        for (const found of placed(place)) found.toggleAttribute("data-pointed-at", on);
      };
      for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => mark(true));
      for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => mark(false));
      button.addEventListener("click", () => {
        const lane = lanes.findIndex(({ name }) => place.startsWith(`${name}.`));
        if (lane >= 0) dispatch({ type: "view", view: { lanePointedAt: lane } });
        // A phone shows the lane in the frame that begins now.
        const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
        requestAnimationFrame(() => {
          const [target] = placed(place);
          if (target?.closest("#setup") && !target.checkVisibility())
            document.querySelector("button[aria-controls=setup]")?.dispatchEvent(new Event("click"));
          target?.scrollIntoView({ block: "nearest", behavior });
        });
      });
      return button;
    },
    /** @param {Card} card @param {State} state */
    render(card, state) {
      lanes = state.lanes;
      forget(card);
      outline(card, lanes.map(({ name }) => name).join(""), state.tab, lanes[state.lanePointedAt].config);
    },
  };
}

/** @param {string} place */
function placed(place) {
  return document.querySelectorAll(selectorOf(place));
}
