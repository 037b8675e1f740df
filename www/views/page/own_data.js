/** A person's own data: taken in a dialog that comes later, and found again on this machine when a run wants them. */

/** @import { Store } from "../../state/store.js" */
/** @import { KeptOwn } from "../../storage/own_storage.js" */

/**
 * @typedef {object} Parts
 * @property {Store} store
 * @property {() => {hasOwn: (text: string) => boolean, supply: (text: string, bytes: ArrayBuffer) => void}} library
 * @property {() => Promise<typeof import("../later/later.js")>} later
 * @property {() => Worker} spawn a worker that reads files
 * @property {() => Promise<IDBDatabase>} openDatabase
 * @property {(error: unknown) => void} onMissing something could not be fetched
 */

export class OwnData {
  #parts;
  /** @type {ReturnType<typeof import("../later/later.js").mountOwn> | undefined} */ #own;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Opens the dialog. @param {readonly File[]} [files] that are read at once */
  async open(files = []) {
    const { store, library, onMissing } = this.#parts;
    const wanted = store
      .state()
      .lanes.map(({ config }) => config.own ?? "")
      .find((text) => text && !library().hasOwn(text));
    try {
      (await this.#now()).open(
        {
          wanted: wanted ?? "",
          use: (data) => this.#use(data),
          place: (points) => store.dispatch({ type: "configure-all", change: { data: "points", points } }),
          say: (status) => store.dispatch({ type: "view", view: { status } }),
        },
        files,
      );
    } catch (error) {
      onMissing(error);
    }
  }

  /** Data that runs wait for may be kept on this machine. @param {string} text */
  async find(text) {
    const data = await this.#now().then(
      ({ find }) => find(text),
      () => undefined,
    );
    if (data && this.#parts.store.state().lanes.some(({ config }) => config.own === text)) this.#use(data);
  }

  async #now() {
    const { later, spawn, openDatabase } = this.#parts;
    const { mountOwn } = await later();
    this.#own ??= mountOwn(spawn, openDatabase);
    return this.#own;
  }

  /** @param {KeptOwn} data */
  #use({ text, bytes, picture }) {
    const { store, library } = this.#parts;
    library().supply(text, bytes);
    store.dispatch({ type: "own-here", set: { text, picture } });
    if (store.state().lanes[0].config.own !== text)
      store.dispatch({ type: "configure-all", change: { data: "own", own: text } });
  }
}
