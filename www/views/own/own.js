/** A person's own data, as the page opens them: one dialog at a time, and what the browser keeps. */

import { Reader } from "../../load/reader.js";
import { loadReaders } from "../../load/wasm.js";
import { OwnDataStorage } from "../../storage/own_storage.js";
import { openDialog } from "./dialog.js";

/** @import { Parts } from "./dialog.js" */

/**
 * @param {() => Worker} spawn the worker that reads
 * @param {() => Promise<IDBDatabase>} openDatabase that keeps data
 */
export function mountOwn(spawn, openDatabase) {
  const reader = new Reader(spawn, loadReaders);
  const storage = new OwnDataStorage(openDatabase);
  /** @type {ReturnType<typeof openDialog> | undefined} */
  let dialog;
  return {
    /**
     * @param {Omit<Parts, "reader" | "storage">} parts
     * @param {readonly File[]} files
     */
    open(parts, files) {
      if (!dialog?.isOpen()) dialog = openDialog({ ...parts, reader, storage });
      dialog.take(files);
    },
    /** What is kept, if it is. @param {string} text */
    find: (text) => storage.find(text).catch(() => undefined),
  };
}
