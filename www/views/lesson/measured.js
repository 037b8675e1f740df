/** A number that was measured: pressed, it says of which runs, and how anyone measures it again. */

import { formatCount, formatNumber } from "../../base/format.js";
import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { OF_LEDGER } from "../../lesson/claim_runs.js";
import { CLAIMS } from "../../lesson/claims.js";
import { placeIn } from "../../lesson/deck.js";
import { MEASURED } from "../../lesson/measured.js";
import { measureName, measuredText, runText } from "../../lesson/measured_text.js";
import { addressOf, serialize } from "../../link/url.js";
import { configOf } from "../../settings/presets.js";
import { element } from "../kit/dom.js";
import { MARGIN, putWithin } from "../kit/overlay.js";

/** @import { SweepMeasure } from "../../base/sweeps.js" */
/** @import { Tab } from "../../base/tabs.js" */
/** @import { ClaimId, Measure } from "../../lesson/claims.js" */
/** @import { State } from "../../state/state.js" */

/** The card on which a run stands alone is nobody’s; in a deck without it, the one that is shown. */
const CARD = "your-turn";

/**
 * @param {HTMLElement} root
 * @param {() => State} stateNow
 * @returns {(claim: ClaimId, range: "to" | "–" | undefined) => HTMLElement} makes the number
 */
export function mountMeasured(root, stateNow) {
  const note = element("div", {
    class: "measured-note",
    popover: "auto",
    role: "dialog",
    "aria-label": "How it was measured",
  });
  root.append(note);
  return (claim, range) => {
    const number = element(
      "button",
      { type: "button", class: "measured", "aria-haspopup": "dialog", title: "How it was measured" },
      measuredText(claim, range),
    );
    number.addEventListener("click", () => {
      note.replaceChildren(...told(claim, stateNow()));
      note.showPopover();
      place(note, number);
    });
    return number;
  };
}

/**
 * @param {ClaimId} claim
 * @param {State} state
 */
function told(claim, state) {
  const { run, events = [], step, measure } = CLAIMS[claim];
  const values = MEASURED[claim].map((value, index) =>
    element("li", {}, `seed ${index + 1}: `, element("data", { value: String(value) }, formatNumber(value))),
  );
  const lane = { name: "A", config: configOf(run, 1), events: [...events] };
  const { view, ...address } = addressOf(state);
  const card = placeIn(state.deck, CARD) < 0 ? state.card : CARD;
  const linked = { ...address, card, lanes: [lane] };
  const link = serialize({ ...linked, view: { ...view, budget: step, ...shownIn(measure) } });
  const swept =
    isSwept(measure) && events.length === 0 ? { ...view, budget: step, ...sweepOf(measure, values.length) } : undefined;
  return [
    element("p", {}, element("b", {}, measureName(claim)), ` at step ${formatCount(step)}`),
    element("p", {}, runText(claim)),
    element("ul", {}, ...values),
    element("code", {}, `cargo run --release --example lecture -- ${claim}`),
    element(
      "p",
      { class: "measured-links" },
      element("a", { class: "outlined", href: `#${link}`, autofocus: "" }, "Run it here"),
      ...(swept
        ? [element("a", { class: "outlined", href: `#${serialize({ ...linked, view: swept })}` }, "Sweep λ from it")]
        : []),
    ),
  ];
}

/** The instrument that shows what was measured. @param {Measure} measure @returns {{tab: Tab, inside?: string}} */
function shownIn(measure) {
  if (measure === "outside" || measure === "outsideBefore") return { tab: "why", inside: "A" };
  return { tab: OF_LEDGER.includes(measure) ? "ledger" : "loss" };
}

/** @param {Measure} measure @returns {measure is SweepMeasure} */
function isSwept(measure) {
  return Object.hasOwn(SWEEP_MEASURES, measure);
}

/** The same run over λ, from the seeds that were measured. @param {SweepMeasure} sweepMeasure @param {number} sweepSeeds */
function sweepOf(sweepMeasure, sweepSeeds) {
  return /** @type {const} */ ({
    tab: "sweep",
    sweepOver: "lambda",
    sweepMeasure,
    sweepSeeds,
    sweepWeights: "both",
    sweepOf: "A",
  });
}

/**
 * Below the number, or above it where there is no room below.
 * @param {HTMLElement} note
 * @param {HTMLElement} number
 */
function place(note, number) {
  const { left, top, bottom } = number.getBoundingClientRect();
  const below = bottom + MARGIN + note.offsetHeight <= innerHeight - MARGIN;
  putWithin(note, left, below ? bottom + MARGIN : top - MARGIN - note.offsetHeight);
}
