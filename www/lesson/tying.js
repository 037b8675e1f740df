/** "Tie W* = Wᵀ", which "reduces capacity and acts as a regularizer", and what it does not do. */

import { SETTINGS } from "../presets.js";

/** @import { Step } from "./step.js" */

const { overcomplete, penalized, tied, tiedPenalized, linear, linearTied } = SETTINGS;

/** @type {readonly Step[]} */
export const TYING = Object.freeze([
  {
    id: "tie", part: "Tied weights", title: "Tie the weights: W* = Wᵀ",
    prose: "Use one matrix twice: B decodes with its encoder, transposed. That halves the parameters, {B.parameters} instead of {A.parameters}. With less capacity the gap shrinks without any λ: {B.gap} in B, {A.gap} in A.",
    scene: { lanes: [overcomplete, tied], steps: 1500 },
    try: "Train to the end.",
    deed: { name: "Start training", play: true },
    look: "The [link](B.weights) between W and W*, and the [gap](B.gap): it ends near 2.9, A’s near 6.4.",
    limits: "Also with Glorot init: held-out error 2.5 untied, 0.9 tied. One exception was seen: with tanh and twice Glorot’s init, tying made it worse.",
  },
  {
    id: "tied-copies", part: "Tied weights", title: "Tying does not stop copying",
    prose: "Look past the error. A is tied, and lets {A.copyIndex} of every small change through; noise comes out with {A.noiseKept} times its energy. B is tied too and pays for its weights, λ = {B.lambda}: copy index {B.copyIndex}, noise kept {B.noiseKept}.",
    scene: { lanes: [tied, tiedPenalized], steps: 1500 },
    try: "Train to the end. Then give A the same λ, and train on:",
    deed: { name: "Set λ = 0.01 in A now", changes: [{ lane: "A", change: { lambda: 0.01 } }] },
    look: "A’s [copy index](A.copy index) ends near 0.8, and its [noise](A.noise) comes out enlarged. B ends with the lowest [held-out error](B.held-out error) of all runs with 100 images: 1.2.",
    limits: "So: tying means fewer parameters and a smaller gap; λ stops the copying. For 100 digits, N(0, 0.1²), 1,500 steps.",
  },
  {
    id: "tricks-meet", part: "Both tricks", title: "The two tricks meet",
    prose: "λ makes both matrices small, and the cheapest pair that does the work is W* = Wᵀ. So L2 drives untied weights towards tied ones: the cosine of W and W*ᵀ is {A.alignment} in A, without λ, and {B.alignment} in B, with λ = 0.01.",
    scene: { lanes: [overcomplete, penalized], steps: 1500, tab: "ledger", ledgerPart: "tying" },
    try: "Train to the end. Now tie both, and look at the jump before you train on:",
    deed: { name: "Tie A and B now", changes: [{ lane: "A", change: { tied: true } }, { lane: "B", change: { tied: true } }] },
    look: "In the [ledger](ledger) B’s cosine climbs to 0.92, A’s stays at 0.12. So when both are tied, [A’s held-out error](A.held-out error) shoots up and [B’s](B.held-out error) hardly moves.",
    limits: "With Glorot’s init: 0.25 without λ, 0.93 with it. Exact for linear networks, where the penalized optimum has W* = Wᵀ; for ReLU it is what these runs show. Tying takes the mean of W and W*ᵀ, or W*ᵀ, whichever has the lower error.",
  },
  {
    id: "linear", part: "Both tricks", title: "Without the bend, it is PCA",
    prose: "Make g linear. Now the best 16 units are known: the 16 directions in which centred digits vary most. What these leave out, {A.floor}, is a floor that no linear bottleneck gets below. A has two matrices and error {A.train}; B has one and {B.train}. Here tying costs nothing.",
    scene: { lanes: [linear, linearTied], steps: 300, speed: "slow" },
    try: "Train: 300 steps on all 500 images at once.",
    deed: { name: "Start training", play: true },
    look: "Both train errors end on the dotted line in the [chart](chart), within 1 %. The [copy index](B.copy index) of a projection is its rank over the pixels: 16/196 = 0.082.",
    limits: "For linear g and f and mean-centred data only (Baldi & Hornik, 1989). The units span PCA’s subspace; they are not its components.",
  },
]);
