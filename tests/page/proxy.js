// A server between the browser and the page: it withholds, cuts and stalls files, as networks do, which a route of Playwright cannot.
import { once } from "node:events";
import { createServer } from "node:http";

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/** A file as the page's own server sends it. @typedef {{status: number, headers: Record<string, string>, body: Buffer}} Answer */

/** What can be done to a file, each from its answer. @type {Readonly<Record<string, (response: ServerResponse, answer: Answer) => unknown>>} */
const DEEDS = Object.freeze({
  "is missing": (response) => response.writeHead(404, { "content-type": "text/html" }).end("<p>Not found."),
  "is empty": (response, { headers }) => whole(response, headers, Buffer.alloc(0)),
  "is half": (response, { headers, body }) => whole(response, headers, half(body)),
  "is a page to sign in": (response) => whole(response, { "content-type": "text/html" }, Buffer.from("<p>Sign in.")),
  "has the type of a text": (response, { headers, body }) =>
    whole(response, { ...headers, "content-type": "text/plain", "x-content-type-options": "nosniff" }, body),
  "breaks off": (response, { headers, body }) =>
    begin(response, headers, body).write(half(body), () => response.socket?.destroy()),
  "stalls half-way": (response, { headers, body }) => begin(response, headers, body).write(half(body)),
  "is not answered": () => {},
  "is refused": (response) => response.socket?.resetAndDestroy(),
});

/** @typedef {keyof typeof DEEDS} Fault */

export const FAULTS = Object.keys(DEEDS);

/** @param {Buffer} body */
const half = (body) => body.subarray(0, body.length >> 1);

/** The headers of a body that may not come whole. @param {ServerResponse} response @param {Record<string, string>} headers @param {Buffer} body */
const begin = (response, headers, body) =>
  response.writeHead(200, { ...headers, "cache-control": "no-store", "content-length": body.length });

/** @param {ServerResponse} response @param {Record<string, string>} headers @param {Buffer} body */
const whole = (response, headers, body) => begin(response, headers, body).end(body);

/** Hands on what the page's own server has, but for the files that a test spoils. */
export class Proxy {
  #server = createServer((request, response) => void this.#answer(request, response));
  #origin;
  /** @type {Map<string, Fault>} by the end of the path */ #faults = new Map();
  /** The address of the page here. */
  url = "";

  /** @param {string} url of the page at its own server */
  constructor(url) {
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

  /** From now on something is wrong with a file. @param {string} file the end of its path @param {Fault} fault */
  spoil(file, fault) {
    this.#faults.set(file, fault);
  }

  /** From now on every file is as it should be. */
  mend() {
    this.#faults.clear();
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async #answer({ url = "/" }, response) {
    const found = await fetch(new URL(url, this.#origin), { headers: { "accept-encoding": "identity" } });
    const { "content-length": _, "content-encoding": __, ...headers } = Object.fromEntries(found.headers);
    const answer = { status: found.status, headers, body: Buffer.from(await found.arrayBuffer()) };
    const [path] = url.split("?", 1);
    const fault = [...this.#faults].find(([file]) => path.endsWith(file))?.[1];
    if (fault) DEEDS[fault](response, answer);
    else response.writeHead(answer.status, headers).end(answer.body);
  }
}
