/** A text of the lesson as plain words, with the numbers that its runs have now. */

import { measuredText } from "./measured_text.js";
import { QUANTITIES } from "./quantities.js";
import { pieces } from "./text.js";

/** @import { Lane } from "../lanes/lanes.js" */

/**
 * @param {string} text
 * @param {readonly Lane[]} lanes
 */
export function plainText(text, lanes) {
  return pieces(text)
    .map((piece) => {
      switch (piece.type) {
        case "number": {
          const { read, format } = QUANTITIES[piece.quantity];
          const lane = lanes.find(({ name }) => name === piece.lane);
          const value = lane && read(lane);
          return value === undefined ? "–" : format(value);
        }
        case "measured":
          return measuredText(piece.claim, piece.range);
        default:
          return piece.text;
      }
    })
    .join("");
}
