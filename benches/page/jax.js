/**
 * jax-js on its WebAssembly backend, which takes relaxed SIMD where there is any: one `jit` with `valueAndGrad`, and Adam by
 * hand. Where the page is isolated from others it has a worker for each processor and is waited for, else it computes at once, in
 * one thread: of the ways to drive it the fastest that we found.
 */

import { LAMBDA, LEARNING_RATE } from "./problem.js";

/** @import { Contestant, Problem } from "./problem.js" */

/** Only who runs the benchmark installs it, so that the types of it are not looked for. @type {string} */
const LIBRARY = "./node_modules/@jax-js/jax/dist/index.js";
const BETAS = [0.9, 0.999];
const EPSILON = 1e-8;

/** @returns {Promise<Contestant>} */
export async function jax() {
  const library = await import(LIBRARY);
  if (library.defaultDevice() !== "wasm") throw new Error("jax-js does not compute in WebAssembly here");
  return { name: "jax-js", optimizer: "adam", create: (problem) => new Network(library, problem) };
}

/** Its functions take what they are handed; who needs an array again hands out a `ref`. */
class Network {
  /** @param {any} library @param {Problem} problem */
  constructor(library, problem) {
    const { numpy: np, jit } = library;
    const { n, k, batch, weights, images } = problem;
    this.np = np;
    const array = (/** @type {Float32Array} */ numbers, /** @type {number[]} */ shape) =>
      np.array(numbers.slice()).reshape(shape);
    const start = () => [
      array(weights.subarray(0, k * n), [k, n]),
      np.zeros([k]),
      array(weights.subarray(k * n), [k, n]),
      np.zeros([n]),
    ];
    const zeros = () => [np.zeros([k, n]), np.zeros([k]), np.zeros([k, n]), np.zeros([n])];
    this.state = [start(), zeros(), zeros()];
    this.batches = Array.from({ length: images.length / (batch * n) }, (_, index) =>
      array(images.subarray(index * batch * n, (index + 1) * batch * n), [batch, n]),
    );
    this.step = jit(stepOf(library, problem));
    this.done = 0;
  }

  /** @param {number} steps @returns {Promise<number>} the data term of the last batch, before its update */
  async run(steps) {
    let loss = NaN;
    for (let step = 1; step <= steps; step += 1) {
      const x = this.batches[this.done % this.batches.length];
      this.done += 1;
      const [rate, rootBias] = [
        LEARNING_RATE / (1 - BETAS[0] ** this.done),
        1 / Math.sqrt(1 - BETAS[1] ** this.done),
      ].map((value) => this.np.array(value));
      const [data, ...state] = this.step(x.ref, ...this.state, rate, rootBias);
      this.state = state;
      [loss] = crossOriginIsolated ? await data.data() : data.dataSync();
    }
    return loss;
  }

  free() {
    [...this.state.flat(), ...this.batches].forEach((array) => array.dispose());
    this.step.dispose();
  }
}

/**
 * One step as a function of a batch, parameters, Adam's two memories, and its rate and bias at this step.
 * @param {any} library
 * @param {Problem} problem
 */
function stepOf({ numpy: np, nn, valueAndGrad }, { batch, activation }) {
  const g = activation === "relu" ? nn.relu : nn.sigmoid;
  const f = activation === "relu" ? (/** @type {any} */ z) => z : nn.sigmoid;
  const objective = (/** @type {any[]} */ parameters, /** @type {any} */ x) => {
    const squares = parameters.map((theta) => np.square(theta.ref).sum()).reduce((a, b) => a.add(b));
    const [w, b, wStarT, c] = parameters;
    const h = g(np.matmul(x.ref, w.transpose()).add(b));
    const xHat = f(np.matmul(h, wStarT).add(c));
    const data = np.square(xHat.sub(x)).sum().div(batch);
    return [data.ref.add(squares.mul(LAMBDA)), data];
  };
  /** @type {(x: any, parameters: any[], first: any[], second: any[], rate: any, rootBias: any) => any[]} */
  return (x, parameters, first, second, rate, rootBias) => {
    const refs = parameters.map((theta) => theta.ref);
    const [[value, data], gradient] = valueAndGrad(objective, { hasAux: true })(refs, x);
    value.dispose();
    const m = first.map((mean, i) => mean.mul(BETAS[0]).add(gradient[i].ref.mul(1 - BETAS[0])));
    const v = second.map((mean, i) => mean.mul(BETAS[1]).add(np.square(gradient[i]).mul(1 - BETAS[1])));
    const theta = parameters.map((before, i) => {
      const root = np.sqrt(v[i].ref).mul(rootBias.ref).add(EPSILON);
      return before.sub(m[i].ref.mul(rate.ref).div(root));
    });
    rate.dispose();
    rootBias.dispose();
    return [data, theta, m, v];
  };
}
