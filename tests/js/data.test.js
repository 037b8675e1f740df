// Which files there are, and which of them a run needs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir, stat } from "node:fs/promises";
import { test } from "node:test";
import { DATA_SETS } from "../../www/base/schema.js";
import { FIRST_FILES, SOURCES, filesFor, thumbnailOf } from "../../www/images/data.js";
import { isPlane } from "../../www/images/points.js";
import { CARDS } from "../../www/lesson/cards.js";
import { DEFAULT_CONFIG, PRESETS, configOf } from "../../www/settings/presets.js";
import { initialState } from "../../www/state/state.js";

/** @import { RunConfig } from '../../www/base/protocol.js' */

const FOLDER = new URL("../../www/data/", import.meta.url);
const files = Object.values(SOURCES).flatMap((source) => source.files);

/** @param {Partial<RunConfig>} change */
const needed = (change) => filesFor({ ...DEFAULT_CONFIG, ...change }).map(({ file }) => file);

test("every file is there, and as large as progress takes it to be; there is no other", async () => {
  for (const { file, bytes } of files) assert.equal((await stat(new URL(file, FOLDER))).size, bytes, file);
  const there = (await readdir(FOLDER)).filter((file) => file.endsWith(".gz")).sort();
  assert.deepEqual(
    there,
    files
      .map(({ file }) => file)
      .filter((file, index, all) => all.indexOf(file) === index)
      .sort(),
  );
  const sums = await Promise.all(
    there.map(
      async (file) =>
        `${createHash("sha256")
          .update(await readFile(new URL(file, FOLDER)))
          .digest("hex")}  ${file}\n`,
    ),
  );
  assert.equal(await readFile(new URL("SHA256SUMS", FOLDER), "utf8"), sums.join(""));
});

test("each data set has a picture in the picker; each set of images has its licence and its format told", async () => {
  const told = await Promise.all(["LICENSES.md", "README.md"].map((file) => readFile(new URL(file, FOLDER), "utf8")));
  const sets = /** @type {(keyof typeof DATA_SETS)[]} */ (Object.keys(DATA_SETS));
  for (const data of sets) {
    const picture = thumbnailOf(data);
    // Those of points, and of images that are yet to come, are outlines that the script has itself.
    if (isPlane(data) || data === "own") assert.match(String(picture), /^data:image\/svg\+xml,%3Csvg[\w%.'()~!*-]+$/u);
    else assert.ok((await stat(picture)).isFile());
  }
  for (const { file } of files) {
    const [stem] = file.split("-");
    for (const text of told) assert.ok(text.includes(`${stem}-`), `${file} is not told of`);
  }
});

test("the page opens on its first files, which are small", () => {
  const wanted = initialState().lanes.map(({ config }) => filesFor(config).map(({ file }) => file));
  assert.deepEqual(wanted, [FIRST_FILES, FIRST_FILES]);
  const bytes = files.filter(({ file }) => FIRST_FILES.includes(file)).reduce((sum, file) => sum + file.bytes, 0);
  assert.ok(bytes < 110_000, `${bytes} bytes until Play`);
});

test("a first visit fetches less than half a megabyte of images", () => {
  const { data } = DEFAULT_CONFIG;
  const { other } = DATA_SETS[data];
  assert.ok(other);
  const visit = [...SOURCES[data].files, ...SOURCES[other].files];
  assert.ok(visit.reduce((sum, { bytes }) => sum + bytes, 0) < 500_000);
});

test("a run needs the files up to its last image under the seed that the page opens with, and all under another", () => {
  for (const stem of /** @type {const} */ (["mnist-14", "fashion-14"])) {
    const all = [`${stem}-first-100.gz`, `${stem}-first-1000.gz`, `${stem}-rest.gz`];
    for (const [trainingImages, count] of [
      [1, 1],
      [100, 1],
      [101, 2],
      [1000, 2],
      [1001, 3],
      [5000, 3],
    ]) {
      assert.deepEqual(needed({ data: stem, trainingImages }), all.slice(0, count), `m = ${trainingImages}`);
    }
    assert.deepEqual(needed({ data: stem, trainingImages: 1, seed: 2 }), all);
    assert.deepEqual(needed({ data: stem, trainingImages: 1, seed: 0 }), all);
  }
  for (const seed of [1, 2]) {
    for (const trainingImages of [1, 100, 1297]) {
      assert.deepEqual(needed({ data: "digits-8", seed, trainingImages }), [
        "digits8x8-images-idx3-ubyte.gz",
        "digits8x8-labels-idx1-ubyte.gz",
      ]);
      assert.deepEqual(needed({ data: "mnist-28", seed, trainingImages }), [
        "mnist-6k-images-idx3-ubyte.gz",
        "mnist-6k-labels-idx1-ubyte.gz",
      ]);
    }
  }
});

test("no card of the lesson and no preset needs more than the first two files", () => {
  const settings = [...CARDS.flatMap(({ scene }) => scene?.lanes ?? []), ...PRESETS.flatMap(({ lanes }) => lanes)];
  assert.ok(settings.length > 20);
  for (const own of settings) assert.ok(filesFor(configOf(own, DEFAULT_CONFIG.seed)).length <= 2, JSON.stringify(own));
});

test("what a network of images is shown besides is of another kind; points come in no file, and have nothing besides", () => {
  for (const [data, { kind, other }] of Object.entries(DATA_SETS)) {
    if (kind === "plane") {
      assert.deepEqual(needed({ data: /** @type {any} */ (data) }), []);
      assert.equal(other, null);
      continue;
    }
    assert.ok(other);
    assert.notEqual(SOURCES[other].kind, kind);
    assert.equal(SOURCES[other].files.length, 1);
  }
});
