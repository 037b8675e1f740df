/**
 * What the page knows of the core, written from the core's tables and types: `cargo test --lib schema -- --ignored`
 * writes it, and a test says when it is stale.
 */

/**
 * What the images are of.
 * @typedef {"mnist" | "fashion" | "digits" | "own" | "plane"} DataKind
 */

/**
 * Which images at which size.
 * @typedef {"mnist-14" | "mnist-28" | "fashion-14" | "fashion-28" | "digits-8" | "own" | "line" | "arc" | "moons" | "circle" | "spiral" | "points"} DataSet
 */

/**
 * Where images come from: a data set, or the few that are shown to networks of another.
 * @typedef {DataSet | "fashion-shown" | "mnist-shown"} DataSource
 */

/**
 * One run, complete: with its timed changes it reproduces every number.
 * @typedef {object} RunConfig
 * @property {DataSet} data The images, at the size at which they are trained on, or points of the plane.
 * @property {number} trainingImages m: with few, a wide network memorizes; with many, it copies.
 * @property {number} seed Decides the images, their order, the initial weights and the noise.
 * @property {number} hiddenUnits k: below the number of pixels n the network is undercomplete, from n on overcomplete.
 * @property {"relu" | "leaky-relu" | "sigmoid" | "tanh" | "linear"} activation g of h = g(Wx + b).
 * @property {"linear" | "sigmoid"} outputActivation f of x̂ = f(W*h + c).
 * @property {"squared-error" | "cross-entropy"} loss The data term, summed over pixels, averaged over images.
 * @property {number} lambda Adds λ‖θ‖² to the objective and 2λθ to its gradient.
 * @property {boolean} tied W* = Wᵀ: one matrix for both layers.
 * @property {"sgd" | "momentum" | "adam"} optimizer How a gradient becomes an update.
 * @property {number} learningRate η: the length of a step.
 * @property {"normal" | "glorot" | "he"} init The distribution of the initial weights.
 * @property {number} initGain A factor on the initial weights.
 * @property {number} batchSize Images in a step; m or more is full-batch training.
 * @property {boolean} penalizeBiases Whether ‖θ‖² counts b and c, as the lecture's does.
 * @property {boolean} countTiedTwice Once a layer: then tied and untied weights shrink alike.
 * @property {"coupled" | "decoupled"} decay Coupled: 2λθ is part of the gradient. Decoupled: weights shrink past the optimizer, as in AdamW.
 * @property {"constant" | "cosine"} rateSchedule Cosine: η falls to 0, so that a run settles.
 * @property {number} rateSteps The steps in which a cosine schedule reaches 0.
 * @property {boolean} centred Subtracts the mean training image, as PCA does; for linear outputs.
 * @property {string} [points] Those that a person has placed, where the data are these.
 * @property {string} [own] Which images of a person's own, where the data are these: their number, side and hash.
 */

/**
 * What may change between two steps, without a reset.
 * @typedef {Partial<Pick<RunConfig, "lambda" | "tied" | "learningRate">>} Change
 */

/**
 * A change and the step before which it is made: a configuration and its events replay a run exactly.
 * @typedef {object} PlannedEvent
 * @property {number} step Parameter updates made before the change.
 * @property {Change} change The change.
 */

/**
 * An event of a run, with what the quantity was before: what the page marks on its charts.
 * @typedef {object} RunEvent
 * @property {number} step Parameter updates made before the change.
 * @property {keyof Change} field The field of a configuration.
 * @property {number | boolean} from What it was.
 * @property {number | boolean} to What it became.
 */

/**
 * What is known of a network at one step: errors are summed over pixels and averaged over images.
 * @typedef {object} Evaluation
 * @property {number} step Parameter updates made before it.
 * @property {number} train Data term on all m training images.
 * @property {number} heldOut Data term on all held-out images.
 * @property {number} gap The held-out minus the training error.
 * @property {number} copyIndex C = tr(∂x̂/∂x)/n, the mean over held-out images.
 * @property {number} noiseKept N = E‖x̂(x+ε) − x̂(x)‖² / E‖ε‖² over held-out images, ε ~ N(0, 0.3²): what becomes of the noise itself. A constant map has 0, a projection on r dimensions r/n, the identity 1; more than 1 enlarges it.
 * @property {number} denoisingError D = E‖x̂(x+ε) − x‖² / E‖ε‖² over the same images and noise: what is left of the noise and what is lost of the image, together. Below 1 the output is nearer to the clean image than the input was.
 * @property {number} penalty λ‖θ‖².
 * @property {number} objective The data term on the training images plus the penalty.
 * @property {number} thetaSquared ‖θ‖², as the penalty counts it.
 */

