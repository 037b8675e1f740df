/** The data files and the fast module, if they are here, and the fetching of those that are not. */

import { DATA_SETS } from "../base/schema.js";
import { formatCount } from "../base/format.js";
import { SOURCES, filesFor } from "../images/data.js";
import { ownOf } from "../images/own.js";

/** @import { DataFile } from "../images/data.js" */
/** @import { DataFiles, DataSource, RunConfig } from "../base/protocol.js" */
/** @import { Store } from "../state/store.js" */

/** @typedef {() => Promise<WebAssembly.Module>} LoadModule */
/** @typedef {(file: string, onProgress: (loaded: number) => void) => Promise<ArrayBuffer>} LoadFile */
/** Files of a source that come in together: the bytes there are of each, and those that wait for their turn. @typedef {{loaded: Map<DataFile, number>, queue: DataFile[]}} Wave */

/**
 * Fetches what lanes train on when a lane waits for it. Once the lanes are up: what they are only shown, and then, one file after
 * another, what they will need for other seeds and more images.
 */
export class Library {
  /** @type {Map<string, ArrayBuffer>} by the name of the file */ #here = new Map();
  /** @type {Map<string, "loading" | "failed">} by the name of the file */ #fetching = new Map();
  /** @type {Map<DataSource, Wave>} */ #waves = new Map();
  /** The module with fast arithmetic, if it is here. @type {WebAssembly.Module | undefined} */ fastModule;
  #fetchingFast = false;
  /** Data that a person has handed in, by the texts of recipes. @type {Map<string, ArrayBuffer>} */ #own = new Map();
  /** What of them runs wait for, and has been asked for. */ #askedFor = "";
  #onOwnMissing;

  /**
   * @param {Store} store
   * @param {LoadFile} loadFile
   * @param {LoadModule} loadFastModule
   * @param {(text: string) => void} [onOwnMissing] told once of own data that runs wait for
   */
  constructor(store, loadFile, loadFastModule, onOwnMissing = () => {}) {
    this.#onOwnMissing = onOwnMissing;
    this.store = store;
    this.loadFile = loadFile;
    this.loadFastModule = loadFastModule;
  }

  /**
   * The images a configuration trains on, if they are here.
   * @param {RunConfig} config
   */
  filesFor(config) {
    return config.data === "own" ? this.#ownFor(config) : this.#gather(config.data, filesFor(config));
  }

  /** Whether own data are here. @param {string} text of a recipe */
  hasOwn(text) {
    return this.#own.has(text);
  }

  /** Own data have come: runs that wait for them begin. @param {string} text of recipes @param {ArrayBuffer} bytes */
  supply(text, bytes) {
    this.#own.set(text, bytes);
    this.#sayOwnMissing();
  }

