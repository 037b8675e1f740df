// A learning platform as small as it can be, and as strict as SCORM 1.2 lets it: sent into a page, so it stands alone.

/** What a visit leaves behind. @typedef {Record<string, string>} Kept */

export class Player {
  /** @type {string[]} what was done that the standard forbids */ faults = [];
  /** @type {Kept} what was committed */ kept;
  /** How often something was committed, and how often it was finished. */
  commits = 0;
  finished = 0;
  #isOpen = false;
  /** @type {Kept} */ #set = {};

  /** @param {Kept} [kept] by an earlier visit */
  constructor(kept = {}) {
    this.kept = {
      "cmi.core.lesson_status": "not attempted",
      "cmi.core.lesson_location": "",
      "cmi.suspend_data": "",
      ...kept,
    };
  }

  /** @param {boolean} is @param {string} fault */
  #expect(is, fault) {
    if (!is) this.faults.push(fault);
    return String(is);
  }

  /** @param {unknown} nothing */
  LMSInitialize(nothing) {
    const isFirst = nothing === "" && !this.#isOpen && this.finished === 0;
    this.#isOpen = true;
    return this.#expect(isFirst, "initialized twice, or with something");
  }

  /** @param {unknown} nothing */
  LMSFinish(nothing) {
    const isFine = nothing === "" && this.#isOpen;
    this.LMSCommit("");
    this.#isOpen = false;
    this.finished += 1;
    return this.#expect(isFine, "finished what is not open");
  }

  /** @param {unknown} element */
  LMSGetValue(element) {
    const readable = ["cmi.core.lesson_status", "cmi.core.lesson_location", "cmi.suspend_data"];
    const isFine = this.#isOpen && readable.includes(String(element));
    this.#expect(isFine, `reads ${element}`);
    return isFine ? (this.#set[String(element)] ?? this.kept[String(element)]) : "";
  }

  /** @param {unknown} element @param {unknown} value */
  LMSSetValue(element, value) {
    const text = /** @type {string} */ (value);
    const isFine =
      this.#isOpen &&
      typeof value === "string" &&
      {
        "cmi.core.lesson_status": /^(?:passed|completed|failed|incomplete|browsed)$/u,
        "cmi.core.lesson_location": /^.{0,255}$/u,
        "cmi.core.exit": /^(?:time-out|suspend|logout|)$/u,
        "cmi.core.session_time": /^\d{2,4}:[0-5]\d:[0-5]\d(?:\.\d{1,2})?$/u,
        "cmi.suspend_data": /^.{0,4096}$/u,
      }[String(element)]?.test(text) === true;
    if (isFine) this.#set[String(element)] = text;
    return this.#expect(isFine, `writes ${element}: ${value}`);
  }

  /** @param {unknown} nothing */
  LMSCommit(nothing) {
    this.kept = { ...this.kept, ...this.#set };
    this.commits += 1;
    return this.#expect(nothing === "" && this.#isOpen, "commits what is not open");
  }

  LMSGetLastError() {
    return "0";
  }
}
