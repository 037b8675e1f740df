/** What the drawing of a sweep shows. */

import { inputsOf } from "../../images/own.js";
import { cellsOf } from "../../sweep/cells.js";
import { exactCurve, exactKey } from "../../sweep/exact.js";
import { laneSwept, planKey, planOf } from "../../sweep/plan.js";
import { memo, memoBy } from "../kit/dom.js";

/** @import { ExactPoint } from "../../base/protocol.js" */
/** @import { SweepMeasure } from "../../base/sweeps.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Cell } from "../../sweep/cells.js" */
/** @import { ExactValue } from "../../sweep/exact.js" */
/** @import { Plan } from "../../sweep/plan.js" */

/**
 * What is drawn.
 * @typedef {object} Content
 * @property {Plan} plan
 * @property {readonly Cell[]} cells by k, λ, untied ones first
 * @property {readonly ExactValue[]} exact what theory says along its axis, from left to right, untied ones first
 * @property {SweepMeasure} measure
 * @property {number} inputs n
 * @property {Pick<Lane, "name">} lane whose recipe it is, and in whose colour
 * @property {readonly Pick<Lane, "name" | "config">[]} lanes marked on the axis
 * @property {boolean} logY
 */

/** Errors span decades, and so has a map's scale of colours to; shares and differences do not. */
const LOGARITHMIC = Object.freeze(["heldOut", "train"]);

/**
 * What is drawn of theory: a logarithmic axis has no place for 0, which an optimum may have.
 * @param {Pick<Content, "exact" | "logY">} content
 */
export function drawnTheory({ exact, logY }) {
  return logY ? exact.filter(({ value }) => value > 0) : exact;
}

/** @type {readonly ExactPoint[]} */
const NONE = Object.freeze([]);

/** What a sweep's drawing shows of a state; the same as long as that does. @returns {(state: State) => Content} */
export function mountSweepContent() {
  const plan = memoBy(
    (/** @type {State} */ state) => [planKey(state)],
    (state) => planOf(state),
  );
  const theory = memo(exactKey);
  const cells = memo(cellsOf);
  const curve = memo(exactCurve);
  const content = memo(
    (
      /** @type {[Plan, Content["cells"], Content["exact"], State["sweepMeasure"], State["lanes"][0]["name"], string, boolean, State["lanes"]]} */ ...inputs
    ) => {
      const [of, values, exact, measure, name, , logY, lanes] = inputs;
      const n = inputsOf(of.base);
      return { plan: of, cells: values, exact, measure, inputs: n, lane: { name }, lanes, logY };
    },
  );
  let lanes = /** @type {State["lanes"]} */ ([]);
  let marks = "";
  return (state) => {
    const { sweepMeasure: measure, outcomes, logErrors, sweep } = state;
    const now = JSON.stringify(state.lanes.map(({ name, config }) => [name, config.lambda, config.hiddenUnits]));
    // While they train, lanes are others with every report.
    if (now !== marks) [lanes, marks] = [state.lanes, now];
    const of = plan(state);
    const logY = logErrors && LOGARITHMIC.includes(measure);
    const exact = curve(sweep.exact.key === theory(of) ? sweep.exact.points : NONE, measure);
    return content(of, cells(of, outcomes, measure), exact, measure, laneSwept(state).name, marks, logY, lanes);
  };
}
