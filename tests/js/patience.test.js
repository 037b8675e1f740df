// A file that is fetched with patience: how much of how much has come, and what is said where it does not.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { FetchError, SILENCE_SECONDS, fetchBytes } from "../../www/load/patience.js";

const realFetch = globalThis.fetch;
after(() => {
  globalThis.fetch = realFetch;
});

const URL_OF_IT = new URL("https://example.org/pkg/module.wasm");

/** @param {Record<string, string>} headers @returns {Promise<(number | undefined)[]>} the totals that were told */
async function totalsOf(headers) {
  /** @type {(number | undefined)[]} */
  const totals = [];
  globalThis.fetch = async () => new Response(new Uint8Array(300), { headers });
  assert.equal((await fetchBytes(URL_OF_IT, (loaded, total) => totals.push(loaded, total))).byteLength, 300);
  return totals;
}

test("of how many bytes is told where the server says it of these bytes, not of packed ones", async () => {
  assert.deepEqual(await totalsOf({ "content-length": "300" }), [300, 300]);
  assert.deepEqual(await totalsOf({ "content-length": "120", "content-encoding": "br" }), [300, undefined]);
  assert.deepEqual(await totalsOf({}), [300, undefined]);
});

test("each failure has its kind", async () => {
  for (const [kind, message, answer] of /** @type {[FetchError["kind"], string, () => Promise<Response>][]} */ ([
    ["refused", "the server says 503", async () => new Response("", { status: 503 })],
    ["unanswered", "the server does not answer", () => Promise.reject(new TypeError("Failed to fetch"))],
    [
      "broken",
      "it broke off",
      async () =>
        new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("network error")) })),
    ],
  ])) {
    globalThis.fetch = answer;
    await assert.rejects(
      fetchBytes(URL_OF_IT, () => {}),
      (error) => error instanceof FetchError && error.kind === kind && error.message === message,
    );
  }
});

test("a file that is asked for again is not taken from a cache", async () => {
  /** @type {(RequestCache | undefined)[]} */
  const caches = [];
  globalThis.fetch = async (_, { cache } = {}) => {
    caches.push(cache);
    return new Response(new Uint8Array(3));
  };
  for (const name of ["one", "two", "one"]) await fetchBytes(new URL(name, URL_OF_IT), () => {});
  assert.deepEqual(caches, ["default", "default", "reload"]);
});

test("half of it, then silence: the connection is ended, and who asked is told", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let ended = false;
  globalThis.fetch = async (_, { signal } = {}) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(150));
          signal?.addEventListener("abort", () => {
            ended = true;
            controller.error(new DOMException("aborted", "AbortError"));
          });
        },
      }),
    );
  let loaded = 0;
  const outcome = assert.rejects(
    fetchBytes(URL_OF_IT, (bytes) => (loaded = bytes)),
    (error) => error instanceof FetchError && error.kind === "silent",
  );
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([loaded, ended], [150, false]);
  t.mock.timers.tick(1000 * SILENCE_SECONDS);
  await outcome;
  assert.equal(ended, true);
});
