/** What a person takes along: files of runs, pictures, the page itself. What makes them comes when it is asked for. */

import { ModuleError } from "../../load/wasm.js";
import { reasonOf } from "../../load/library.js";
import { download } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { StateReport } from "../../base/protocol.js" */
/** @import { PagePurpose } from "../../state/shelving.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { LoadBar } from "./load_bar.js" */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {() => string} link to what is on the screen
 * @property {() => Promise<typeof import("../later/later.js")>} later
 * @property {() => Palette | undefined} palette
 * @property {Glue} charts
 * @property {LoadBar} loadBar
 * @property {(error: unknown) => void} onMissing something could not be fetched
 */

export class HandOut {
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * The state of a run, for what it was asked for.
   * @param {Lane} lane
   * @param {StateReport} report
   * @param {PagePurpose} purpose
   */
  async deliver(lane, report, { type }) {
    const link = this.#parts.link();
    const bundle = await this.#later();
    if (!bundle) return;
    if (type === "compare") return this.#say(bundle.compared(lane, report));
    try {
      const { name, content } = await bundle.runFile(type, lane, report, link);
      download(name, content);
    } catch (error) {
      if (!(error instanceof bundle.ProgramError)) throw error;
      this.#say(error.message);
    }
  }

  /** The chart of the open tab as a file, or a run as a card. @param {"svg" | "png" | "card"} kind @param {string} [run] its name */
  async picture(kind, run = "") {
    const { store, charts } = this.#parts;
    const bundle = await this.#later();
    const palette = this.#parts.palette();
    if (!bundle || !palette) return;
    const [state, link] = [store.state(), this.#parts.link()];
    try {
      this.#say(
        kind === "card"
          ? await bundle.openCard(state, run, palette, charts(), link)
          : await bundle.saveChart(kind, state, palette, charts(), link),
      );
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      this.#say(error.message);
    }
  }

  /** The page as one file, with what is on the screen. */
  async page() {
    const { store, later, link, loadBar } = this.#parts;
    store.dispatch({ type: "solved", id: "one-file" });
    const say = loadBar.begin("a copy of the page");
    try {
      const { ONE_FILE, oneFile } = await later();
      const [, hash = ""] = link().split("#");
      download(ONE_FILE, await oneFile(hash, store.state().lanes[0].config.data, say));
    } catch (error) {
      store.dispatch({ type: "problem", problem: { id: "one-file", message: reasonOf(error), retry: "one-file" } });
    } finally {
      loadBar.end();
    }
  }

  async #later() {
    return this.#parts.later().catch(this.#parts.onMissing);
  }

  /** @param {string} status empty where there is nothing to say */
  #say(status) {
    if (status) this.#parts.store.dispatch({ type: "view", view: { status } });
  }
}
