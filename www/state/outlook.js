/** What becomes of the runs when a card is turned to, in words. */

import { standsFor } from "./scene.js";
import { leftOn } from "./undo.js";

/** @import { Card } from "../lesson/card.js" */
/** @import { State } from "./state.js" */

/** @param {State} state @param {Card} card */
export function outlookOf(state, { id, scene }) {
  if (leftOn(state, id)) return "brings back the runs of before";
  return !scene || standsFor(state.lanes, scene) ? "keeps the runs" : "begins new runs";
}
