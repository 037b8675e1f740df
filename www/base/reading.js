/** What the page and the worker that reads a person's own data say to each other. */

/** What was read: rows of images with that side, or of points, whose side is 0. @typedef {{rows: number, side: number, kind: string, classes: number, fitting: string}} About */

/**
 * What it is when it is scaled so: sentences to know; of images how many, their hash and the first of them, a byte a pixel; or points, x and y one
 * after another.
 * @typedef {{findings: string[], images?: {count: number, hash: string, preview: Uint8Array}, points?: Float64Array}} Shown
 */

/**
 * @typedef {{type: "start", module: WebAssembly.Module}
 *   | {type: "files", files: {name: string, bytes: ArrayBuffer}[], label: string}
 *   | {type: "square", name: string, pixels: ArrayBuffer, wide: number, side: number, crop: boolean}
 *   | {type: "squares", name: string, squares: Uint8Array, side: number}
 *   | {type: "show", scaling: string, inverted: boolean, mostPoints: number}
 *   | {type: "find", hash: string, scalings: readonly string[]}
 *   | {type: "make", scaling: string, inverted: boolean}} ReadingRequest
 */

/** The answer to the request of that number: what was found, or why there is nothing. @typedef {{id: number, found?: About | Shown | Uint8Array | {scaling: string, inverted: boolean}, problem?: string}} ReadingAnswer */

/** How numbers of images become intensities, as the readers call it, and what the page says. */
export const SCALINGS = Object.freeze({ unit: "0…1", byte: "0…255", "min-max": "min–max" });

/** The same of points and their coordinates. */
export const POINT_SCALINGS = Object.freeze({ standardized: "standardized", "min-max": "min–max" });
