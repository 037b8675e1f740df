/** Arrays as NumPy reads them. Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0. */

import { zip } from "./zip.js";

/** Numbers, row by row, and their shape. @typedef {{values: Float32Array | Float64Array | Uint32Array, shape: readonly number[]}} Table */

/** Bytes before the header's text: the magic string, the version, and the header's length. */
const BEFORE = 10;
/** The numbers begin at a multiple of it. */
const ALIGNMENT = 64;

/**
 * One array as a `.npy` file.
 * @param {Table} table
 */
export function npy({ values, shape }) {
  const kind = values instanceof Uint32Array ? "u" : "f";
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<${kind}${values.BYTES_PER_ELEMENT}', 'fortran_order': False, 'shape': (${extents}), }`;
  const length = Math.ceil((BEFORE + text.length + 1) / ALIGNMENT) * ALIGNMENT - BEFORE;
  const head = new Uint8Array(BEFORE + length).fill(0x20);
  head.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, length & 0xff, length >> 8]);
  head.set(new TextEncoder().encode(text), BEFORE);
  head[head.length - 1] = 0x0a;
  return new Blob([head, values.slice()], { type: "application/octet-stream" });
}

/**
 * Several arrays as a `.npz` file.
 * @param {Readonly<Record<string, Table>>} tables by their names
 */
export function npz(tables) {
  return zip(Object.fromEntries(Object.entries(tables).map(([name, table]) => [`${name}.npy`, npy(table)])));
}
