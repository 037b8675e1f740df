/**
 * What the page keeps in the browser: the only file that opens a storage, but for `theme.js`, which is no module and reads one value.
 *
 * Other pages may stand on the same origin, such as `NAME.github.io` or localhost. Every key of ours therefore begins with the name of this
 * page, and no other key is written or deleted. Earlier versions wrote keys without it: what stands there is read, where it can be ours.
 */

/** What every key of ours begins with. */
export const PREFIX = "autoencoder-lab:";

/** What is needed of a browser's storage. @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Place */

/** Our part of a storage. Every method throws where the browser forbids to store anything. */
export class OwnStorage {
  /** @param {() => Place} open asked each time: a browser can allow and forbid it while the page is open */
  constructor(open) {
    this.open = open;
  }

  /** @param {string} name */
  get(name) {
    return this.open().getItem(PREFIX + name);
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  set(name, text) {
    this.open().setItem(PREFIX + name, text);
  }

  /** @param {string} name */
  delete(name) {
    this.open().removeItem(PREFIX + name);
  }

  /**
   * What stands under a name without our prefix. It may be an earlier version's, or another page's: the caller checks it.
   * @param {string} name
   */
  earlier(name) {
    return this.open().getItem(name);
  }

  /**
   * All that is ours and whose name begins so.
   * @param {string} beginning
   * @returns {Map<string, string>} texts by name
   */
  entries(beginning) {
    const place = this.open();
    const keys = Object.keys(place).filter((key) => key.startsWith(PREFIX + beginning));
    return new Map(keys.map((key) => [key.slice(PREFIX.length), place.getItem(key) ?? ""]));
  }
}

/**
 * The name of what a key of ours stands for.
 * @param {string} key
 * @returns {string | undefined} none for a key that is not ours
 */
export function nameOf(key) {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
}

/** What lasts until it is deleted. */
export const lasting = new OwnStorage(() => localStorage);
/** What lasts until the tab is closed. */
export const ofThisTab = new OwnStorage(() => sessionStorage);

/** Keeps what is asked of it until the page is closed. @implements {Place} */
class Nowhere {
  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    Reflect.set(this, key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    Reflect.deleteProperty(this, key);
  }
}

/** For a page in somebody else's frame, where nothing is read and nothing is left behind. */
export function nowhere() {
  const place = new Nowhere();
  return new OwnStorage(() => place);
}

/**
 * Opens a database of ours, with one place for records. It rejects, or throws, where the browser forbids to store anything.
 * @param {string} place
 * @param {string} [name]
 * @returns {Promise<IDBDatabase>}
 */
export async function openDatabase(place, name = "database") {
  const opening = indexedDB.open(`${PREFIX}${name}`, 1);
  return new Promise((resolve, reject) => {
    opening.onupgradeneeded = () => void opening.result.createObjectStore(place);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
