// A page of somebody else's, at another origin: it shows the lab in a frame.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** @import { Frame, Page } from '@playwright/test' */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where the examples expect the lab. */
const EXPECTED = "http://localhost:8080/";

/** What is served of the working copy. */
const SERVED = /^\/(?:examples\/embed|node_modules\/reveal\.js\/dist)\/[\w./-]+$/u;

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
});

/** Serves the examples, with the lab where it is, and one page that a test writes. */
export class Host {
  #server = createServer(({ url = "" }, response) => {
    const { pathname } = new URL(url, EXPECTED);
    if (pathname === "/page") return void response.setHeader("content-type", "text/html").end(this.page);
    // Browsers ask for it by themselves.
    if (pathname === "/favicon.ico") return void response.writeHead(204).end();
    if (!SERVED.test(pathname)) return void response.writeHead(404).end();
    const file = readFileSync(path.join(ROOT, pathname));
    const type = TYPES[path.extname(pathname)];
    if (type) response.setHeader("content-type", type);
    return void response.end(type === "text/html" ? file.toString().replaceAll(EXPECTED, this.lab) : file);
  });
  /** What stands at `/page`. */ page = "";
  /** Its own address. */ url = "";

  /** @param {string | undefined} lab the address of the page */
  constructor(lab = EXPECTED) {
    this.lab = lab;
  }

  async start() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    this.url = `http://127.0.0.1:${port}/`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * Shows a page with one frame, which keeps all that the frame says in `window.heard`.
   * @param {Page} page
   * @param {string} hash of the frame
   * @param {string} [around] what else is on the page
   */
  async show(page, hash, around = "") {
    this.page = `<!doctype html><title>host</title><body style="margin:0">
<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data)); window.pressed = []; addEventListener("keydown", ({ key }) => pressed.push(key));</script>
<iframe src="${this.lab}${hash.replaceAll("&", "&amp;")}" width="960" height="600" style="border:0"></iframe>${around}`;
    await page.goto(`${this.url}page`);
    return frameOf(page);
  }
}

/** The lab in its frame. @param {Page} page @returns {Frame} */
export function frameOf(page) {
  const [, frame] = page.frames();
  return frame;
}

/** The step of the clock. @param {Frame} frame */
export async function stepIn(frame) {
  return Number((await frame.locator('[data-part="clock-step"]').textContent())?.replaceAll(",", ""));
}
