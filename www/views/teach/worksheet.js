/** The dialog that prints the worksheet: its questions, or its answers, for which runs may have to be trained first. */

import { claimsIn, jobOf, jobsFor, measuredUnder, valueIn } from "../../lesson/claim_runs.js";
import { cardsOf } from "../../lesson/deck.js";
import { formatCount } from "../../base/format.js";
import { keyOf } from "../../settings/job.js";
import { element, setHidden, setText } from "../kit/dom.js";
import { dialogOf } from "./dialog.js";
import { answers, questions } from "./sheet.js";

/** @import { Outcome } from "../../base/protocol.js" */
/** @import { Background } from "../../background/background.js" */
/** @import { ClaimId } from "../../lesson/claims.js" */
/** @import { State } from "../../state/state.js" */

/** What takes a sheet off the page again; not every browser says that it has printed. */
const AFTERWARDS = Object.freeze(["afterprint", "pointerdown", "keydown"]);

/**
 * @param {State} state
 * @param {string} page its address, without what it says of the state
 * @param {Pick<Background, "trainAll">} background
 */
export function openWorksheet(state, page, background) {
  const { seed } = state.lanes[0].config;
  const claims = cardsOf(state.deck).flatMap(({ look }) => claimsIn(look));
  const jobs = jobsFor(claims, seed);
  const asks = element("button", { type: "button", class: "outlined" }, "Print questions");
  const tells = element("button", { type: "button", class: "outlined" }, "Print answers");
  const progress = element("progress", { "aria-label": "Training for the answers", max: "1", value: "0", hidden: "" });
  const said = element("p", { class: "hint", role: "status" }, jobs.length > 0 ? toTrain(jobs.length, seed) : "");
  const dialog = dialogOf(
    "Worksheet",
    element(
      "p",
      { class: "hint" },
      "The cards’ questions with room to answer, and separately their answers, on A4 or Letter. Both are for the cards that are shown here, and for this seed.",
    ),
    element("p", { class: "worksheet-buttons" }, asks, tells),
    progress,
    said,
  );
  asks.addEventListener("click", () => {
    dialog.close();
    printed(questions(state, page));
  });
  tells.addEventListener("click", () => {
    tells.disabled = true;
    setHidden(progress, jobs.length === 0);
    /** @type {Map<string, Outcome>} */
    const outcomes = new Map();
    const training = background.trainAll(jobs, {
      onResult: ({ key, outcome, problem }) => {
        if (outcome) outcomes.set(key, outcome);
        else setText(said, problem ?? "");
      },
      onProgress: ({ share, done, total }) => {
        progress.value = share;
        setText(said, `${done} of ${total} runs are trained.`);
      },
    });
    let isCancelled = false;
    dialog.addEventListener("close", () => {
      isCancelled = true;
      training.cancel();
    });
    void training.finished.then(() => {
      if (isCancelled) return;
      dialog.close();
      printed(answers(state, page, (claim) => valueOf(claim, seed, outcomes)));
    });
  });
  dialog.showModal();
}

/** @param {number} count @param {number} seed */
function toTrain(count, seed) {
  const runs = count === 1 ? "one run is" : `${formatCount(count)} runs are`;
  return `For the answers ${runs} trained with seed ${formatCount(seed)} first: of the seeds 1 to 3 the numbers are known.`;
}

/**
 * @param {ClaimId} claim
 * @param {number} seed
 * @param {ReadonlyMap<string, Outcome>} outcomes by what their jobs go by
 */
function valueOf(claim, seed, outcomes) {
  const job = jobOf(claim, seed);
  const outcome = job && outcomes.get(keyOf(job));
  return measuredUnder(claim, seed) ?? (outcome && valueIn(claim, outcome));
}

/** Prints a sheet in place of the page. @param {HTMLElement} sheet */
function printed(sheet) {
  const root = document.documentElement;
  const done = new AbortController();
  document.body.append(sheet);
  root.dataset.paper = "worksheet";
  for (const type of AFTERWARDS) {
    addEventListener(
      type,
      () => {
        done.abort();
        sheet.remove();
        delete root.dataset.paper;
      },
      { signal: done.signal },
    );
  }
  print();
}
