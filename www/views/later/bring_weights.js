/** Weights that a person brings: their run is repeated in a lane to where they were taken, and compared with them. */

import { formatCount } from "../../base/format.js";
import { WeightsError, checkSize, difference, readWeights } from "../../files/weights_in.js";
import { dataHash } from "../../files/run_file.js";
import { laneNamed } from "../../lanes/lineup.js";

/** @import { StateReport } from "../../base/protocol.js" */
/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { ReadWeights } from "../../files/weights_in.js" */
/** @import { Store } from "../../state/store.js" */

/** Files whose run is on its way, or being compared, by the number of the run. @type {Map<number, {file: string, read: ReadWeights, asked: boolean, undo: boolean}>} */
const awaited = new Map();
/** Stores that are listened to. @type {WeakSet<Pick<Store, "dispatch">>} */
const watched = new WeakSet();

const FAST =
  "Fast arithmetic is on, which gives no receipts: turn it off, beside the speed, then bring the weights again.";

/**
 * Has the run of a file stand in a lane as it stood, or says why not.
 * @param {Store & {subscribe: (listener: () => void) => void}} store
 * @param {File} file
 * @param {string} name of the lane
 */
export async function bringWeights(store, file, name) {
  const { state, dispatch } = store;
  const say = (/** @type {string} */ status) => dispatch({ type: "view", view: { status } });
  if (state().fast) return say(FAST);
  try {
    checkSize(file);
    const read = readWeights(file.name, await file.arrayBuffer());
    const lane = state().lanes.indexOf(laneNamed(state().lanes, name));
    dispatch({ type: "load-run", run: { ...read.run, stands: true }, lane });
    const { runId } = state().lanes[lane];
    awaited.set(runId, { file: file.name, read, asked: false, undo: state().offer !== "" });
    watch(store);
    askForThose(store);
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    say(error.message);
  }
}

/** @param {Store & {subscribe: (listener: () => void) => void}} store */
function watch(store) {
  if (watched.has(store)) return;
  watched.add(store);
  store.subscribe(() => askForThose(store));
}

/** Asks the runs that have come to where they are to stand how they stand. @param {Store} store */
function askForThose({ state, dispatch }) {
  for (const [runId, waited] of awaited) {
    const lane = state().lanes.find((one) => one.runId === runId);
    if (!lane) awaited.delete(runId);
    else if (lane.status === "ready" && !lane.aim && !waited.asked) {
      waited.asked = true;
      dispatch({ type: "ask", name: lane.name, purpose: { type: "compare" } });
    }
  }
}

/**
 * What the comparison of a run with the file that it was brought by says.
 * @param {Lane} lane
 * @param {StateReport} report with the run's origin
 */
export function compared({ name, runId }, { snapshot, state, origin }) {
  const waited = awaited.get(runId);
  awaited.delete(runId);
  if (!waited || !origin) return "";
  const { file, read, undo } = waited;
  const now = { parameters: state.parameters, receipt: snapshot.receipt, dataHash: dataHash(origin.train) };
  const why = difference(read, now);
  const back = undo ? " Undo brings back what was here." : "";
  const step = formatCount(state.step);
  if (why)
    return `Run ${name} has repeated the run of “${file}” to step ${step}, but its numbers are not those of the file: ${why}.${back}`;
  return `Run ${name} stands at step ${step} as “${file}” has it: all ${formatCount(state.parameters.length)} numbers are the same, and so is the receipt, ${snapshot.receipt}. Set λ, tying or η for what comes, then Play.`;
}
