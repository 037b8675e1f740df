// The run card, and drawings as SVG put together: what is on them, and that nothing in a text is mark-up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { escaped } from "../../www/base/format.js";
import { CARD, cardShapes, wordsOf } from "../../www/views/later/card.js";
import { PAD, SPACE, placed, sheetOf, sizeOf } from "../../www/views/later/svg_text.js";
import { newLane } from "../../www/lanes/lanes.js";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";

const CSS = { bg: "#fff", ink: "#111", muted: "#666", rule: "#ddd", a: "#06a", b: "#b40" };
/** @type {any} */
const SNAPSHOT = {
  step: 0,
  receipt: "0123-4567-89ab",
  inputs: 196,
  hiddenUnits: 392,
  lambda: 0.01,
  tied: false,
  events: [
    { step: 700, field: "lambda", from: 0, to: 0.01 },
    { step: 900, field: "tied", from: true, to: false },
  ],
  evaluation: { step: 0, train: 1, heldOut: 2, gap: 1, copyIndex: 0.25, noiseKept: 0.5, denoisingError: 0.75 },
};
const LANE = newLane("B", { ...DEFAULT_CONFIG, hiddenUnits: 392, tied: true, optimizer: "sgd", batchSize: 5000 }, 1);
const ROWS = ["train", "held-out", "other data", "noise"].map((name) => ({
  name,
  image: /** @type {any} */ ({}),
  columns: 8,
  side: 14,
}));

test("a card says what the run is, and what was changed on the way", () => {
  const run = { ...SNAPSHOT, step: 1500 };
  assert.deepEqual(wordsOf(LANE, run), {
    title: "392 hidden units for 196 pixels",
    lines: [
      "MNIST 14×14 · 100 training images · seed 1 · ReLU units, linear output · squared error",
      "λ 0 → 0.01 from step 700 · tied on → off from step 900 · SGD, η 0.002 · batches of 100",
    ],
  });
  const one = newLane("A", { ...DEFAULT_CONFIG, data: "arc", hiddenUnits: 1 }, 1);
  assert.equal(wordsOf(one, { ...SNAPSHOT, inputs: 2, events: [] }).title, "1 hidden unit for 2 coordinates");
});

test("all of it is on the card, within its margins, and a code only where there is one", () => {
  const code = Uint8Array.from({ length: 25 * 25 }, (_, at) => at % 2);
  for (const rows of [
    ROWS,
    ROWS.slice(0, 3),
    ROWS.map((row) => ({ ...row, side: 28 })),
    ROWS.map((row) => ({ ...row, side: 8 })),
  ]) {
    const shapes = cardShapes(LANE, SNAPSHOT, { css: CSS, rows, code });
    assert.equal(shapes.filter(({ type }) => type === "image").length, rows.length * 16);
    for (const shape of shapes) {
      const { x, y } = shape;
      const [width, height] = "height" in shape ? [shape.width, shape.height] : [0, 0];
      assert.ok(x >= 0 && y >= 0 && x + width <= CARD.width && y + height <= CARD.height, JSON.stringify(shape));
    }
    const images = shapes.flatMap((shape) => (shape.type === "image" ? [shape.y + shape.height] : []));
    assert.ok(Math.max(...images) < 590, "above what is said of the run");
    const texts = shapes.flatMap((shape) => (shape.type === "text" ? [shape.text] : []));
    for (const text of [
      "B",
      "392 hidden units for 196 pixels",
      "0.25",
      "step 0 · receipt 0123-4567-89ab",
      "B is not trained yet: these are its first weights at work.",
    ])
      assert.ok(texts.includes(text), text);
    const path = shapes.find(({ type }) => type === "path");
    assert.ok(path?.type === "path" && path.scale === 6 && path.path.split("M").length === 313);
  }
  assert.ok(cardShapes(LANE, SNAPSHOT, { css: CSS, rows: ROWS }).every(({ type }) => type !== "path"));
  const plane = /** @type {any} */ ({});
  const [only] = cardShapes(LANE, SNAPSHOT, { css: CSS, rows: [], plane }).filter(({ type }) => type === "image");
  assert.deepEqual([only.type === "image" && only.image === plane, only.y], [true, 156]);
});

test("drawings stand one below the other, and a title is no mark-up", () => {
  const drawing = (/** @type {number} */ height) =>
    `<svg xmlns="x" width="800" height="${height}" viewBox="">…</svg>\n`;
  assert.deepEqual(sizeOf(drawing(280)), { width: 800, height: 280 });
  assert.ok(placed(drawing(1), 3, 4).startsWith('<svg x="3" y="4" xmlns='));
  const sheet = sheetOf([drawing(280), drawing(100)], { title: "a < b", link: 'http://x/#a="&', background: "#fff" });
  const height = 2 * PAD + SPACE + 380;
  assert.ok(
    sheet.startsWith(
      `<svg xmlns="http://www.w3.org/2000/svg" width="832" height="${height}" viewBox="0 0 832 ${height}" role="img">\n<title>a &lt; b</title>\n<desc>http://x/#a=&quot;&amp;</desc>`,
    ),
  );
  assert.ok(sheet.includes(`<svg x="16" y="${PAD + 280 + SPACE}" `));
  assert.equal(escaped('<&>"'), "&lt;&amp;&gt;&quot;");
});
