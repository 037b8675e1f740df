/** The data sets and the fast module, if they are here, and the fetching of those that are not. */

import { DATA_SETS, SOURCES } from "./data.js";

/** @import { DataFiles, DataKind, RunConfig } from "./protocol.js" */
/** @import { Action, State } from "./state.js" */

/** @typedef {{state: () => State, dispatch: (action: Action) => void}} Store */
/** @typedef {() => Promise<WebAssembly.Module>} LoadModule */
/** @typedef {(kind: DataKind, onProgress: (loaded: number, total: number) => void) => Promise<DataFiles>} LoadDataset */

/** Fetches what lanes train on when a lane waits for it, and what they are only shown once the lanes are up. */
export class Library {
  /** @type {Map<DataKind, DataFiles>} */ #files = new Map();
  /** @type {Map<DataKind, "loading" | "failed">} */ #fetching = new Map();
  /** The module with fast arithmetic, if it is here. @type {WebAssembly.Module | undefined} */ fastModule;
  #fetchingFast = false;

  /**
   * @param {Store} store
   * @param {LoadDataset} loadDataset
   * @param {LoadModule} loadFastModule
   */
  constructor(store, loadDataset, loadFastModule) {
    this.store = store;
    this.loadDataset = loadDataset;
    this.loadFastModule = loadFastModule;
  }

  /**
   * The images a configuration trains on, if they are here.
   * @param {RunConfig} config
   */
  filesFor(config) {
    return this.#files.get(kindOf(config));
  }

  /**
   * The images its network is only shown, if they are here.
   * @param {RunConfig} config
   */
  otherFor(config) {
    return this.#files.get(SOURCES[kindOf(config)].other);
  }

  /** Fetches what is missing. */
  fetchNeeded() {
    const { lanes, fast } = this.store.state();
    if (fast) this.#fetchFast();
    const waiting = lanes.filter(({ status }) => status === "creating");
    for (const { config } of waiting) this.#fetch(kindOf(config), true);
    if (waiting.length > 0) return;
    for (const { status, config } of lanes) {
      if (status === "ready") this.#fetch(SOURCES[kindOf(config)].other, false);
    }
  }

  /**
   * Tries again to fetch a data set, for lanes that failed for want of it too.
   * @param {DataKind} kind
   */
  retry(kind) {
    this.#fetching.delete(kind);
    this.store.dispatch({ type: "solved", id: kind });
    this.store.state().lanes.forEach((lane, index) => {
      if (lane.status === "failed" && kindOf(lane.config) === kind) this.store.dispatch({ type: "restart", lane: index });
    });
    this.fetchNeeded();
  }

  /** Without the fast module the runs use the other. */
  #fetchFast() {
    if (this.fastModule || this.#fetchingFast) return;
    this.#fetchingFast = true;
    this.loadFastModule().then((module) => {
      this.fastModule = module;
      this.store.dispatch({ type: "solved", id: "fast" });
    }, (error) => {
      const message = `Fast arithmetic could not be loaded (${reasonOf(error)}), so the runs use the reproducible one.`;
      this.store.dispatch({ type: "problem", problem: { id: "fast", message, retry: "page" } });
      this.store.dispatch({ type: "fast", on: false });
    }).finally(() => {
      this.#fetchingFast = false;
    });
  }

  /**
   * @param {DataKind} kind
   * @param {boolean} again even if it failed before
   */
  #fetch(kind, again) {
    const stage = this.#fetching.get(kind);
    if (this.#files.has(kind) || stage === "loading" || (stage === "failed" && !again)) return;
    this.#fetching.set(kind, "loading");
    const { name, bytes } = SOURCES[kind];
    /** @param {number} loaded @param {number} total */
    const progress = (loaded, total) => {
      // One file of a data set may still be coming in when the other has already failed.
      if (this.#fetching.get(kind) === "loading") this.store.dispatch({ type: "loading", loading: { kind, name, loaded, total } });
    };
    progress(0, bytes);
    this.loadDataset(kind, progress)
      .then((files) => this.#arrived(kind, files), (error) => this.#missing(kind, error))
      .finally(() => this.store.dispatch({ type: "loaded", kind }));
  }

  /**
   * @param {DataKind} kind
   * @param {DataFiles} files
   */
  #arrived(kind, files) {
    this.#fetching.delete(kind);
    this.#files.set(kind, files);
    this.store.dispatch({ type: "solved", id: kind });
  }

  /**
   * @param {DataKind} kind
   * @param {unknown} error
   */
  #missing(kind, error) {
    const message = reasonOf(error);
    this.#fetching.set(kind, "failed");
    this.store.dispatch({ type: "problem", problem: { id: kind, message, retry: kind } });
    this.store.state().lanes.forEach((lane, index) => {
      if (lane.status !== "creating" || kindOf(lane.config) !== kind) return;
      const problem = `Run ${lane.name} has no ${SOURCES[kind].name} to train on.`;
      this.store.dispatch({ type: "lane-failed", lane: index, message: problem });
    });
  }
}

/**
 * What went wrong, to be put into a sentence.
 * @param {unknown} error
 */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {RunConfig} config */
function kindOf(config) {
  return DATA_SETS[config.data].kind;
}
