// A lab whose runs only remember, with a clock that tests move.
import { Lab } from "../../www/runs/lab.js";
import { Library } from "../../www/load/library.js";
import { reduce } from "../../www/state/reduce.js";
import { initialState } from "../../www/state/state.js";
import { createStore } from "../../www/state/store.js";

/** @import { Action, State } from '../../www/state/state.js' */

/** What every run is created with, unless fast arithmetic is asked for. */
export const MODULE = /** @type {WebAssembly.Module} */ ({});

/** What it is created with then. */
export const FAST_MODULE = /** @type {WebAssembly.Module} */ ({});

/**
 * A lab on fakes.
 * @param {(file: string, onProgress: (loaded: number) => void) => Promise<any>} [loadFile] comes to the name of the file, in place of its bytes
 * @param {() => Promise<WebAssembly.Module>} [loadFastModule]
 */
export function setUp(loadFile = async (file) => file, loadFastModule = async () => FAST_MODULE) {
  const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), {
    ...initialState(),
    fastOffered: true,
  });
  /** @type {string[]} */
  const fetched = [];
  /** @type {Map<string, {told: any[], report: (report: any) => void}>} by the name of the lane */
  const runs = new Map();
  /** @type {Set<string>} lanes whose runs have been silent for long */
  const silent = new Set();
  /** @type {string[]} */
  const delivered = [];
  let time = 0;
  const library = new Library(
    store,
    (file, onProgress) => {
      fetched.push(file);
      return loadFile(file, onProgress);
    },
    loadFastModule,
  );
  /** @param {(report: any) => void} report @param {string} name @returns {any} */
  const newRun = (report, name) => {
    /** @type {any[]} */
    const told = [];
    runs.set(name, { told, report });
    return {
      warmUp() {},
      create: (/** @type {any} */ command) => void told.push(["create", command]),
      send: (/** @type {any} */ { type, ...rest }) => {
        if (type !== "look") told.push([type, ...Object.values(rest)]);
      },
      expect: (/** @type {boolean} */ behind) => void told.push(["expect", behind]),
      stop: () => void told.push(["stop"]),
      watch: () => silent.has(name),
    };
  };
  const lab = new Lab({
    store,
    library,
    newRun,
    deliver: (lane, { request }) => void delivered.push(`${lane.name}: ${request}`),
    now: () => time,
  });
  let syncing = false;
  store.subscribe(() => {
    if (syncing) return;
    syncing = true;
    queueMicrotask(() => {
      syncing = false;
      lab.sync();
    });
  });
  /** The run of a lane. @param {number} index */
  const runOf = (index) =>
    /** @type {{told: any[], report: (report: any) => void}} */ (runs.get(store.state().lanes[index].name));
  /** Lets a lane report. @param {number} index @param {number} step @param {string} [type] @param {boolean} [atRest] */
  const report = (index, step, type = "snapshot", atRest = true) => {
    const { runId, config } = store.state().lanes[index];
    const snapshot = {
      step,
      epoch: 0,
      inputs: 196,
      hiddenUnits: config.hiddenUnits,
      lambda: config.lambda,
      tied: config.tied,
      learningRate: config.learningRate,
      events: [],
      receipt: "0000-0000-0000",
      divergence: null,
      theory: null,
      evaluation: { step },
    };
    runOf(index).report({
      type,
      runId,
      snapshot,
      curve: new Float64Array(),
      tiles: {},
      reconstructions: new Float32Array(),
      atRest,
    });
  };
  /** @param {number} to */
  const frame = (to) => lab.frame((time = to));
  /** What a lane was told of this kind. @param {number} index @param {string} name */
  const heard = (index, name) =>
    runOf(index)
      .told.filter(([said]) => said === name)
      .map(([, first]) => first);
  return { store, lab, runs, silent, runOf, fetched, delivered, report, frame, heard };
}

/** Lets promises settle. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A lab whose lanes are both up. @param {() => Promise<WebAssembly.Module>} [loadFastModule] */
export async function ready(loadFastModule) {
  const page = setUp(undefined, loadFastModule);
  page.lab.start(MODULE);
  await settle();
  for (const lane of [0, 1]) page.report(lane, 0, "created");
  await settle();
  return page;
}