  /** @param {RunConfig} config @returns {DataFiles | undefined} */
  #ownFor({ own = "" }) {
    const bytes = this.#own.get(own);
    return bytes && { source: "own", kind: "own", form: "own", files: [bytes], own };
  }

  /** Says which own data runs wait for, as long as they do. */
  #sayOwnMissing() {
    const waiting = this.store
      .state()
      .lanes.find(({ status, config }) => status === "creating" && config.data === "own");
    const { own = "" } = waiting?.config ?? {};
    const missing = this.#own.has(own) ? "" : own;
    if (missing === this.#askedFor) return;
    this.#askedFor = missing;
    const told = ownOf(missing);
    if (!told) return this.store.dispatch({ type: "solved", id: "own" });
    const { name, count, side, hash } = told;
    const message = `These runs need your file “${name}” (${formatCount(count)} images of ${side}×${side}, hash ${hash}), which is not here. It stays on your machine, so no link has it.`;
    this.store.dispatch({ type: "problem", problem: { id: "own", message, retry: "own" } });
    this.#onOwnMissing(missing);
  }

  /**
   * The images its network is only shown, if they are here.
   * @param {RunConfig} config
   */
  otherFor({ data }) {
    const { other } = DATA_SETS[data];
    return other ? this.#gather(other, SOURCES[other].files) : undefined;
  }

  /**
   * The images a configuration trains on in the background: they are fetched, unless that has failed already, if they are not here.
   * @param {RunConfig} config
   */
  wanted(config) {
    const here = this.filesFor(config);
    if (!here && config.data !== "own") this.#fetch(config.data, filesFor(config), false);
    return here;
  }

  /** Whether the runs have all that they need, and nothing is on its way. */
  get rests() {
    const { lanes } = this.store.state();
    return lanes.every(({ status }) => status !== "creating") && ![...this.#fetching.values()].includes("loading");
  }

  /** Fetches what is missing. */
  fetchNeeded() {
    const { lanes, fast } = this.store.state();
    if (fast) this.#fetchFast();
    this.#sayOwnMissing();
    const waiting = lanes.filter(({ status }) => status === "creating");
    for (const { config } of waiting) this.#fetch(config.data, filesFor(config), true);
    if (waiting.length > 0) return;
    for (const {
      status,
      config: { data },
    } of lanes) {
      if (status !== "ready") continue;
      const { other } = DATA_SETS[data];
      if (other) this.#fetch(other, SOURCES[other].files, false);
      this.#follow(data);
    }
  }

  /**
   * Tries again to fetch files, for lanes that failed for want of them too.
   * @param {DataSource} source
   */
  retry(source) {
    for (const { file } of SOURCES[source].files) {
      if (this.#fetching.get(file) === "failed") this.#fetching.delete(file);
    }
    this.store.dispatch({ type: "solved", id: source });
    this.store.state().lanes.forEach((lane, index) => {
      if (lane.status === "failed" && lane.config.data === source)
        this.store.dispatch({ type: "restart", lane: index });
    });
    this.fetchNeeded();
  }

  /** Without the fast module the runs use the other. */
  #fetchFast() {
    if (this.fastModule || this.#fetchingFast) return;
    this.#fetchingFast = true;
    this.loadFastModule()
      .then(
        (module) => {
          this.fastModule = module;
          this.store.dispatch({ type: "solved", id: "fast" });
        },
        (error) => {
          const message = `Fast arithmetic could not be loaded (${reasonOf(error)}), so the runs use the reproducible one.`;
          this.store.dispatch({ type: "problem", problem: { id: "fast", message, retry: "fast" } });
          this.store.dispatch({ type: "fast", on: false });
        },
      )
      .finally(() => {
        this.#fetchingFast = false;
      });
  }

  /**
   * @param {DataSource} source
   * @param {readonly DataFile[]} files
   * @returns {DataFiles | undefined}
   */
  #gather(source, files) {
    const found = files.flatMap(({ file }) => this.#here.get(file) ?? []);
    if (found.length < files.length) return undefined;
    const { kind, form } = SOURCES[source];
    return { source, kind, form, files: found };
  }

  /**
   * @param {DataSource} source
   * @param {readonly DataFile[]} files
   * @param {boolean} again even if they failed before
   */
  #fetch(source, files, again) {
    for (const file of files) {
      const stage = this.#fetching.get(file.file);
      if (!this.#here.has(file.file) && stage !== "loading" && (stage !== "failed" || again)) this.#begin(source, file);
    }
  }

  /**
   * Fetches the files of a source that no run has asked for yet, one after another; after a failure no more.
   * @param {DataSource} source
   */
  #follow(source) {
    const missing = SOURCES[source].files.filter(({ file }) => !this.#here.has(file));
    if (missing.length === 0 || missing.some(({ file }) => this.#fetching.has(file))) return;
    const wave = this.#wave(source);
    for (const file of missing) wave.loaded.set(file, 0);
    wave.queue = missing;
    this.#goOn(source);
  }

  /** @param {DataSource} source */
  #wave(source) {
    const wave = this.#waves.get(source) ?? { loaded: new Map(), queue: [] };
    this.#waves.set(source, wave);
    return wave;
  }

  /**
   * @param {DataSource} source
   * @param {DataFile} file
   */
  #begin(source, file) {
    this.#fetching.set(file.file, "loading");
    const wave = this.#wave(source);
    wave.queue = wave.queue.filter((waiting) => waiting !== file);
    /** @param {number} loaded */
    const progress = (loaded) => {
      wave.loaded.set(file, Math.min(loaded, file.bytes));
      this.#tell(source, wave);
    };
    progress(0);
    this.loadFile(file.file, progress)
      .then(
        (bytes) => this.#arrived(source, file, bytes),
        (error) => this.#missing(source, file, error),
      )
      .finally(() => this.#goOn(source));
  }

  /**
   * Says how much of a wave is here.
   * @param {DataSource} source
   * @param {Wave} wave
   */
  #tell(source, { loaded }) {
    const files = [...loaded.keys()];
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const here = [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.store.dispatch({
      type: "loading",
      loading: { source, name: SOURCES[source].name, loaded: here, total, files: files.map(({ file }) => file) },
    });
  }

  /**
   * The next file that waits for its turn, or an end of the wave.
   * @param {DataSource} source
   */
  #goOn(source) {
    const wave = this.#wave(source);
    if ([...wave.loaded.keys()].some(({ file }) => this.#fetching.get(file) === "loading")) return;
    const [next] = wave.queue;
    if (next) return this.#begin(source, next);
    this.#waves.delete(source);
    return this.store.dispatch({ type: "loaded", source });
  }

  /**
   * @param {DataSource} source
   * @param {DataFile} file
   * @param {ArrayBuffer} bytes
   */
  #arrived(source, file, bytes) {
    this.#fetching.delete(file.file);
    this.#here.set(file.file, bytes);
    this.#wave(source).loaded.set(file, file.bytes);
    if (SOURCES[source].files.some((other) => this.#fetching.get(other.file) === "failed")) return;
    this.store.dispatch({ type: "solved", id: source });
  }

  /**
   * @param {DataSource} source
   * @param {DataFile} missing
   * @param {unknown} error
   */
  #missing(source, missing, error) {
    this.#fetching.set(missing.file, "failed");
    const wave = this.#wave(source);
    for (const file of [missing, ...wave.queue]) wave.loaded.delete(file);
    wave.queue = [];
    this.store.dispatch({ type: "problem", problem: { id: source, message: reasonOf(error), retry: source } });
    this.store.state().lanes.forEach((lane, index) => {
      if (lane.status !== "creating" || lane.config.data !== source || !filesFor(lane.config).includes(missing)) return;
      const problem = `Run ${lane.name} has no ${SOURCES[source].name} to train on.`;
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
