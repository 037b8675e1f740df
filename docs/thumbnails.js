// Makes the pictures of the data set picker: four images of each data set, as masks that take the colour of the page.
//
//     node docs/thumbnails.js

import { readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync, gunzipSync } from "node:zlib";

/** The first image of each of these labels. */
const SHOWN = /** @type {const} */ ({ "mnist-6k": [2, 5, 8, 0], "fashion-6k": [3, 8, 1, 9], digits8x8: [2, 5, 8, 0] });
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;
const GAP = 2;

/** @param {string} file */
const read = (file) => gunzipSync(readFileSync(new URL(`../www/data/${file}-ubyte.gz`, import.meta.url)));

for (const [stem, shown] of Object.entries(SHOWN)) {
  const idx = read(`${stem}-images-idx3`);
  const labels = read(`${stem}-labels-idx1`).subarray(LABELS_HEADER);
  const picks = shown.map((label) => labels.indexOf(label));
  const side = idx.readUInt32BE(8);
  const brightest = idx.subarray(IMAGES_HEADER).reduce((most, value) => Math.max(most, value), 0);
  const width = picks.length * (side + GAP) - GAP;
  // Rows of grey and alpha, each after a filter byte of 0: all is in the alpha.
  const rows = Buffer.alloc(side * (1 + 2 * width));
  picks.forEach((image, column) => {
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        const at = y * (1 + 2 * width) + 1 + 2 * (column * (side + GAP) + x);
        rows[at + 1] = (idx[IMAGES_HEADER + image * side * side + y * side + x] * 255) / brightest;
      }
    }
  });
  writeFileSync(new URL(`../www/data/${stem}-thumbnail.png`, import.meta.url), png(width, side, rows));
}

/**
 * @param {number} width
 * @param {number} height
 * @param {Buffer} rows
 */
function png(width, height, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 4, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