/**
 * Which number was no longer finite.
 * @typedef {"training loss" | "a parameter" | "the evaluation"} Quantity
 */

/**
 * A run that has been stopped. It stands at an earlier state, whose error is sound; a change lets it go on from there.
 * @typedef {object} Divergence
 * @property {number} step Updates made when it was noticed.
 * @property {Quantity} quantity The number that was not finite.
 */

/**
 * The exact optimum of a linear network under one λ. At λ = 0 it is the solution of minimum norm, which training from random weights does not reach in directions that no training image varies in; below λ ≈ 0.001 training takes longer than a demonstration lasts.
 * @typedef {object} Theory
 * @property {number} train Data term on the training images, `Σ (1 − sᵢ)²σᵢ²` over all components, those not kept with s = 0.
 * @property {number} heldOut Data term on the held-out images, `Σ (1 − sᵢ)²τᵢ²`.
 * @property {number} copyIndex C = `Σ sᵢ / n`.
 * @property {number} noiseKept N = `Σ sᵢ² / n`, the expectation over the noise.
 * @property {number} denoisingError D = `(E + ν² Σ sᵢ²) / (nν²)` = `E / (nν²)` + N with the held-out data term E, likewise.
 * @property {number} objective The data term on the training images plus the penalty.
 * @property {number} survivors How many components have s > 0.
 * @property {number[]} thresholds The λ from which on component i is out, the largest first, for the components that are kept at λ = 0: from the first on, the network's output is the mean image. None where the formulas hold at λ = 0 alone.
 */

/**
 * Where a run stands.
 * @typedef {object} Snapshot
 * @property {number} step Parameter updates made.
 * @property {number} epoch Passes over the training images made; a fraction inside one.
 * @property {number} inputs n.
 * @property {number} hiddenUnits k.
 * @property {number} parameters How many numbers are trained.
 * @property {number} lambda λ now.
 * @property {boolean} tied Whether W* = Wᵀ now.
 * @property {number} learningRate η, from which a schedule may take its share.
 * @property {Evaluation} evaluation The newest evaluation; of exactly this step where the run is at rest.
 * @property {Theory | null} theory Where a linear network under this λ and tying ends up; null where there is no formula for it.
 * @property {RunEvent[]} events The changes made so far.
 * @property {string | null} receipt A hash of all parameters: the same on every machine. null in a module whose arithmetic is not.
 * @property {Divergence | null} divergence Why the run stands still, if it does: it then shows the state that it went back to.
 */

/**
 * The two gradients of one part θ of a network, a matrix or a bias, and how they stand to each other.
 * @typedef {object} LedgerEntry
 * @property {number} norm ‖θ‖.
 * @property {number} data ‖∇data‖: the data term's gradient; infinite where an element of it is more than 32 bits can hold.
 * @property {number} penalty ‖2λθ‖: the penalty's, as often as it counts θ.
 * @property {number} cosine The cosine of the angle between ∇data and θ, so between the two gradients; 0 where there is no angle, as one of them is 0 or infinite.
 * @property {number} sum ‖∇data + 2λθ‖: what is left when a run has settled is next to nothing.
 */

/**
 * The ledger of a network on all its training images.
 * @typedef {object} LedgerEntries
 * @property {LedgerEntry} w Of W; its gradient includes the decoder's part when tied.
 * @property {LedgerEntry | null} wStar Of W*, null when tied.
 * @property {LedgerEntry} b Of b.
 * @property {LedgerEntry} c Of c.
 */

