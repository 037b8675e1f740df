/** How the question of the card that is shown stands: whether it is asked, what was said, what came. Pure. */

import { cardOf } from "../../lesson/cards.js";
import { QUESTIONS } from "../../lesson/questions.js";
import { standingOf, TRAINED } from "../../lesson/standing.js";

/** @import { Measured } from "../../lesson/measuring.js" */
/** @import { Prediction } from "../../lesson/prediction.js" */
/** @import { Question, Result } from "../../lesson/questions.js" */
/** @import { State } from "../../state/state.js" */

/**
 * How a card's question stands.
 * @typedef {object} Asked
 * @property {string} card
 * @property {Question} question
 * @property {Prediction | undefined} said
 * @property {Prediction | undefined} draft
 * @property {boolean} open it can be answered
 * @property {boolean} asks it is asked
 * @property {string} closed why it cannot be answered; empty if it can
 * @property {boolean} departed the runs are not those of the card any more
 * @property {Measured<Result>} measured
 * @property {boolean} told prediction and outcome have been compared
 */

/**
 * @param {State} state
 * @returns {Asked | undefined}
 */
export function askedOf({ card, lanes, predictions, predicting, outcomes, projector, hides }) {
  const question = QUESTIONS[card];
  if (!question || hides.includes("predict")) return undefined;
  const { departures, step, done } = standingOf(card, lanes);
  const said = predictions.find((one) => one.card === card);
  // Of other runs than its own a card asks nothing.
  if (departures.length > 0 && !said) return undefined;
  const draft = predicting.draft?.card === card ? predicting.draft : undefined;
  const isTrained = cardOf(card).asks?.first && step >= TRAINED;
  const closed = isTrained
    ? "The runs are trained already: Reset (R), then predict."
    : question.late && done
      ? "It is done already: Reset (R), then predict."
      : "";
  return {
    card,
    question,
    said,
    draft,
    closed,
    open: closed === "",
    // In a hall a class is asked.
    asks: predicting.asks && !projector,
    // A curve over λ is compared with fresh runs, whatever stands on the page.
    departed: departures.length > 0 && !question.lambdas,
    measured: question.measure({ lanes, outcomes }),
    told: card in predicting.told,
  };
}
