import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ONE_FILE_BUDGET, PLAY_BUDGET, REQUESTS_BUDGET, complaints, inWords, sizes } from "../../benches/size.js";
import { FIRST_FILES } from "../../www/images/data.js";

test("what is fetched until Play works is measured as a server sends it", (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "lab-size-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const page =
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="www/0/page.css"><link rel="preload" href="www/0/main.js"><script type="module" src="www/0/main.js"></script><a href="elsewhere">';
  const script = 'let text = "the same again and again";\n'.repeat(500);
  /** @type {Record<string, string | Buffer>} */
  const files = {
    "index.html": page,
    "autoencoder-lab.html": "all of it",
    "www/0/page.css": "styles",
    "www/0/main.js": script,
    "www/0/worker.js": script,
    "www/0/pkg/autoencoder_lab_bg.wasm": Buffer.alloc(50_000, "wasm "),
    "www/0/pkg/autoencoder_lab_relaxed_bg.wasm": Buffer.alloc(40_000, "fast "),
    "www/0/pkg/charts.js": "draw",
    "www/0/pkg/charts_bg.wasm": Buffer.alloc(30_000, "draw "),
    "www/0/lazy.js": "later",
    ...Object.fromEntries(FIRST_FILES.map((file) => [`www/0/data/${file}`, Buffer.alloc(1000)])),
  };
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), contents);
  }
  const { module, fastModule, charts, untilPlay, oneFile, files: fetched } = sizes(folder);
  assert.equal(module.raw, 50_000);
  assert.ok(module.gzip < 1000 && module.brotli < module.gzip, inWords(module));
  assert.equal(fastModule.raw, 40_000);
  assert.equal(charts.raw, 30_004);
  assert.equal(oneFile, 9);
  const images = FIRST_FILES.map((file) => `www/0/data/${file}`);
  assert.deepEqual(fetched, ["index.html", "www/0/page.css", "www/0/main.js", "www/0/worker.js", ...images]);
  const packed = [page, "styles", script, script]
    .map((text) => gzipSync(text, { level: 9 }).length)
    .reduce((a, b) => a + b);
  assert.equal(
    untilPlay.gzip,
    packed + 1000 * images.length,
    "images are packed already, though nothing would be easier to pack than these",
  );
});

test("what is over its budget is named with both numbers", () => {
  assert.deepEqual(complaints(PLAY_BUDGET, REQUESTS_BUDGET, ONE_FILE_BUDGET), []);
  assert.deepEqual(complaints(PLAY_BUDGET + 1, REQUESTS_BUDGET + 1, ONE_FILE_BUDGET + 1), [
    "450001 bytes gzip are fetched until Play works where the budget is 450000: let something come later, or take it out",
    "61 files are fetched until Play works where the budget is 60: bundle them",
    "the page as one file has 2500001 bytes where the budget is 2500000: leave images out of it (xtask/dist/one_file.js)",
  ]);
});
