/** A bar for what the page itself waits for, one thing at a time: its modules, or a copy of it. The markup has it from the first paint on. */

import { formatBytes } from "../../base/format.js";
import { part } from "../kit/dom.js";

export class LoadBar {
  #root;
  #bar;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#bar = part(root, "page-load", HTMLProgressElement);
  }

  /**
   * @param {string} what is on its way
   * @returns {(loaded: number, total?: number) => void} to be told how many bytes of it are here, and of how many where that is known
   */
  begin(what) {
    this.#bar.ariaLabel = `Loading ${what}`;
    this.#root.append(this.#bar);
    return (loaded, total) => {
      this.#bar.title = `Loading ${what}: ${formatBytes(loaded)}${total ? ` of ${formatBytes(total)}` : ""}`;
      if (!total) return;
      this.#bar.max = total;
      this.#bar.value = loaded;
    };
  }

  /** It has come, or will not. */
  end() {
    this.#bar.remove();
    this.#bar.removeAttribute("value");
  }
}
