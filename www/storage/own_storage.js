/**
 * Data of a person's own that the browser keeps, because the person said so: in a database of their own, by the text that recipes name them
 * by. Every method throws a sentence where the browser forbids it, or has no room.
 */

import { ownOf } from "../images/own.js";
import { answerTo, withinPatience, written } from "./database.js";

/** @import { OwnSet } from "../state/state.js" */

/** Where they stand in their database. */
export const OWN_PLACE = "own";

/** What follows where data are not kept. */
const UNTIL_CLOSED = ": these data are here until the page is closed";

/** Data that are kept. @typedef {OwnSet & {bytes: ArrayBuffer}} KeptOwn */

export class OwnDataStorage {
  #open;

  /** @param {() => Promise<IDBDatabase>} open */
  constructor(open) {
    this.#open = open;
  }

  /** The texts of all that are kept, with their pictures. @returns {Promise<OwnSet[]>} */
  async list() {
    const records = await this.#do("readonly", (place) => answerTo(place.getAll()));
    return records.filter(isKept).map(({ text, picture }) => ({ text, picture }));
  }

  /** @param {string} text @returns {Promise<KeptOwn | undefined>} */
  async find(text) {
    return this.#do("readonly", async (place) => {
      const record = await answerTo(place.get(text));
      return isKept(record) ? { ...record, bytes: await new Blob([record.bytes]).arrayBuffer() } : undefined;
    });
  }

  /** @param {KeptOwn} data */
  async keep(data) {
    await this.#do("readwrite", (place) => written(put(place, data)), UNTIL_CLOSED);
  }

  /** @param {string} text */
  async forget(text) {
    await this.#do("readwrite", (place) => {
      place.delete(text);
      return written(place.transaction);
    });
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(place: IDBObjectStore) => Promise<T>} act
   * @param {string} [consequence] what follows where it cannot be done
   * @returns {Promise<T>}
   */
  async #do(mode, act, consequence = "") {
    /** @type {IDBDatabase | undefined} */
    let database;
    try {
      database = await withinPatience(this.#open());
      return await act(database.transaction(OWN_PLACE, mode).objectStore(OWN_PLACE));
    } catch (error) {
      const isFull = error instanceof DOMException && /quota/iu.test(error.name);
      const what = isFull
        ? "The browser’s storage for this page is full"
        : "This browser does not let the page use its storage";
      throw new Error(`${what}${consequence}.`, { cause: error });
    } finally {
      database?.close();
    }
  }
}

/** As a blob its bytes stay where they are until they are asked for: a list asks for none. @param {IDBObjectStore} place @param {KeptOwn} data */
function put(place, data) {
  place.put({ ...data, bytes: new Blob([data.bytes]) }, data.text);
  return place.transaction;
}

/** Anyone can write there. Earlier versions of the page have written bytes as such. @param {any} record @returns {record is OwnSet & {bytes: Blob | ArrayBuffer}} */
function isKept(record) {
  return (
    typeof record?.text === "string" &&
    ownOf(record.text) !== undefined &&
    typeof record.picture === "string" &&
    (record.bytes instanceof Blob || record.bytes instanceof ArrayBuffer)
  );
}
