/** The files that images come in: which of them a run needs, and which can follow. */

import { DATA_SETS } from "../base/schema.js";
import { urlOf } from "../place.js";

/** @import { DataKind, DataSet, DataSource, RunConfig } from "../base/schema.js" */

/** All images that the page as it opens trains on and is measured on: fetched before anything else. */
export const FIRST_FILES = Object.freeze(["mnist-14-first-100.gz"]);

/**
 * A file of www/data. An excerpt has, together with those before it, the images that {@link FIRST_SEED} draws for `images`
 * training images, and all that are held out. `bytes` is its size on the wire.
 * @typedef {{file: string, bytes: number, images: number}} DataFile
 */

/** @typedef {{name: string, kind: DataKind, form: "idx" | "excerpts", files: readonly DataFile[]}} Source */

/** What the page opens with; the excerpts are cut for it. */
const FIRST_SEED = 1;

/** Where images come from: excerpts follow each other, of IDX both files are needed (www/data/README.md has the formats). */
export const SOURCES = Object.freeze(
  /** @satisfies {Record<DataSource, Source>} */ ({
    "mnist-14": {
      name: "MNIST",
      kind: "mnist",
      form: "excerpts",
      files: excerpts("mnist-14", [81_426, 69_309, 291_735]),
    },
    "mnist-28": { name: "MNIST", kind: "mnist", form: "idx", files: idx("mnist-28", [971_280, 3_019]) },
    "mnist-shown": {
      name: "examples of MNIST",
      kind: "mnist",
      form: "excerpts",
      files: [{ file: "mnist-shown.gz", bytes: 1_348, images: 0 }],
    },
    "fashion-14": {
      name: "Fashion-MNIST",
      kind: "fashion",
      form: "excerpts",
      files: excerpts("fashion-14", [165_628, 138_220, 592_920]),
    },
    "fashion-28": { name: "Fashion-MNIST", kind: "fashion", form: "idx", files: idx("fashion-28", [2_613_834, 3_069]) },
    "fashion-shown": {
      name: "examples of Fashion-MNIST",
      kind: "fashion",
      form: "excerpts",
      files: [{ file: "fashion-shown.gz", bytes: 2_955, images: 0 }],
    },
    "digits-8": { name: "8×8 digits", kind: "digits", form: "idx", files: idx("digits-8", [44_098, 145]) },
  }),
);

/**
 * How large an image is, in sides of a drawing. MNIST's digits were fitted into the inner 20 of its 28 pixels, and their
 * centre of mass put into the middle: there the drawing is that inner square, and is moved likewise, but never cut off. Other
 * images fill their frame: there the drawing is the image.
 * @type {Readonly<Record<DataKind, number>>}
 */
export const FRAMES = Object.freeze({ mnist: 28 / 20, fashion: 1, digits: 1 });

/** @param {string} stem @param {number[]} bytes @returns {DataFile[]} */
function excerpts(stem, bytes) {
  const cuts = /** @type {const} */ ([
    ["first-100", 100],
    ["first-1000", 1000],
    ["rest", Infinity],
  ]);
  return cuts.map(([cut, images], index) => ({ file: `${stem}-${cut}.gz`, bytes: bytes[index], images }));
}

/** Images without labels are none. @param {DataSet} data @param {number[]} bytes @returns {DataFile[]} */
function idx(data, [images, labels]) {
  const { file } = DATA_SETS[data];
  return [
    { file: `${file}-images-idx3-ubyte.gz`, bytes: images, images: 0 },
    { file: `${file}-labels-idx1-ubyte.gz`, bytes: labels, images: Infinity },
  ];
}

/**
 * The files that a run cannot begin without: those whose predecessors do not have all of its images.
 * @param {RunConfig} config
 */
export function filesFor({ data, seed, trainingImages }) {
  const { files } = SOURCES[data];
  return files.filter((_, index) => index === 0 || seed !== FIRST_SEED || files[index - 1].images < trainingImages);
}

/** A small picture of a data set, as a mask. @param {DataSet} data */
export function thumbnailOf(data) {
  return urlOf(`data/${DATA_SETS[data].file}-thumbnail.png`);
}
