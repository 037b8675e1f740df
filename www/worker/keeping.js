/** Keeps what a network made of the images that are shown, at points of its curve, until the next report takes it along. */

import { Thinning, inBytes } from "../base/kept.js";
import { spreadOf } from "../base/spread.js";

/** @import { KeptPoint } from "../base/kept.js" */
/** @import { TileRow, Tiles } from "../base/protocol.js" */
/** @import { Trainer } from "../pkg/autoencoder_lab.js" */

/** What is kept of one run. */
export class Keeping {
  #thinning = new Thinning();
  #revision = -1;
  /** @type {KeptPoint[]} */ #points = [];
  #trainer;
  /** @type {{tiles: Tiles, inputs: Float32Array, rows: TileRow[], uniformNoise: boolean} | undefined} */ #shown;

  /** @param {Trainer} trainer */
  constructor(trainer) {
    this.#trainer = trainer;
  }

  /**
   * These images are shown from now on; where there are rows that were not, the newest point is kept again, with them. Of runs on points
   * nothing is kept: coordinates reach beyond what a byte is for.
   * @param {Tiles} tiles
   * @param {Float32Array} inputs
   * @param {boolean} uniformNoise
   */
  show(tiles, inputs, uniformNoise) {
    if (tiles.side === 0) return;
    const before = this.#shown;
    // A drawing is less than a row, and the last one.
    const rows = tiles.rows.slice(0, Math.floor(inputs.length / (tiles.columns * tiles.side ** 2)));
    // The inputs themselves are handed over to the page.
    this.#shown = { tiles, inputs: inputs.slice(), rows, uniformNoise };
    if (before?.rows.join() === rows.join() && before.uniformNoise === uniformNoise) return;
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
    if (row.length === 0 || !this.#thinning.next()) return;
    const { tiles, inputs, rows, uniformNoise } = this.#shown;
    const reconstructions = trainer.newestPointReconstructions();
    const pixels = inBytes(reconstructions.subarray(0, rows.length * tiles.columns * tiles.side ** 2));
    this.#thinning.kept(pixels.length);
    this.#points.push({
      step: row[0],
      row,
      receipt: trainer.newestPointReceipt() ?? null,
      rows,
      uniformNoise,
      pixels,
      spread: spreadOf(tiles, inputs, reconstructions),
    });
  }

  /** What has been kept since the last report. */
  take() {
    const points = this.#points;
    this.#points = [];
    return points;
  }
}
