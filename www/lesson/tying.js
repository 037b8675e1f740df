/** "Tie W* = Wᵀ", which "reduces capacity and acts as a regularizer", and what it does not do. */

import { SETTINGS } from "../settings/presets.js";

/** @import { Card } from "./card.js" */

const { overcomplete, penalized, tied, tiedPenalized, linear, linearTied } = SETTINGS;

/** @type {readonly Card[]} */
export const TYING = Object.freeze([
  {
    id: "tie",
    part: "Tied weights",
    title: "Tie the weights: W* = Wᵀ",
    before:
      "Use one matrix twice: B decodes with its encoder, transposed. That leaves 77,420 parameters of A’s 154,252. Will it make the gap smaller, without any λ?",
    prose:
      "Use one matrix twice: B decodes with its encoder, transposed. That leaves {B.parameters} parameters of A’s {A.parameters}, and the gap shrinks without any λ: at step {B.step} it is {B.gap} in B, {A.gap} in A.",
    scene: { lanes: [overcomplete, tied], steps: 1500, longer: 15_000 },
    asks: { kind: "value", first: true },
    try: "Train to step 1,500.",
    look: "The [link](B.weights) between W and W*, and the [gap](B.gap): at step 1,500 B’s is {=gap-tied to}, A’s {=gap-392 to}.",
    limits:
      "Not only because there are fewer parameters: untied with 196 units there are nearly as many as in B, and the gap is {=gap-196}. With Glorot’s init tying helps too: held-out error {=over-glorot} untied, {=glorot-tied} tied. (Step 1,500, means of three seeds.)",
  },
  {
    id: "same-count",
    part: "Tied weights",
    title: "Same count, other ties",
    before:
      "Does tying help because there are fewer parameters? Here both runs have about 77,000: A is untied with 196 units, B is tied with 392. If capacity were a count, their gaps would be alike.",
    prose:
      "Does tying help because there are fewer parameters? Here A, untied, has {A.parameters} and B, tied, {B.parameters}. If capacity were a count, their gaps would be alike. At step {A.step} A’s gap is {A.gap}, and B’s at step {B.step} is {B.gap}.",
    scene: { lanes: [{ hiddenUnits: 196 }, tied], steps: 1500, longer: 15_000 },
    try: "Train to step 1,500.",
    look: "With nearly as many parameters, A’s [gap](A.gap) at step 1,500 is {=gap-196 –} and [B’s](B.gap) {=gap-tied –}: B has twice the units, and the smaller gap.",
    limits:
      "It is the same with twice the count, 154,000: untied with 392 units the gap is {=gap-392 –}, tied with 784 {=gap-tied-784 –}. So “reduces the capacity” is not only a count. For 100 digits, N(0, 0.1²), at step 1,500.",
  },
  {
    id: "tied-copies",
    part: "Tied weights",
    title: "Tying does not stop copying",
    before:
      "Look past the error. Both runs are tied, and B pays for its weights too, λ = 0.01. How much of a small change does each let through, and how much of added noise?",
    prose:
      "Look past the error. A is tied; at step {A.step} its copy index, the mean share of a change that it lets through, is {A.copyIndex}, and noise comes out with {A.noiseKept} times its energy. B is tied too and pays, λ = {B.lambda}: copy index {B.copyIndex}, noise kept {B.noiseKept}.",
    after:
      "Now A pays as well, λ = {A.lambda}. At step {A.step} A’s copy index is {A.copyIndex} and its noise kept {A.noiseKept}. B, which has paid from its first step on, has {B.copyIndex} and {B.noiseKept}.",
    scene: { lanes: [tied, tiedPenalized], steps: 1500, longer: 15_000, row: "noise" },
    try: "Train to step 1,500. Then give A the same λ, and train on to 3,000:",
    intervention: {
      name: "Set λ = 0.01 in A now",
      changes: [{ lane: "A", change: { lambda: 0.01 } }],
      from: 1500,
      more: 1500,
    },
    look: "At step 1,500 A’s [copy index](A.copy index) is {=copy-tied} and its [noise kept](A.noise kept) {=noise-tied}; in B they are {=copy-tied-penalized} and {=noise-tied-penalized}. The [chart](chart) marks where B’s held-out error was lowest: {=lowest-tied-penalized} near step {=lowest-tied-penalized-step}. It is {=tied-l-0.01 to} at step 1,500.",
    limits:
      "So: tying means fewer parameters and a smaller gap; λ stops the copying. The copy index is a mean over all directions of change: some are enlarged, or noise could not come out {=noise-tied} times as strong. For 100 digits, N(0, 0.1²). Held-out error at step 1,500 is lower still with λ = 0.003, {=tied-l-0.003}, or with Glorot’s init and no λ, {=glorot-tied}, where {=noise-glorot-tied} of the noise is kept.",
  },
  {
    id: "tricks-meet",
    part: "Both tricks",
    title: "The two tricks meet",
    before:
      "λ makes both matrices small, and the cheapest pair that does the work is W* = Wᵀ. So L2 should drive untied weights towards tied ones. The cosine of W and W*ᵀ tells: A has no λ, B has λ = 0.01.",
    prose:
      "λ makes both matrices small, and the cheapest pair that does the work is W* = Wᵀ. So L2 drives untied weights towards tied ones: at step {B.step} the cosine of W and W*ᵀ is {A.alignment} in A, without λ, and {B.alignment} in B, with λ = 0.01.",
    after:
      "Now both are tied, and the cosine is 1. For B that was a small step, for A a leap. At step {B.step} A’s held-out error is {A.heldOut}, and B’s {B.heldOut}.",
    scene: { lanes: [overcomplete, penalized], steps: 1500, longer: 15_000, tab: "ledger", ledgerPart: "tying" },
    asks: { kind: "value" },
    try: "Train to step 1,500. Now tie both, and look at the jump before you train on:",
    intervention: {
      name: "Tie A and B now",
      changes: [
        { lane: "A", change: { tied: true } },
        { lane: "B", change: { tied: true } },
      ],
      from: 1500,
    },
    look: "In the [ledger](ledger) B’s cosine climbs to {=cosine-penalized –} at step 1,500, A’s to {=cosine-free –}. So when both are tied there, [A’s held-out error](A.held-out error) jumps from {=over-100 –} to {=jump-free –} and [B’s](B.held-out error) stays near {=jump-penalized}.",
    limits:
      "With Glorot’s init the cosines at step 1,500 are {=cosine-glorot} and {=cosine-glorot-penalized}. Exact for linear networks, where the penalized optimum has W* = Wᵀ; for ReLU it is what these runs show. Tying takes the mean of W and W*ᵀ, or W*ᵀ, whichever has the lower error. A recovers: tied, its held-out error is {=recovered-1600} at step 1,600 and {=recovered-3000} at 3,000; B’s is {=recovered-penalized}.",
  },
  {
    id: "linear",
    part: "Both tricks",
    title: "Without the bend, it is PCA",
    before:
      "Make g linear, and the best 16 units are known: the 16 directions in which centred digits vary most. What these leave out is a floor that no linear bottleneck gets below: the dotted line. A has two matrices, B one.",
    prose:
      "Make g linear, and the best 16 units are known: the 16 directions in which centred digits vary most. What these leave out, {A.floor}, is a floor that no linear bottleneck gets below. At step {A.step} A, with two matrices, has error {A.train}; B, with one, has {B.train}.",
    scene: { lanes: [linear, linearTied], steps: 300, speed: "slow" },
    try: "Train: 300 steps on all 500 images at once.",
    look: "At step 300 both train errors lie on the dotted line in the [chart](chart), at {=linear-over-optimum} and {=linear-tied-over-optimum} times its value: here tying costs nothing. The [copy index](B.copy index) of a projection is its rank over the pixels: 16/196 = 0.082.",
    limits:
      "For linear g and f and mean-centred data only (Baldi & Hornik, 1989). The units span PCA’s subspace; they are not its components. At step 300 B is the projection, and keeps {=linear-tied-noise} of noise, as 16/196. A keeps {=linear-noise}: noise has directions in which no image varies, and what A’s random start does there no image corrects.",
  },
]);
