// A server between the browser and the page's own: it withholds, cuts and stalls files, as networks do and a route of Playwright cannot.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/** A file as the page's own server sends it. @typedef {{headers: Record<string, string>, body: Buffer}} File */

/** What can be wrong with a file. @type {Readonly<Record<string, (response: ServerResponse, file: File) => unknown>>} */
const FAULTS = Object.freeze({
  "is missing": (response) => response.writeHead(404, { "content-type": "text/html" }).end("<p>Not found."),
  "is empty": (response, { headers }) => begin(response, headers, 0).end(),
  "is half": (response, { headers, body }) => begin(response, headers, half(body).length).end(half(body)),
  "is a page to sign in": (response) => begin(response, { "content-type": "text/html" }, 11).end("<p>Sign in."),
  "has the type of a text": (response, { headers, body }) =>
    begin(response, { ...headers, "content-type": "text/plain", "x-content-type-options": "nosniff" }, body.length).end(
      body,
    ),
  "is refused": (response) => response.socket?.resetAndDestroy(),
  "breaks off": (response, { headers, body }) =>
    begin(response, headers, body.length).write(half(body), () => response.socket?.destroy()),
  "stalls half-way": (response, { headers, body }) => begin(response, headers, body.length).write(half(body)),
  "is not answered": () => {},
});

/** Faults of which a browser hears at once, and those that only take time. */
export const PROMPT = Object.keys(FAULTS).slice(0, -2);
export const SILENT = Object.keys(FAULTS).slice(-2);

/** @param {Buffer} body */
const half = (body) => body.subarray(0, body.length >> 1);

/** What is wrong once is not kept. @param {ServerResponse} response @param {Record<string, string>} headers @param {number} length that is promised */
const begin = (response, headers, length) =>
  response.writeHead(200, { ...headers, "cache-control": "no-store", "content-length": length });

/** Hands on what the page's own server has, but for the file that a test spoils. */
export class Proxy {
  #server = createServer((request, response) => void this.#answer(request, response));
  #origin;
  #spoilt = "";
  #fault = "";
  /** Of the version that stands at the page's own server, and of the one that stands here. */
  #versions = ["", ""];
  /** The paths that were asked for. @type {Set<string>} */ asked = new Set();
  /** The address of the page here. */
  url = "";

  /** @param {string | undefined} url of the page at its own server */
  constructor(url = "") {
    this.#origin = new URL(url);
  }

  async start() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    this.url = `http://127.0.0.1:${port}${this.#origin.pathname}`;
    return this;
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** From now on a file is as it should not be. @param {string} file the end of its path @param {string} fault */
  spoil(file, fault) {
    [this.#spoilt, this.#fault] = [file, fault];
  }

  /** From now on every file is as it should be. */
  mend() {
    this.#fault = "";
  }

  /**
   * From now on another version is deployed here, in place of the one before: its `later.js` is another, and its title names it.
   * @param {string} version twelve hexadecimal digits
   */
  async deploy(version) {
    const [, built = ""] = /www\/([0-9a-f]{12})\//u.exec(await (await fetch(this.#origin)).text()) ?? [];
    this.#versions = [built, version];
  }

  /** What another version has otherwise. @param {string} name the end of a path @param {Buffer} body @returns {Promise<Buffer<ArrayBufferLike>>} */
  async #changed(name, body) {
    const [built, version] = this.#versions;
    if (name === "later.js") return Buffer.concat([body, Buffer.from(`\n// ${version}\n`)]);
    if (name !== "" && name !== "service-worker.js") return body;
    const later = await (await fetch(new URL(`www/${built}/later.js`, this.#origin))).arrayBuffer();
    const sum = createHash("sha256").update(await this.#changed("later.js", Buffer.from(later)));
    const text = body
      .toString()
      .replaceAll(built, version)
      .replace("<title>", `<title>${version} `)
      .replace(/(?<="id":")[0-9a-f]+/u, version)
      .replace(/(?<="later\.js":")[0-9a-f]+/u, sum.digest("hex").slice(0, 12));
    return Buffer.from(text);
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async #answer({ url = "/" }, response) {
    const [built, version] = this.#versions;
    const place = new URL(built && url.includes(built) ? "/gone" : url.replace(version || built, built), this.#origin);
    this.asked.add(place.pathname);
    const found = await fetch(place, { headers: { "accept-encoding": "identity" } });
    /** @type {File} */
    const file = { headers: Object.fromEntries(found.headers), body: Buffer.from(await found.arrayBuffer()) };
    if (built) {
      file.body = await this.#changed(place.pathname.split("/").at(-1) ?? "", file.body);
      delete file.headers["content-length"];
    }
    if (this.#fault && place.pathname.endsWith(this.#spoilt)) FAULTS[this.#fault](response, file);
    else response.writeHead(found.status, file.headers).end(file.body);
  }
}
