// The page as one file: what is taken along, and what is said where it cannot be had.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ONE_FILE, oneFile, withState } from "../../www/files/one_file.js";
import { initialState } from "../../www/state/state.js";
import { ONE_FILE as MADE } from "../../xtask/dist/one_file.js";

const TEXT =
  '<!doctype html><head><meta name="state" content=""></head><script type="text/plain" data-file="data/mnist-14-first-100.gz">AA==</script>\n<script>/<meta name="state" content="[^"]*">/</script></html>\n';

const { fetch, location } = globalThis;
afterEach(() => Object.assign(globalThis, { fetch, location }));

/** Serves the page and its images. @param {() => Response} page @returns {string[]} what is asked for */
function serve(page) {
  /** @type {string[]} */
  const asked = [];
  Object.assign(globalThis, {
    location: { href: "https://example.org/lab/#k=3" },
    fetch: async (/** @type {URL} */ url) => {
      asked.push(url.pathname.split("/").at(-1) ?? "");
      return asked.at(-1) === ONE_FILE ? page() : new Response(new Uint8Array(10_000).fill(255));
    },
  });
  return asked;
}

const nothing = () => {};
const { lanes } = initialState();

test("a file opens with the state it was taken along with, and once more with another", () => {
  const once = withState(TEXT, 'a=k:16&b="<', []);
  assert.ok(once.includes('<head><meta name="state" content="a=k:16&amp;b=&quot;&lt;"></head>'), once);
  assert.ok(once.endsWith('<script>/<meta name="state" content="[^"]*">/</script></html>\n'), "only in the head");
  assert.equal(withState(once, "", []), TEXT);
  assert.equal(withState(TEXT, "$&$1", []).match(/content="([^"]*)"/u)?.[1], "$&amp;$1");
});

test("images that are shown go along, those that are in the file not once more", async () => {
  assert.equal(ONE_FILE, MADE, "what is asked for is what is made");
  const asked = serve(() => new Response(TEXT));
  const blob = await oneFile("k=3", lanes[0].config.data, nothing);
  assert.equal(blob.type, "text/html");
  assert.deepEqual(asked, [ONE_FILE, "mnist-14-first-1000.gz", "mnist-14-rest.gz", "fashion-shown.gz"]);
  const text = await blob.text();
  const files = [...text.matchAll(/data-file="data\/([^"]+)">([^<]*)</gu)];
  assert.deepEqual(
    files.map(([, file]) => file),
    ["mnist-14-first-1000.gz", "mnist-14-rest.gz", "fashion-shown.gz", "mnist-14-first-100.gz"],
  );
  assert.deepEqual(Buffer.from(files[0][2], "base64"), Buffer.alloc(10_000, 255));
});

test("where it cannot be had, a sentence says why and what to do", async () => {
  for (const [answer, said] of /** @type {[() => Response, RegExp][]} */ ([
    [() => new Response("", { status: 404 }), /is not beside the page \(the server says 404\): .*then retry\.$/u],
    [
      () => new Response("<title>Sign in</title>"),
      /^Error: Something else was sent in place of autoencoder-lab\.html\..*retry/u,
    ],
    [() => new Response(TEXT.slice(0, -9)), /^Error: Something else was sent/u],
    [() => Response.error(), /could not be made into one file: .*Check the connection, then retry\.$/u],
  ])) {
    serve(() => {
      const response = answer();
      if (response.type === "error") throw new TypeError("no network");
      return response;
    });
    await assert.rejects(oneFile("", lanes[0].config.data, nothing), said);
  }
});
