/** ConvNetJS: plain JavaScript, one image at a time. It has no Adam, so it is compared with momentum. */

import { LAMBDA, LEARNING_RATE } from "./problem.js";

/** @import { Contestant, Problem } from "./problem.js" */

const { Net, Trainer, Vol } = /** @type {any} */ (globalThis).convnetjs;

/** @type {Contestant} */
export const convnet = { name: "ConvNetJS", optimizer: "momentum", create: (problem) => new Network(problem) };

class Network {
  /** @param {Problem} problem */
  constructor({ n, k, batch, activation, weights, images }) {
    this.batch = batch;
    this.net = network(n, k, activation);
    const [encoder, decoder] = this.net.layers.filter((/** @type {any} */ layer) => layer.layer_type === "fc");
    // A filter is a unit's input weights: a row of W, a column of W*ᵀ.
    setFilters(encoder, (j, i) => weights[j * n + i]);
    setFilters(decoder, (i, j) => weights[k * n + j * n + i]);
    [encoder, decoder].forEach(penalizeBiases);
    // Its loss has a ½ and its penalty is divided by the batch: so twice the rate, and λ times the batch.
    this.trainer = new Trainer(this.net, {
      method: "sgd",
      momentum: 0.9,
      learning_rate: 2 * LEARNING_RATE,
      batch_size: batch,
      l2_decay: LAMBDA * batch,
    });
    this.examples = Array.from({ length: images.length / n }, (_, row) => {
      const target = Array.from(images.subarray(row * n, (row + 1) * n));
      const x = new Vol(1, 1, n, 0);
      target.forEach((value, i) => x.set(0, 0, i, value));
      return { x, target };
    });
    this.done = 0;
  }

  /** @param {number} steps @returns {number} the data term of the last batch, before its update */
  run(steps) {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) {
      sum = 0;
      for (let row = 0; row < this.batch; row += 1) {
        const { x, target } = this.examples[this.done % this.examples.length];
        sum += this.trainer.train(x, target).cost_loss;
        this.done += 1;
      }
    }
    // What it reports is 2(x̂ − x)², though its gradient is that of half a square.
    return sum / 2 / this.batch;
  }

  free() {}
}

/** @param {number} n @param {number} k @param {import("./problem.js").Activation} activation */
function network(n, k, activation) {
  const net = new Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: n },
    // It starts biases of ReLU at 0.1 unless told.
    { type: "fc", num_neurons: k, activation, bias_pref: 0 },
    activation === "relu" ? { type: "fc", num_neurons: n } : { type: "fc", num_neurons: n, activation: "sigmoid" },
    { type: "regression", num_neurons: n },
  ]);
  // It puts a fully connected layer of its own before the regression.
  net.layers.splice(net.layers.length - 2, 1);
  return net;
}

/** @param {any} layer @param {(to: number, from: number) => number} weight */
function setFilters(layer, weight) {
  layer.filters.forEach((/** @type {any} */ filter, /** @type {number} */ to) => {
    for (let from = 0; from < layer.num_inputs; from += 1) filter.w[from] = weight(to, from);
  });
}

/** It leaves the biases out of the penalty. @param {any} layer */
function penalizeBiases(layer) {
  const original = layer.getParamsAndGrads.bind(layer);
  layer.getParamsAndGrads = () => original().map((/** @type {object} */ pair) => ({ ...pair, l2_decay_mul: 1 }));
}
