/** Keeps what a network made of the images that are shown, at points of its curve, until the next report takes it along. */

import { Thinning, inBytes } from "../base/kept.js";
import { spreadOf } from "../base/spread.js";

/** @import { KeptPoint } from "../base/kept.js" */
/** @import { TileRow, Tiles } from "../base/protocol.js" */
/** @import { Trainer } from "../pkg/autoencoder_lab.js" */

/**
 * What is shown of a run: `rows` of images, and a drawing as bytes, empty where there is none.
 * @typedef {{tiles: Tiles, inputs: Float32Array, rows: TileRow[], uniformNoise: boolean, drawing: Uint8ClampedArray}} Shown
 */

/** What is kept of one run. */
export class Keeping {
  #thinning = new Thinning();
  #revision = -1;
  /** Of the point that was kept last. */
  #last = { step: -1, revision: -1, receipt: /** @type {string | null} */ (null) };
  /** @type {KeptPoint[]} */ #points = [];
  #trainer;
  /** @type {Shown | undefined} */ #shown;

  /** @param {Trainer} trainer */
  constructor(trainer) {
    this.#trainer = trainer;
  }

  /**
   * These images are shown from now on; where there are some that were not, the newest point is kept again, with them. Of runs on points
   * nothing is kept: coordinates reach beyond what a byte is for.
   * @param {Tiles} tiles
   * @param {Float32Array} inputs
   * @param {boolean} uniformNoise
   */
  show(tiles, inputs, uniformNoise) {
    if (tiles.side === 0) return;
    const before = this.#shown;
    // A drawing is less than a row, and the last one.
    const size = tiles.columns * tiles.side ** 2;
    const rows = tiles.rows.slice(0, Math.floor(inputs.length / size));
    const drawing = inBytes(inputs.subarray(rows.length * size));
    // The inputs themselves are handed over to the page.
    this.#shown = { tiles, inputs: inputs.slice(), rows, uniformNoise, drawing };
    if (before && isSame(before, this.#shown)) return;
    // What was left out stays so.
    if (before && this.#last.revision !== this.#trainer.curveRevision) return;
    this.#revision = -1;
    this.look();
  }

  /**
   * Keeps the newest point of the curve, if it is new. It takes a hundredth of what the point's evaluation does: some thirty images go through
   * the network, for thousands there.
   */
  look() {
    const trainer = this.#trainer;
    const revision = trainer.curveRevision;
    if (revision === this.#revision || !this.#shown) return;
    this.#revision = revision;
    const row = trainer.newestPoint();
    if (row.length === 0) return;
    // With other images it takes the place of itself.
    const last = this.#last;
    const isAgain = row[0] === last.step;
    if (!isAgain && !this.#thinning.next()) return;
    const { tiles, inputs, rows, uniformNoise, drawing } = this.#shown;
    const reconstructions = trainer.newestPointReconstructions();
    const made = inBytes(reconstructions);
    const end = rows.length * tiles.columns * tiles.side ** 2;
    const point = {
      step: row[0],
      row,
      receipt: last.revision === revision ? last.receipt : (trainer.newestPointReceipt() ?? null),
      rows,
      uniformNoise,
      pixels: made.slice(0, end),
      drawing: drawing.length === 0 ? drawing : Uint8ClampedArray.of(...drawing, ...made.subarray(end)),
      spread: spreadOf(tiles, inputs, reconstructions),
    };
    if (this.#points.at(-1)?.step === point.step) this.#points.pop();
    this.#points.push(point);
    if (!isAgain) this.#thinning.kept(point);
    this.#last = { step: point.step, revision, receipt: point.receipt };
  }

  /** What has been kept since the last report. */
  take() {
    const points = this.#points;
    this.#points = [];
    return points;
  }
}

/** Whether two show the same. @param {Shown} one @param {Shown} other */
function isSame(one, other) {
  const [rows, drawing] = [one.rows.join() === other.rows.join(), one.drawing.join() === other.drawing.join()];
  return rows && drawing && one.uniformNoise === other.uniformNoise;
}
