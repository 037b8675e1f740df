/** Where a run began: with its rows, what another program needs to repeat it. */

/** @import { Origin } from "../base/protocol.js" */
/** @import { Trainer } from "../pkg/autoencoder_lab.js" */

/** Steps that can be repeated in any case: a run that has made none yet has a program, too. */
const LEAST_STEPS = 200;
/** Places in the order of the rows that are handed out at most: 16 MB. */
const MOST_PLACES = 4_000_000;

/**
 * @param {Trainer} trainer
 * @param {{inputs: number, batchSize: number}} sizes
 * @returns {Origin}
 */
export function originOf(trainer, { inputs, batchSize }) {
  const train = trainer.trainingRows();
  const m = train.length / inputs;
  const batches = Math.ceil(m / Math.min(batchSize, m));
  const epochs = Math.min(Math.ceil(Math.max(trainer.steps, LEAST_STEPS) / batches), Math.floor(MOST_PLACES / m));
  return {
    first: trainer.firstParameters(),
    receipt: trainer.firstReceipt() ?? null,
    train,
    heldOut: trainer.heldOutRows(),
    order: trainer.batchOrder(epochs),
  };
}
