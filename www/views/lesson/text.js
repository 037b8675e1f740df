/** A text of the lesson on the page: its numbers follow the runs, its places can be pointed at. */

import { QUANTITIES } from "../../lesson/quantities.js";
import { pieces } from "../../lesson/text.js";
import { element, setNumber } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { ClaimId } from "../../lesson/claims.js" */
/** @import { Piece } from "../../lesson/text.js" */

/**
 * @param {HTMLElement} target
 * @param {(place: string, words: string) => HTMLElement} pointer makes the words that point at a place
 * @param {(claim: ClaimId, range: "to" | "–" | undefined) => HTMLElement} measured makes a number that was measured
 */
export function mountText(target, pointer, measured) {
  /** @type {((lanes: Lane[]) => void)[]} */
  let numbers = [];
  /** @param {Piece} piece @returns {Node | string} */
  const made = (piece) => {
    switch (piece.type) {
      case "number": {
        const { data, render } = liveNumber(piece.lane, piece.quantity);
        numbers.push(render);
        return data;
      }
      case "measured":
        return measured(piece.claim, piece.range);
      case "place":
        return pointer(piece.place, piece.text);
      case "stress":
        return element("em", {}, piece.text);
      default:
        return piece.text;
    }
  };
  return {
    /** @param {string} text */
    show(text) {
      numbers = [];
      target.replaceChildren(...pieces(text).map(made));
    },
    /** @param {Lane[]} lanes */
    render(lanes) {
      for (const render of numbers) render(lanes);
    },
  };
}

/**
 * @param {string} name of the lane
 * @param {string} quantity
 */
function liveNumber(name, quantity) {
  const { name: words, read, format } = QUANTITIES[quantity];
  const data = element("data", { "data-lane": name, title: `${name}’s ${words} now`, value: "" }, "–");
  return {
    data,
    render: (/** @type {Lane[]} */ lanes) => {
      const lane = lanes.find((candidate) => candidate.name === name);
      setNumber(data, lane && read(lane), format);
    },
  };
}