/**
 * Of which update it is, and what goes into it besides images and weights.
 * @typedef {object} StepAhead
 * @property {number} step Parameter updates made before it.
 * @property {number} images Images in its batch: the data's gradient is the mean over them.
 * @property {number} image The first of them, which is shown, by its place among the training images.
 * @property {number} dataTerm The data term of the batch, a mean over its images.
 * @property {number} unit The hidden unit that is looked at, from 0.
 * @property {number} longest That with the longest gradient of the data term in its weights.
 * @property {boolean} tied Whether W* = Wᵀ.
 * @property {number} lambda λ.
 * @property {number} count How often the penalty counts a weight: its gradient is so many times 2λ times the weight.
 * @property {number} rate The learning rate of this update.
 * @property {number} memories How many numbers the optimizer keeps of each weight.
 */

/**
 * What a row of reconstructions shows; in this order from top to bottom.
 * @typedef {"train" | "held-out" | "other data" | "noise" | "field" | "your drawing"} TileRow
 */

/**
 * How the images of `Tiles` are laid out: each row has as many as there are columns, but "your drawing", which comes last, one. Of points as many are trained on as there are columns, the grid has 19 × 19, and the others are held out.
 * @typedef {object} Tiles
 * @property {number} side The side of an image in pixels; 0 for points.
 * @property {number} columns Images in a row; of points those that are trained on.
 * @property {TileRow[]} rows What each row shows.
 */

/**
 * Where the plot is, in CSS pixels from the drawing's top left corner, and the ranges it shows.
 * @typedef {object} PlotArea
 * @property {number} left Left edge: the horizontal position of `x_min`.
 * @property {number} top Top edge: the vertical position of `y_max`.
 * @property {number} right Right edge: the horizontal position of `x_max`.
 * @property {number} bottom Bottom edge: the vertical position of `y_min`.
 * @property {number} xMin The first step shown.
 * @property {number} xMax The last step shown.
 * @property {number} yMin The smallest value shown; on a logarithmic axis smaller ones, zero among them, are drawn here.
 * @property {number} yMax The largest value shown.
 */

/**
 * Where a chart of a sweep is, in CSS pixels from its top left corner. All zeros, and no values, when nothing was drawn.
 * @typedef {object} SweepArea
 * @property {PlotArea} plot Where the plot is, and what its edges are; of a value between two others of the horizontal axis it does not tell the place.
 * @property {number[]} values The values of the horizontal axis, those that have been trained or are to be, rising.
 * @property {number[]} columns Where each of them stands.
 */

/**
 * Where the cells of a panel are.
 * @typedef {object} MapPanelArea
 * @property {number[]} columns The edges of its columns, from left to right: one more than there are columns.
 * @property {number[]} rows The edges of its rows, from the lowest λ up, so falling: one more than there are rows.
 */

/**
 * Where a map is, in CSS pixels from its top left corner. No panels when nothing was drawn.
 * @typedef {object} MapArea
 * @property {MapPanelArea[]} panels Each panel, in the order in which they were added.
 */

/**
 * One row of the table of hyper-parameters: `label` is its name in words, `live` whether it acts on a running network.
 * @typedef {{field: keyof RunConfig, label: string, live: boolean, purpose: string} & ({scale: "whole" | "real", default: number, min: number, max: number} | {scale: "choice", default: string, choices: readonly string[]} | {scale: "switch", default: boolean} | {scale: "points" | "own", default: string})} Hyperparameter
 */

/**
 * Every hyper-parameter of a run.
 * @type {readonly Readonly<Hyperparameter>[]}
 */
