/** The files that images come in: which of them a run needs, and which can follow. Points come in none. */

import { DATA_SETS } from "../base/schema.js";
import { urlOf } from "../place.js";

/** @import { DataFiles } from "../base/protocol.js" */
/** @import { DataKind, DataSet, DataSource, RunConfig } from "../base/schema.js" */

/** All images that the page as it opens trains on and is measured on: fetched before anything else. */
export const FIRST_FILES = Object.freeze(["mnist-14-first-100.gz"]);

/**
 * A file of www/data. An excerpt has, together with those before it, the images that {@link FIRST_SEED} draws for `images`
 * training images, and all that are held out. `bytes` is its size on the wire.
 * @typedef {{file: string, bytes: number, images: number}} DataFile
 */

/** @typedef {{name: string, kind: DataKind, form: DataFiles["form"], files: readonly DataFile[]}} Source */

/** What the page opens with; the excerpts are cut for it. */
const FIRST_SEED = 1;

/** Points of the plane: each recipe makes its own. @type {Source} */
const PLANE = Object.freeze({ name: "points", kind: "plane", form: "points", files: [] });

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
    // They come from who opens the page.
    own: { name: "your data", kind: "own", form: "own", files: [] },
    line: PLANE,
    arc: PLANE,
    moons: PLANE,
    circle: PLANE,
    spiral: PLANE,
    points: PLANE,
  }),
);

/**
 * How large an image is, in sides of a drawing. MNIST's digits were fitted into the inner 20 of its 28 pixels, and their
 * centre of mass put into the middle: there the drawing is that inner square, and is moved likewise, but never cut off. Other
 * images fill their frame: there the drawing is the image.
 * @type {Readonly<Record<Exclude<DataKind, "plane">, number>>}
 */
export const FRAMES = Object.freeze({ mnist: 28 / 20, fashion: 1, digits: 1, own: 1 });

/** What points lie about, and what own images are, as a path in a square of 16 × 16. @type {Readonly<Partial<Record<DataSet, string>>>} */
const OUTLINES = Object.freeze({
  line: "M2 8h12",
  arc: "M2 4q6 14 12 0",
  moons: "M1 9a4 4 0 0 1 8 0M7 7a4 4 0 0 0 8 0",
  circle: "M8 3a5 5 0 0 1 0 10a5 5 0 0 1 0-10",
  spiral: "M8 8a1.5 1.5 0 0 1 3 0a3 3 0 0 1-6 0a4.5 4.5 0 0 1 9 0a6 6 0 0 1-12 0",
  own: "M2.5 2.5h11v11h-11zM2.5 11l3.5-4 3 3 2-2 2.5 2.5",
  points: "M4 5h.1M11 3h.1M8 8h.1M4 12h.1M12 11h.1",
});

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
  const outline = OUTLINES[data];
  if (outline)
    return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${outline}" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round"/></svg>`)}`;
  return urlOf(`data/${DATA_SETS[data].file}-thumbnail.png`);
}
