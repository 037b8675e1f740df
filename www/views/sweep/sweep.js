/** The sweep: one recipe trained over λ, over hidden units or over both, from several seeds, in the background. */

import { SWEEP_MEASURES } from "../../base/sweeps.js";
import { formatCount, formatNumber, formatSetting } from "../../base/format.js";
import { countKnown } from "../../sweep/cells.js";
import { theoryAt } from "../../sweep/exact.js";
import { sweepAsCsv } from "../../sweep/csv.js";
import { laneSwept, planKey } from "../../sweep/plan.js";
import { download, element, memo, setHidden, setText } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountBar } from "./bar.js";
import { mountSweepChart } from "./chart.js";
import { drawnTheory, mountSweepContent } from "./content.js";
import { mountMenu } from "./menu.js";
import { helpText, leftOut, planText } from "./words.js";

/** @import { Known } from "../../sweep/cells.js" */
/** @import { Plan } from "../../sweep/plan.js" */
/** @import { Action, State } from "../../state/state.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { Instrument } from "../instruments/instruments.js" */
/** @import { Content } from "./content.js" */
/** @import { Pin } from "./menu.js" */

/** Sentences about runs that could not be trained: more of them would be read by nobody. */
const MOST_PROBLEMS = 3;

/**
 * @param {Glue} glue
 * @param {Pin} pin
 * @returns {Instrument}
 */
export function sweepInstrument(glue, pin) {
  return { id: "sweep", name: "Sweep", mount: (panel, _options, dispatch) => mountSweep(panel, glue, dispatch, pin) };
}

/**
 * @param {HTMLElement} panel
 * @param {Glue} glue
 * @param {(action: Action) => void} dispatch
 * @param {Pin} pin
 * @returns {ReturnType<Instrument["mount"]>}
 */
function mountSweep(panel, glue, dispatch, pin) {
  const root = element("div", { class: "sweep" });
  panel.append(root);
  /** @type {State | undefined} */
  let shown;
  const contentOf = mountSweepContent();
  const side = element("div", { class: "sweep-side" });
  const renderBar = mountBar(root, side, dispatch, () => {
    if (shown) save(contentOf(shown).plan, shown.outcomes);
  });
  const open = mountMenu(root, dispatch, pin);
  const renderChart = mountSweepChart(
    root,
    glue,
    (title, cells, at, back) => shown && open(shown, title, cells, at, back),
  );
  root.append(side);
  const renderNotes = mountNotes(side);
  const renderTable = mountTable(root);
  return (state, palette) => {
    shown = state;
    const content = contentOf(state);
    const { plan } = content;
    renderBar(state, { plan: planKey(state), known: countKnown(plan, state.outcomes), total: plan.runs.length });
    renderChart(content, palette);
    renderNotes(state, content);
    renderTable(content);
  };
}

/** @param {Plan} plan @param {Known} known */
function save(plan, known) {
  download("sweep.csv", new Blob([sweepAsCsv(plan, known)], { type: "text/csv" }));
}

/** What one looks at, what it is made of, and what went wrong. @param {HTMLElement} side */
function mountNotes(side) {
  const [help, made] = [element("p"), element("p")];
  const problems = element("p", { class: "sweep-alarm", hidden: "" });
  side.append(problems, help, made);
  return (/** @type {State} */ state, /** @type {Content} */ content) => {
    const { plan, measure } = content;
    const lane = laneSwept(state);
    setText(help, helpText(plan, measure, drawnTheory(content)));
    setText(made, `${planText(plan, lane.name)}${leftOut(lane)} Click or Enter: load a point into a run, or pin it.`);
    const told = problemsOf(state);
    setHidden(problems, told === "");
    setText(problems, told);
  };
}

/** @param {State} state */
function problemsOf({ sweep: { problems, trouble } }) {
  const more = problems.length - MOST_PROBLEMS;
  return [
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `Not trained: ${problem}`),
    ...(more > 0 ? [`And ${formatCount(more)} more could not be trained.`] : []),
    ...(trouble ? [trouble] : []),
  ].join(" ");
}

/** All numbers, for who sees none of the drawing. @param {HTMLElement} root */
function mountTable(root) {
  const heads = ["Hidden units", "λ", "Weights", "Mean", "Lowest", "Highest", "Seeds trained", "Diverged", "Theory"];
  const write = mountHiddenTable(root, "The sweep in numbers", heads);
  const number = (/** @type {number} */ value) => (Number.isFinite(value) ? formatNumber(value) : "–");
  return memo((/** @type {Content} */ { cells, exact, measure }) =>
    write(
      cells.map((cell) => {
        const { hiddenUnits, lambda, tied, ones, mean, low, high, diverged } = cell;
        return [
          formatCount(hiddenUnits),
          formatSetting(lambda),
          tied ? "tied" : "untied",
          `${SWEEP_MEASURES[measure]} ${number(mean)}`,
          number(low),
          number(high),
          `${ones.filter(({ outcome }) => outcome).length} of ${ones.length}`,
          String(diverged),
          number(theoryAt(exact, cell) ?? NaN),
        ];
      }),
    ),
  );
}