export const HYPERPARAMETERS = /* @__PURE__ */ Object.freeze([
  {
    field: "data",
    label: "data",
    scale: "choice",
    default: "mnist-14",
    choices: [
      "mnist-14",
      "mnist-28",
      "fashion-14",
      "fashion-28",
      "digits-8",
      "own",
      "line",
      "arc",
      "moons",
      "circle",
      "spiral",
      "points",
    ],
    live: false,
    purpose: "The images, at the size at which they are trained on, or points of the plane.",
  },
  {
    field: "trainingImages",
    label: "training images",
    scale: "whole",
    default: 100,
    min: 1,
    max: 16000,
    live: false,
    purpose: "m: with few, a wide network memorizes; with many, it copies.",
  },
  {
    field: "seed",
    label: "seed",
    scale: "whole",
    default: 1,
    min: 0,
    max: 4294967295,
    live: false,
    purpose: "Decides the images, their order, the initial weights and the noise.",
  },
  {
    field: "hiddenUnits",
    label: "hidden units",
    scale: "whole",
    default: 16,
    min: 1,
    max: 4096,
    live: false,
    purpose: "k: below the number of pixels n the network is undercomplete, from n on overcomplete.",
  },
  {
    field: "activation",
    label: "activation",
    scale: "choice",
    default: "relu",
    choices: ["relu", "leaky-relu", "sigmoid", "tanh", "linear"],
    live: false,
    purpose: "g of h = g(Wx + b).",
  },
  {
    field: "outputActivation",
    label: "output activation",
    scale: "choice",
    default: "linear",
    choices: ["linear", "sigmoid"],
    live: false,
    purpose: "f of x̂ = f(W*h + c).",
  },
  {
    field: "loss",
    label: "loss",
    scale: "choice",
    default: "squared-error",
    choices: ["squared-error", "cross-entropy"],
    live: false,
    purpose: "The data term, summed over pixels, averaged over images.",
  },
  {
    field: "lambda",
    label: "L2 strength λ",
    scale: "real",
    default: 0,
    min: 0,
    max: 1000000,
    live: true,
    purpose: "Adds λ‖θ‖² to the objective and 2λθ to its gradient.",
  },
  {
    field: "tied",
    label: "tie weights",
    scale: "switch",
    default: false,
    live: true,
    purpose: "W* = Wᵀ: one matrix for both layers.",
  },
  {
    field: "optimizer",
    label: "optimizer",
    scale: "choice",
    default: "adam",
    choices: ["sgd", "momentum", "adam"],
    live: false,
    purpose: "How a gradient becomes an update.",
  },
  {
    field: "learningRate",
    label: "learning rate",
    scale: "real",
    default: 0.002,
    min: 0,
    max: 1000,
    live: true,
    purpose: "η: the length of a step.",
  },
  {
    field: "init",
    label: "init",
    scale: "choice",
    default: "normal",
    choices: ["normal", "glorot", "he"],
    live: false,
    purpose: "The distribution of the initial weights.",
  },
  {
    field: "initGain",
    label: "init gain",
    scale: "real",
    default: 1,
    min: 0,
    max: 100,
    live: false,
    purpose: "A factor on the initial weights.",
  },
  {
    field: "batchSize",
    label: "batch size",
    scale: "whole",
    default: 25,
    min: 1,
    max: 16000,
    live: false,
    purpose: "Images in a step; m or more is full-batch training.",
  },
  {
    field: "penalizeBiases",
    label: "penalize biases",
    scale: "switch",
    default: true,
    live: false,
    purpose: "Whether ‖θ‖² counts b and c, as the lecture's does.",
  },
  {
    field: "countTiedTwice",
    label: "count tied W twice",
    scale: "switch",
    default: false,
    live: false,
    purpose: "Once a layer: then tied and untied weights shrink alike.",
  },
  {
    field: "decay",
    label: "decay",
    scale: "choice",
    default: "coupled",
    choices: ["coupled", "decoupled"],
    live: false,
    purpose: "Coupled: 2λθ is part of the gradient. Decoupled: weights shrink past the optimizer, as in AdamW.",
  },
  {
    field: "rateSchedule",
    label: "rate schedule",
    scale: "choice",
    default: "constant",
    choices: ["constant", "cosine"],
    live: false,
    purpose: "Cosine: η falls to 0, so that a run settles.",
  },
  {
    field: "rateSteps",
    label: "rate steps",
    scale: "whole",
    default: 1500,
    min: 1,
    max: 1000000,
    live: false,
    purpose: "The steps in which a cosine schedule reaches 0.",
  },
  {
    field: "centred",
    label: "mean-centred data",
    scale: "switch",
    default: false,
    live: false,
    purpose: "Subtracts the mean training image, as PCA does; for linear outputs.",
  },
  {
    field: "points",
    label: "points",
    scale: "points",
    default: "",
    live: false,
    purpose: "Those that a person has placed, where the data are these.",
  },
  {
    field: "own",
    label: "own data",
    scale: "own",
    default: "",
    live: false,
    purpose: "Which images of a person's own, where the data are these: their number, side and hash.",
  },
]);

