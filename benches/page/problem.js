/** What everyone is to do: the same images, initial weights and settings. */

/** @typedef {"sigmoid" | "relu"} Activation that of the hidden units: after a sigmoid the output is one, too, after a ReLU it is linear */
/** @typedef {{n: number, k: number, batch: number, activation: Activation}} Shape */
/** @typedef {Shape & {weights: Float32Array, images: Float32Array}} Problem */
/** @typedef {{run: (steps: number) => number | Promise<number>, free: () => void, operations?: () => number}} Runner `run` returns the data term of the last step */
/** @typedef {{name: string, optimizer: "adam" | "momentum", create: (problem: Problem) => Runner}} Contestant */

/** As in `benches/step.rs`. */
export const LAMBDA = 1e-4;
export const LEARNING_RATE = 1e-3;

/** Batches that are used in turn. */
const BATCHES = 4;

const SIDE = 28;
const IDX_HEADER = 16;

/** @type {Promise<Uint8Array> | undefined} */
let digits;

/**
 * MNIST digits, averaged over 2×2 pixels for n = 196, and weights from a small generator: Glorot's for sigmoid units, the lesson's
 * N(0, 0.1²) for ReLU.
 * @param {Shape} shape
 * @returns {Promise<Problem>}
 */
export async function problem({ n, k, batch, activation }) {
  digits ??= unpack("images.gz");
  return {
    n,
    k,
    batch,
    activation,
    weights: activation === "relu" ? normal(2 * k * n, 0.1) : glorot(n, k),
    images: images((await digits).subarray(IDX_HEADER), n, BATCHES * batch),
  };
}

/** @param {string} url */
async function unpack(url) {
  const packed = (await fetch(url)).body;
  if (!packed) throw new Error(`${url} is empty`);
  return new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/**
 * @param {Uint8Array} pixels
 * @param {number} n
 * @param {number} count
 */
function images(pixels, n, count) {
  const side = Math.sqrt(n);
  const block = SIDE / side;
  return Float32Array.from({ length: count * n }, (_, at) => {
    const [image, row, column] = [Math.floor(at / n), Math.floor((at % n) / side), at % side];
    let sum = 0;
    for (let i = 0; i < block; i += 1) {
      for (let j = 0; j < block; j += 1)
        sum += pixels[image * SIDE * SIDE + (row * block + i) * SIDE + column * block + j];
    }
    return sum / (255 * block * block);
  });
}

/**
 * W and then W*ᵀ, k × n each, uniform.
 * @param {number} n
 * @param {number} k
 */
function glorot(n, k) {
  const bound = Math.sqrt(6 / (n + k));
  const next = uniform();
  return Float32Array.from({ length: 2 * k * n }, () => bound * (2 * next() - 1));
}

/**
 * @param {number} count
 * @param {number} deviation
 */
function normal(count, deviation) {
  const next = uniform();
  // Box and Muller's; a logarithm of 0 is avoided.
  return Float32Array.from(
    { length: count },
    () => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  );
}

/** Numbers in [0, 1). */
function uniform() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
