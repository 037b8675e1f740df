/**
 * The page as one file: what stands beside it elsewhere is in blocks of the document, in base64. When that file is made, this takes the
 * place of `place.js` (xtask/dist/one_file.js). A page that was opened as a file may fetch nothing but what it makes itself.
 */

/** Of a Blob, Chromium starts no module worker in a page that was opened as a file. @type {WorkerType} */
export const WORKER_TYPE = "classic";

/** What browsers insist on. @type {Record<string, string>} */
const TYPES = { html: "text/html;charset=utf-8", js: "text/javascript", png: "image/png" };

/** @type {ReadonlyMap<string | undefined, HTMLScriptElement>} by the path of the file */
const blocks = new Map(
  [.../** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll("script[data-file]"))].map((block) => [
    block.dataset.file,
    block,
  ]),
);

/** Those that have been asked for, by their paths. @type {Map<string, URL>} */
const urls = new Map();

/** As it was before the page came to life: each child of head and body, as text unless nothing ever changes it. */
const halves = [document.head, document.body].map((half) =>
  [...half.children].map((child) => (child.matches("script, style") ? child : child.outerHTML)),
);

// What the file was taken along with, unless its address says otherwise.
const carried = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="state"]'))?.content;
if (carried && location.hash === "") history.replaceState(null, "", `#${carried}`);

/** Whether this copy of the page has a file. @param {string} path in `www/` */
export function holds(path) {
  return blocks.has(path);
}

/** @param {string} path of a file in `www/` @returns {URL} */
export function urlOf(path) {
  const url = urls.get(path) ?? unpacked(path);
  urls.set(path, url);
  return url;
}

/** @param {string} path */
function unpacked(path) {
  const base64 = blocks.get(path)?.textContent ?? "";
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const type = TYPES[ending] ?? "application/octet-stream";
  if (ending === "png") return new URL(`data:${type};base64,${base64}`);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new URL(URL.createObjectURL(new Blob([bytes], { type })));
}

/**
 * Between the page and a window that it has opened: two that came from a file and a Blob share no BroadcastChannel in Chromium, but they know
 * each other. The window begins, and by that the page knows it.
 */
export class Channel {
  /** @type {((event: MessageEvent) => void) | null} */ onmessage = null;
  /** @type {MessageEventSource | null} */ #other = opener;
  #name;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
    addEventListener("message", this.#hear);
  }

  /** @param {unknown} message */
  postMessage(message) {
    this.#other?.postMessage({ name: this.#name, message }, { targetOrigin: "*" });
  }

  close() {
    removeEventListener("message", this.#hear);
  }

  #hear = (/** @type {MessageEvent} */ { data, origin: from, source }) => {
    if (from !== origin || data?.name !== this.#name) return;
    this.#other = source;
    this.onmessage?.(new MessageEvent("message", { data: data.message }));
  };
}

/** The text of the page as it was opened, scripts, images and all. @returns {string | undefined} */
export function ownText() {
  const [head, body] = halves.map((half) =>
    half.map((child) => (typeof child === "string" ? child : child.outerHTML)).join("\n"),
  );
  return `<!doctype html>\n<html lang="en">\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}
