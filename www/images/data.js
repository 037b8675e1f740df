/** The data sets, and the files that their images come in: which of them a run needs, and which can follow. */

/** @import { DataKind, DataSet, DataSource, RunConfig } from "../base/protocol.js" */

/** All images that the page as it opens trains on and is measured on: fetched before anything else. */
export const FIRST_FILES = Object.freeze(["mnist-14-first-100.gz"]);

/** What a person can choose: a data set at a size. `other` is what its networks are shown besides. */
export const DATA_SETS = Object.freeze(
  /** @type {Record<DataSet, {label: string, kind: DataKind, side: number, pool: number, other: DataSource}>} */ ({
    "mnist-14": { label: "MNIST 14×14", kind: "mnist", side: 14, pool: 5000, other: "fashion-shown" },
    "mnist-28": { label: "MNIST 28×28", kind: "mnist", side: 28, pool: 5000, other: "fashion-shown" },
    "fashion-14": { label: "Fashion 14×14", kind: "fashion", side: 14, pool: 5000, other: "mnist-shown" },
    "fashion-28": { label: "Fashion 28×28", kind: "fashion", side: 28, pool: 5000, other: "mnist-shown" },
    "digits-8": { label: "Digits 8×8", kind: "digits", side: 8, pool: 1297, other: "fashion-shown" },
  }),
);

/**
 * A file of www/data. An excerpt has, together with those before it, the images that {@link FIRST_SEED} draws for `images`
 * training images, and all that are held out. `bytes` is its size on the wire.
 * @typedef {{file: string, bytes: number, images: number}} DataFile
 */

/** What the page opens with; the excerpts are cut for it. */
const FIRST_SEED = 1;

/** Where images come from: excerpts follow each other, of IDX both files are needed (www/data/README.md has the formats). */
export const SOURCES = Object.freeze(
  /** @type {Record<DataSource, {name: string, kind: DataKind, form: "idx" | "excerpts", files: readonly DataFile[]}>} */ ({
    "mnist-14": {
      name: "MNIST",
      kind: "mnist",
      form: "excerpts",
      files: excerpts("mnist-14", [81_426, 69_309, 291_735]),
    },
    "mnist-28": { name: "MNIST", kind: "mnist", form: "idx", files: idx("mnist-6k", [971_280, 3_019]) },
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
    "fashion-28": { name: "Fashion-MNIST", kind: "fashion", form: "idx", files: idx("fashion-6k", [2_613_834, 3_069]) },
    "fashion-shown": {
      name: "examples of Fashion-MNIST",
      kind: "fashion",
      form: "excerpts",
      files: [{ file: "fashion-shown.gz", bytes: 2_955, images: 0 }],
    },
    "digits-8": { name: "8×8 digits", kind: "digits", form: "idx", files: idx("digits8x8", [44_098, 145]) },
  }),
);

/** @param {string} stem @param {number[]} bytes @returns {DataFile[]} */
function excerpts(stem, bytes) {
  const cuts = /** @type {const} */ ([
    ["first-100", 100],
    ["first-1000", 1000],
    ["rest", Infinity],
  ]);
  return cuts.map(([cut, images], index) => ({ file: `${stem}-${cut}.gz`, bytes: bytes[index], images }));
}

/** Images without labels are none. @param {string} stem @param {number[]} bytes @returns {DataFile[]} */
function idx(stem, [images, labels]) {
  return [
    { file: `${stem}-images-idx3-ubyte.gz`, bytes: images, images: 0 },
    { file: `${stem}-labels-idx1-ubyte.gz`, bytes: labels, images: Infinity },
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
