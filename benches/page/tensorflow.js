/** TensorFlow.js on its wasm backend: as its users write it, and with the gradient by hand. */

import { LAMBDA, LEARNING_RATE } from "./problem.js";

/** @import { Contestant, Problem } from "./problem.js" */

const tf = /** @type {any} */ (globalThis).tf;
/** TensorFlow.js' default is 1e-7; ours and PyTorch's is this. */
const EPSILON = 1e-8;

/** @returns {Promise<Contestant[]>} */
export async function tensorflow() {
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend("wasm");
  await tf.ready();
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("TensorFlow.js does not find SIMD here");
  return [
    { name: "TensorFlow.js minimize", optimizer: "adam", create: (problem) => new Minimize(problem) },
    { name: "TensorFlow.js by hand", optimizer: "adam", create: (problem) => new ByHand(problem) },
  ];
}

/** What both share: parameters, batches and the loop. Every tensor is built before anything is timed. */
class Network {
  /** @param {Problem} problem */
  constructor({ n, k, batch, activation, weights, images }) {
    this.batch = batch;
    this.isRelu = activation === "relu";
    this.w1 = tf.variable(tf.transpose(tf.tensor2d(weights.subarray(0, k * n), [k, n])));
    this.b = tf.variable(tf.zeros([k]));
    this.w2 = tf.variable(tf.tensor2d(weights.subarray(k * n), [k, n]));
    this.c = tf.variable(tf.zeros([n]));
    this.parameters = [this.w1, this.b, this.w2, this.c];
    this.batches = Array.from({ length: images.length / (batch * n) }, (_, index) => {
      const x = tf.tensor2d(images.subarray(index * batch * n, (index + 1) * batch * n), [batch, n]);
      return { x, xT: tf.transpose(x) };
    });
    this.optimizer = tf.train.adam(LEARNING_RATE, 0.9, 0.999, EPSILON);
    this.done = 0;
  }

  /** @param {number} steps @returns {number} the data term of the last batch, before its update */
  run(steps) {
    for (let step = 1; step < steps; step += 1) this.step(this.#next(), false);
    const loss = this.step(this.#next(), true);
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  }

  #next() {
    this.done += 1;
    return this.batches[(this.done - 1) % this.batches.length];
  }

  /** @param {any} _batch @param {boolean} _read whether the loss is wanted @returns {any} */
  step(_batch, _read) {
    throw new Error("a network must say how it steps");
  }

  free() {
    this.optimizer.dispose();
    tf.dispose([this.parameters, this.batches]);
  }
}

/** The objective is written down, the rest is left to the library. */
class Minimize extends Network {
  /** @override @param {any} batch @param {boolean} read */
  step({ x }, read) {
    let loss;
    this.optimizer.minimize(
      () => {
        const [a, f] = this.isRelu ? [tf.relu, (/** @type {any} */ z) => z] : [tf.sigmoid, tf.sigmoid];
        const h = a(tf.add(tf.matMul(x, this.w1), this.b));
        const xHat = f(tf.add(tf.matMul(h, this.w2), this.c));
        const data = tf.div(tf.sum(tf.squaredDifference(xHat, x)), this.batch);
        if (read) loss = tf.keep(data);
        const squares = this.parameters.map((theta) => tf.sum(tf.square(theta)));
        return tf.add(data, tf.mul(LAMBDA, tf.addN(squares)));
      },
      false,
      this.parameters,
    );
    return loss;
  }
}

/**
 * Backpropagation by hand, with fused products and explicit transposes: the fastest we found. The loss is computed only
 * where it is read.
 */
class ByHand extends Network {
  /** @override @param {any} batch @param {boolean} read */
  step({ x, xT }, read) {
    return tf.tidy(() => {
      const { w1, b, w2, c, isRelu } = this;
      const h = tf.fused.matMul({ a: x, b: w1, bias: b, activation: isRelu ? "relu" : "sigmoid" });
      const xHat = tf.fused.matMul({ a: h, b: w2, bias: c, activation: isRelu ? "linear" : "sigmoid" });
      const difference = tf.sub(xHat, x);
      const loss = read ? tf.div(tf.sum(tf.square(difference)), this.batch) : undefined;
      const doubled = tf.mul(difference, 2 / this.batch);
      const dz = isRelu ? doubled : tf.mul(doubled, tf.mul(xHat, tf.sub(1, xHat)));
      const slope = isRelu ? tf.step(h) : tf.mul(h, tf.sub(1, h));
      const da = tf.mul(tf.matMul(dz, tf.transpose(w2)), slope);
      const gradients = [tf.matMul(xT, da), tf.sum(da, 0), tf.matMul(tf.transpose(h), dz), tf.sum(dz, 0)];
      this.optimizer.applyGradients(
        this.parameters.map((theta, index) => ({
          name: theta.name,
          tensor: tf.add(gradients[index], tf.mul(theta, 2 * LAMBDA)),
        })),
      );
      return loss;
    });
  }
}
