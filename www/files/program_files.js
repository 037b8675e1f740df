/** A run as a folder: the program that repeats it, the first weights, and the rows in the order in which they come. */

import { pointAt, pointCount } from "../base/curve.js";
import { formatCount, formatReceipt } from "../base/format.js";
import { recipeOf } from "../lanes/lanes.js";
import { minimal } from "../settings/recipe.js";
import { weightsMetadata } from "./export.js";
import { npz } from "./npz.js";
import { FILES, notebook, program } from "./program.js";
import { safetensors } from "./safetensors.js";
import { zip } from "./zip.js";

/** @import { Origin, StateReport } from "../base/protocol.js" */
/** @import { Lane } from "../lanes/lanes.js" */
/** @import { Told } from "./program_parts.js" */

/** What a program can be written as. @typedef {"program" | "notebook"} ProgramKind */

/** Steps of a run that has made none. */
const FIRST_STEPS = 200;

/** A program cannot be written; the message is a sentence for the page. */
export class ProgramError extends Error {}

/**
 * @param {ProgramKind} kind
 * @param {Lane} lane
 * @param {Pick<StateReport, "snapshot" | "state"> & {origin: Origin}} report
 * @param {string} link
 * @returns {Promise<{name: string, content: Blob}>}
 * @throws {ProgramError}
 */
export async function programFolder(kind, lane, { snapshot, state, origin }, link) {
  const told = toldOf(lane, { snapshot, state, origin }, link);
  const { config } = told.recipe;
  const [file, text] = kind === "program" ? ["run.py", program(told)] : ["run.ipynb", notebook(told)];
  const { first, train, heldOut, order } = origin;
  const table = (/** @type {Float32Array | Uint32Array} */ values, /** @type {number} */ columns) => ({
    values,
    shape: [values.length / columns, columns],
  });
  // The state's curve begins with two numbers about how it was thinned.
  const points = curveOf(state.curve.subarray(2), told);
  const rows = await npz({
    train: table(train, told.inputs),
    held_out: table(heldOut, told.inputs),
    order: table(order, told.m),
    curve: { values: points, shape: [points.length / 3, 3] },
  });
  const network = { inputs: told.inputs, hiddenUnits: config.hiddenUnits, tied: config.tied };
  const about = { ...weightsMetadata(lane, snapshot), step: "0", receipt: formatReceipt(origin.receipt) };
  const folder = `run-${lane.name}-step-${told.steps}`;
  const content = await zip({
    [`${folder}/${file}`]: new Blob([text]),
    [`${folder}/${FILES.first}`]: safetensors(network, first, about),
    [`${folder}/${FILES.rows}`]: rows,
  });
  return { name: `${folder}-${kind}.zip`, content };
}

/**
 * What a program says of a run.
 * @param {Lane} lane
 * @param {Pick<StateReport, "snapshot" | "state"> & {origin: Origin}} report
 * @param {string} link
 * @returns {Told}
 * @throws {ProgramError}
 */
export function toldOf(lane, { snapshot, state, origin }, link) {
  const { config, events } = recipeOf(lane, snapshot);
  const steps = state.step || FIRST_STEPS;
  const { inputs } = snapshot;
  const m = origin.train.length / inputs;
  const batches = Math.ceil(m / Math.min(config.batchSize, m));
  const held = (origin.order.length / m) * batches;
  if (held < steps)
    throw new ProgramError(
      `Run ${lane.name} has made ${formatCount(steps)} steps: the order of its rows is too long for a file beyond step ${formatCount(held)}. Reset, train it to fewer steps, then export it.`,
    );
  const made = minimal(config, events).filter(({ step }) => step <= steps);
  return {
    name: lane.name,
    recipe: { config, events: made },
    steps,
    m,
    heldOut: origin.heldOut.length / inputs,
    inputs,
    link,
  };
}

/**
 * Step, train error and held-out error of each point. Where a run was tied or untied, it has a point before and one after; if one of them
 * has been thinned out, nobody could say which is left.
 * @param {Float64Array} curve
 * @param {Told} told
 */
function curveOf(curve, { recipe: { events }, steps }) {
  const points = Array.from({ length: pointCount(curve) }, (_, index) => pointAt(curve, index));
  const jumps = new Set(events.flatMap(({ step, change }) => ("tied" in change ? [step] : [])));
  const standing = points.filter(({ step }) => {
    if (!jumps.has(step)) return step <= steps;
    const expected = 1 + events.filter((event) => event.step === step && "tied" in event.change).length;
    return points.filter((point) => point.step === step).length === expected;
  });
  return Float64Array.from(standing.flatMap(({ step, train, heldOut }) => [step, train, heldOut]));
}
