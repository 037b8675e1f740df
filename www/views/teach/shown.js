/** What the window of speaker notes is told of the page: a pure function of its state. */

import { formatCount, formatNumber } from "../../base/format.js";
import { snapshotOf, stepOf } from "../../lanes/lanes.js";
import { cardOf } from "../../lesson/cards.js";
import { cardsOf, placeIn } from "../../lesson/deck.js";
import { plainText } from "../../lesson/plain_text.js";
import { QUESTIONS } from "../../lesson/questions.js";
import { votesText } from "../../lesson/scoring.js";
import { proseOf, standingOf } from "../../lesson/standing.js";
import { nextAct } from "../../state/acts.js";
import { outlookOf } from "../../state/outlook.js";

/** @import { Shown } from "../../base/stage.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */

/**
 * @param {State} state
 * @returns {Omit<Shown, "clock">}
 */
export function shownOf(state) {
  const { deck, lanes, playing, theme } = state;
  const card = cardOf(state.card);
  const cards = cardsOf(deck);
  const at = placeIn(deck, card.id);
  const following = cards[at + 1];
  const standing = standingOf(card.id, lanes);
  const paragraphs = [
    ["", standing.departures.join(" ")],
    ["", proseOf(card, standing)],
    ["Try", card.try],
    ["Look", card.look],
    ["How far it holds", card.limits],
  ];
  return {
    theme,
    place: `${at + 1} of ${cards.length} · ${card.part}`,
    title: card.title,
    paragraphs: paragraphs
      .filter(([, text]) => text !== "")
      .map(([heading, text]) => ({ heading, text: plainText(text, lanes) })),
    predictions: votedOn(state),
    runs: lanes.map(runOf),
    playing,
    act: nextAct(state)?.name ?? "",
    isFirst: at === 0,
    next: following
      ? { title: following.title, text: plainText(following.before, lanes), outlook: outlookOf(state, following) }
      : null,
  };
}

/**
 * How a class voted on the card, and what was said of it once that was compared.
 * @param {State} state
 */
function votedOn({ card, predicting: { votes, told } }) {
  const voted = votes[card];
  if (!voted?.some(Boolean)) return [];
  const text = votesText(voted, QUESTIONS[card].answers, undefined);
  return card in told ? [text, told[card]] : [text];
}

/** @param {Lane} lane */
function runOf(lane) {
  const evaluation = snapshotOf(lane)?.evaluation;
  return {
    name: lane.name,
    figures: [
      { name: "step", text: formatCount(stepOf(lane)) },
      { name: "train error", text: formatNumber(evaluation?.train) },
      { name: "held-out error", text: formatNumber(evaluation?.heldOut) },
      { name: "gap", text: formatNumber(evaluation?.gap) },
    ],
  };
}