/**
 * A run where nothing else is said.
 * @type {Readonly<RunConfig>}
 */
export const DEFAULT_CONFIG = /* @__PURE__ */ Object.freeze({
  data: "mnist-14",
  trainingImages: 100,
  seed: 1,
  hiddenUnits: 16,
  activation: "relu",
  outputActivation: "linear",
  loss: "squared-error",
  lambda: 0,
  tied: false,
  optimizer: "adam",
  learningRate: 0.002,
  init: "normal",
  initGain: 1,
  batchSize: 25,
  penalizeBiases: true,
  countTiedTwice: false,
  decay: "coupled",
  rateSchedule: "constant",
  rateSteps: 1500,
  centred: false,
});

/**
 * What a person can choose: images at a size, or points of the plane, whose side is 0. `inputs` is n, `pool` how many there are to train on and `heldOut` how many are never trained on, but for the points that a person has placed; `other` is what networks of images are shown besides, `file` what the names of its files begin with.
 * @type {Readonly<Record<DataSet, Readonly<{label: string, kind: DataKind, side: number, inputs: number, pool: number, heldOut: number, other: DataSource | null, file: string}>>>}
 */
export const DATA_SETS = /* @__PURE__ */ Object.freeze({
  "mnist-14": {
    label: "MNIST 14×14",
    kind: "mnist",
    side: 14,
    inputs: 196,
    pool: 5000,
    heldOut: 1000,
    other: "fashion-shown",
    file: "mnist-6k",
  },
  "mnist-28": {
    label: "MNIST 28×28",
    kind: "mnist",
    side: 28,
    inputs: 784,
    pool: 5000,
    heldOut: 1000,
    other: "fashion-shown",
    file: "mnist-6k",
  },
  "fashion-14": {
    label: "Fashion 14×14",
    kind: "fashion",
    side: 14,
    inputs: 196,
    pool: 5000,
    heldOut: 1000,
    other: "mnist-shown",
    file: "fashion-6k",
  },
  "fashion-28": {
    label: "Fashion 28×28",
    kind: "fashion",
    side: 28,
    inputs: 784,
    pool: 5000,
    heldOut: 1000,
    other: "mnist-shown",
    file: "fashion-6k",
  },
  "digits-8": {
    label: "Digits 8×8",
    kind: "digits",
    side: 8,
    inputs: 64,
    pool: 1297,
    heldOut: 500,
    other: "fashion-shown",
    file: "digits8x8",
  },
  own: {
    label: "Your data",
    kind: "own",
    side: 0,
    inputs: 0,
    pool: 16000,
    heldOut: 4000,
    other: "fashion-shown",
    file: "",
  },
  line: { label: "Line", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
  arc: { label: "Arc", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
  moons: { label: "Moons", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
  circle: { label: "Circle", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
  spiral: { label: "Spiral", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
  points: { label: "Your points", kind: "plane", side: 0, inputs: 2, pool: 1000, heldOut: 200, other: null, file: "" },
});

/**
 * Points that a person places: how many there can be, the values of a coordinate, the distance between two of these, and the digits that points are written in.
 */
export const PLACED = /* @__PURE__ */ Object.freeze({
  most: 200,
  values: 488,
  unit: 0.0078125,
  digits: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
});

/**
 * How much a person's own data may be: images, the side of one, bytes of all files, characters of the name.
 */
export const OWN = /* @__PURE__ */ Object.freeze({
  leastImages: 10,
  mostImages: 20000,
  leastSide: 8,
  mostSide: 32,
  mostBytes: 64000000,
  longestName: 40,
});

/**
 * Places of the grid over the plane.
 */
export const FIELD = 361;

/**
 * Where each number stands in a row of a curve.
 */
export const CURVE = /* @__PURE__ */ Object.freeze({
  step: 0,
  train: 1,
  heldOut: 2,
  copyIndex: 3,
  noiseKept: 4,
  denoisingError: 5,
  penalty: 6,
  objective: 7,
  thetaSquared: 8,
  w: 9,
  wStar: 10,
  b: 11,
  c: 12,
  alignment: 13,
  deadUnits: 14,
});

/**
 * A curve is rows of this many numbers.
 */
export const CURVE_COLUMNS = 15;

/**
 * The values of λ that a sweep goes over.
 * @type {readonly number[]}
 */
export const SWEEP_LAMBDAS = /* @__PURE__ */ Object.freeze([
  0, 0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.005, 0.01, 0.03, 0.1, 0.3, 1,
]);

/**
 * The values of hidden units that a sweep goes over, n and multiples of it among them.
 * @type {Readonly<Record<Exclude<DataSet, "own">, readonly number[]>>}
 */
export const SWEEP_UNITS = /* @__PURE__ */ Object.freeze({
  "mnist-14": [8, 15, 29, 55, 103, 196, 294, 392, 784],
  "mnist-28": [8, 20, 50, 125, 313, 784, 1176, 1568, 3136],
  "fashion-14": [8, 15, 29, 55, 103, 196, 294, 392, 784],
  "fashion-28": [8, 20, 50, 125, 313, 784, 1176, 1568, 3136],
  "digits-8": [8, 12, 18, 28, 42, 64, 96, 128, 256],
  line: [1, 2, 3, 4, 8, 16, 32, 64],
  arc: [1, 2, 3, 4, 8, 16, 32, 64],
  moons: [1, 2, 3, 4, 8, 16, 32, 64],
  circle: [1, 2, 3, 4, 8, 16, 32, 64],
  spiral: [1, 2, 3, 4, 8, 16, 32, 64],
  points: [1, 2, 3, 4, 8, 16, 32, 64],
});

/**
 * The same of a person's own images, of the smallest side, and of each that is larger.
 * @type {readonly (readonly number[])[]}
 */
export const OWN_SWEEP_UNITS = /* @__PURE__ */ Object.freeze([
  [8, 12, 18, 28, 42, 64, 96, 128, 256],
  [8, 13, 20, 32, 51, 81, 122, 162, 324],
  [8, 13, 22, 36, 60, 100, 150, 200, 400],
  [8, 14, 24, 41, 70, 121, 182, 242, 484],
  [8, 14, 25, 45, 81, 144, 216, 288, 576],
  [8, 15, 27, 50, 92, 169, 254, 338, 676],
  [8, 15, 29, 55, 103, 196, 294, 392, 784],
  [8, 16, 30, 59, 115, 225, 338, 450, 900],
  [8, 16, 32, 64, 128, 256, 384, 512, 1024],
  [8, 16, 34, 69, 141, 289, 434, 578, 1156],
  [8, 17, 35, 74, 155, 324, 486, 648, 1296],
  [8, 17, 37, 79, 169, 361, 542, 722, 1444],
  [8, 17, 38, 84, 183, 400, 600, 800, 1600],
  [8, 18, 40, 89, 198, 441, 662, 882, 1764],
  [8, 18, 41, 94, 213, 484, 726, 968, 1936],
  [8, 18, 43, 99, 229, 529, 794, 1058, 2116],
  [8, 19, 44, 104, 245, 576, 864, 1152, 2304],
  [8, 19, 46, 109, 261, 625, 938, 1250, 2500],
  [8, 19, 47, 115, 278, 676, 1014, 1352, 2704],
  [8, 20, 49, 120, 296, 729, 1094, 1458, 2916],
  [8, 20, 50, 125, 313, 784, 1176, 1568, 3136],
  [8, 20, 51, 131, 331, 841, 1262, 1682, 3364],
  [8, 21, 53, 136, 350, 900, 1350, 1800, 3600],
  [8, 21, 54, 142, 369, 961, 1442, 1922, 3844],
  [8, 21, 56, 147, 388, 1024, 1536, 2048, 4096],
]);

/**
 * A sweep has the seeds from 1 to this one, unless said.
 */
export const SWEEP_SEEDS = 3;

/**
 * The columns of a sweep's file, in their order.
 * @type {readonly string[]}
 */
export const SWEEP_COLUMNS = /* @__PURE__ */ Object.freeze([
  "hiddenUnits",
  "lambda",
  "tied",
  "seed",
  "steps",
  "train",
  "heldOut",
  "gap",
  "copyIndex",
  "noiseKept",
  "deadUnits",
  "receipt",
]);
