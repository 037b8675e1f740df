/** "We need regularization": add λ‖θ‖², which "just adds a term λW to the gradient". */

import { SETTINGS } from "../presets.js";

/** @import { Step } from "./step.js" */

const { overcomplete, penalized, flattened, settled, settledPenalized } = SETTINGS;

/** @type {readonly Step[]} */
export const REGULARIZING = Object.freeze([
  {
    id: "penalty", part: "Regularization", title: "Add λ‖θ‖²",
    prose: "Let every parameter cost its square, times λ. Both runs begin as memorizers. B’s λ is {B.lambda}, its held-out error {B.heldOut}; A keeps λ = 0 and has {A.heldOut}.",
    scene: { lanes: [overcomplete, overcomplete], steps: 1500 },
    formula: true,
    try: "Train. When B has memorized, about step 700:",
    deed: { name: "Set λ = 0.01 in B now", changes: [{ lane: "B", change: { lambda: 0.01 } }] },
    look: "From that mark in the [chart](chart) B’s train error rises, its [held-out error](B.held-out error) falls, and [noise kept](B.noise kept) drops towards 0.22.",
    limits: "With λ = 0.01 from the start: held-out 1.85 instead of 6.4. How much it helps depends on the init: N(0, 0.1²) is large for 392 units. Small init and early stopping regularize too, so λ = 0 does not mean unregularized; λ ≤ 0.00001 does nothing within a run.",
  },
  {
    id: "too-much", part: "Regularization", title: "Too much of it",
    prose: "λ is a price, and a price can be too high. At λ = {B.lambda} B would rather pay in error than in weights: {B.train} on its own digits, {B.heldOut} on new ones. A, at λ = {A.lambda}, has {A.heldOut}.",
    scene: { lanes: [penalized, flattened], steps: 1500 },
    formula: true,
    try: "Train. Then drag [λ in B](B.λ) and find the lowest held-out error.",
    deed: { name: "Start training", play: true },
    look: "B’s [digits](B.held-out row) blur towards the mean digit; its [train error](B.train error) ends above 5.",
    limits: "Held-out error over λ is a U: 6.4 (0), 2.4 (0.001), 1.85 (0.01), 2.5 (0.03), 4.0 (0.1), 6.2 (0.3). Tied, the bottom is flat between 0.001 and 0.01, at 1.2.",
  },
  {
    id: "gradient", part: "Regularization", title: "It just adds 2λW to the gradient",
    prose: "Differentiate, and one term appears: 2λW. It pulls every weight towards 0; the data pull back where they need it. ‖θ‖² is {B.thetaSquared} in B, with λ = {B.lambda}, and {A.thetaSquared} in A, where nothing pulls.",
    scene: { lanes: [settled, settledPenalized], steps: 1500, tab: "ledger", ledgerPart: "gradients" },
    formula: true,
    try: "Train to the end: with full batches and a falling rate both come to rest.",
    deed: { name: "Start training", play: true },
    look: "In B’s [ledger](ledger) both gradients of W become equally long and opposite, cosine −1; their sum, the [gradient](gradient), dies away.",
    limits: "In the slide’s λW the λ absorbs the 2. With Adam the term passes through the optimizer, which is not weight decay. With small batches at a constant rate the data’s gradient never rests. Weights of pixels that are always blank feel nothing but this pull: under plain gradient descent they fade as (1 − 2ηλ)ᵗ; at λ = 0 they stay as they began.",
  },
]);
