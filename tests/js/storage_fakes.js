// A browser's storage for tests: what is kept are its own properties, as in a browser.
import { OwnStorage, PREFIX } from "../../www/storage/browser_storage.js";

export class FakeStorage {
  /** @param {Record<string, string>} [texts] by key */
  constructor(texts = {}) {
    Object.assign(this, texts);
  }

  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    Reflect.set(this, key, String(text));
  }

  /** @param {string} key */
  removeItem(key) {
    Reflect.deleteProperty(this, key);
  }
}

/** Our part of a storage. @param {FakeStorage} place */
export const ownOf = (place) => new OwnStorage(() => place);

/** Our part of a storage that the browser forbids. */
export const forbidden = new OwnStorage(() => {
  throw new DOMException("no", "SecurityError");
});

/** What is ours in a storage, by name. @param {FakeStorage} place */
export const oursIn = (place) =>
  Object.fromEntries(
    Object.entries(place)
      .filter(([key]) => key.startsWith(PREFIX))
      .map(([key, text]) => [key.slice(PREFIX.length), text]),
  );

/** A database of one place, which answers later, as browsers' do. */
export class FakeDatabase {
  /** @type {Map<string, any>} */ records = new Map();
  full = false;

  /** As `openDatabase` gives it. */
  open = async () => /** @type {IDBDatabase} */ (/** @type {unknown} */ (this));

  /** @param {string} _place @param {string} [mode] */
  transaction(_place, mode = "readonly") {
    /** @type {any} */
    const transaction = { error: null };
    const answer = (/** @type {any} */ result) => {
      /** @type {any} */
      const request = { result };
      queueMicrotask(() => request.onsuccess?.());
      return request;
    };
    transaction.objectStore = () => ({
      get: (/** @type {string} */ key) => answer(structuredClone(this.records.get(key))),
      put: (/** @type {any} */ record, /** @type {string} */ key) => {
        if (mode !== "readwrite") throw new DOMException("", "ReadOnlyError");
        if (!this.full) this.records.set(key, structuredClone(record));
        else transaction.error = new DOMException("", "QuotaExceededError");
        queueMicrotask(() => (this.full ? transaction.onabort?.() : transaction.oncomplete?.()));
        return answer(key);
      },
    });
    return transaction;
  }
}
