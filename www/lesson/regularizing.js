/** "We need regularization": add λ‖θ‖², which "just adds a term λW to the gradient". */

import { SETTINGS } from "../settings/presets.js";

/** @import { Card } from "./card.js" */

const { overcomplete, penalized, flattened, tiedPenalized, settled, settledPenalized, arc, arcPenalized } = SETTINGS;

/** Over which steps held-out error is drawn before λ is set, and compared. */
export const DRAWN_STEPS = Object.freeze([700, 900, 1100, 1300, 1500]);

/** @type {readonly Card[]} */
export const REGULARIZING = Object.freeze([
  {
    id: "penalty",
    part: "Regularization",
    title: "Add λ‖θ‖²",
    before:
      "Let every parameter cost its square, times λ. Both runs begin with λ = 0, and will memorize. Then, while they run, B has to pay, and A goes on as before.",
    prose:
      "Let every parameter cost its square, times λ. So far both runs have λ = 0, and both memorize: at step {B.step} A’s held-out error is {A.heldOut}, and B, its twin, has {B.heldOut}. Now let B pay.",
    after:
      "Every parameter of B costs its square now, times λ = {B.lambda}. At step {B.step} B’s held-out error is {B.heldOut}; A keeps λ = 0 and has {A.heldOut}. ‖θ‖² is {B.thetaSquared} in B, {A.thetaSquared} in A.",
    scene: { lanes: [overcomplete, overcomplete], steps: 1500, longer: 15_000 },
    asks: { kind: "draw", steps: DRAWN_STEPS, errors: [0.5, 30] },
    formula: true,
    try: "Train. When both have memorized, about step 700, let B pay:",
    intervention: { name: "Set λ = 0.01 in B now", changes: [{ lane: "B", change: { lambda: 0.01 } }], more: 800 },
    look: "From that mark in the [chart](chart) B’s train error rises and its [held-out error](B.held-out error) falls, from step 700 to 1,500 to {=penalty-held-out –}; [noise kept](B.noise kept) drops from {=penalty-noise-before} to {=penalty-noise}.",
    limits:
      "With λ = 0.01 from step 0 on, held-out error at step 1,500 is {=l-0.01} instead of {=over-100}. How much it helps depends on the init: N(0, 0.1²) is large for 392 units; with Glorot’s it is {=glorot-penalized} instead of {=over-glorot}. Small init and early stopping regularize too, so λ = 0 does not mean unregularized. Even λ = 0.00001, which leaves held-out error at {=tiny-lambda}, takes noise kept from {=noise-over} to {=noise-1e-5}.",
  },
  {
    id: "too-much",
    part: "Regularization",
    title: "Too much of it",
    before:
      "λ is a price, and a price can be too high. B’s λ is 0.3, thirty times A’s: it will rather pay in error than in weights, on its own digits too.",
    prose:
      "λ is a price, and a price can be too high. At λ = {B.lambda} B would rather pay in error than in weights: at step {B.step} {B.train} on its own digits, {B.heldOut} on new ones. A, at λ = {A.lambda}, has {A.train} and {A.heldOut}.",
    scene: { lanes: [penalized, flattened], steps: 1500, longer: 3000 },
    asks: { kind: "draw" },
    formula: true,
    try: "Train to step 1,500. Then drag [λ in B](B.λ) down, to 0.01 or to 0, and train on to 3,000: which held-out error does B come to?",
    look: "B’s [digits](B.held-out row) blur towards the mean digit; its [train error](B.train error) is {=flattened-train to} at step 1,500.",
    limits:
      "With one λ from step 0 on, held-out error at step 1,500 is a U: {=over-100} (0), {=l-0.001} (0.001), {=l-0.003} (0.003), {=l-0.01} (0.01), {=l-0.03} (0.03), {=l-0.1} (0.1), {=l-0.3} (0.3); tied {=tied-l-0}, {=tied-l-0.001}, {=tied-l-0.003}, {=tied-l-0.01}, {=tied-l-0.03}, {=tied-l-0.1}, {=tied-l-0.3}. A λ lowered from 0.3 at step 1,500 leads elsewhere, for the large one has wiped out the random start: at step 3,000 it is {=lowered-0} (0), {=lowered-0.001} (0.001), {=lowered-0.003} (0.003), {=lowered-0.01} (0.01), {=lowered-0.03} (0.03). Means of three seeds.",
  },
  {
    id: "when-to-stop",
    part: "Regularization",
    title: "When to stop",
    before:
      "Each card stops at a step that somebody chose, and that is a regularizer, too: held-out error may have a lowest point, and rise again when training goes on. Both runs pay λ = 0.01; B is tied.",
    prose:
      "Each card stops at a step that somebody chose, and that is a regularizer, too. At step {A.step} A’s held-out error is {A.heldOut}, at step {B.step} B’s {B.heldOut}. The chart points out where each was lowest, once it has risen since.",
    scene: { lanes: [penalized, tiedPenalized], steps: 1500, longer: 15_000 },
    try: "Train to step 1,500, then on to 15,000.",
    look: "B’s held-out error in the [chart](chart) is lowest near step {=lowest-tied-penalized-step –}, {=lowest-tied-penalized –}, and {=stop-tied-penalized –} at step 15,000; A’s is lowest near {=lowest-penalized-step –}, {=lowest-penalized –}, and ends at {=stop-penalized –}.",
    limits:
      "Not every curve turns so. With λ = 0 and 392 units untied, held-out error is {=over-100} at step 1,500 and {=stop-over} at 15,000. With 16 units it is {=under-100} and {=stop-under}. And held-out images that say when to stop are not held out any more: a fair number then needs a third set. Means of three seeds.",
  },
  {
    id: "gradient",
    part: "Regularization",
    title: "It just adds 2λW to the gradient",
    before:
      "Differentiate, and one term appears: ∂L/∂W = data + 2λW. It pulls every weight towards 0; the data pull back where they need it. B pays λ = 0.01; in A nothing pulls.",
    prose:
      "Differentiate, and one term appears. Of ∂L/∂W = data + 2λW the two are, in B at step {B.ledgerStep}, {B.dataGradient} and {B.penaltyGradient} long, their cosine is {B.gradientCosine}, and a sum of {B.gradientSum} is left. In A nothing pulls.",
    scene: { lanes: [settled, settledPenalized], steps: 1500, tab: "ledger", ledgerPart: "gradients" },
    formula: true,
    try: "Train, with full batches and a rate that falls to 0 at step 1,500.",
    look: "In B’s [ledger](ledger) both gradients of W become about equally long, {=data-gradient} and {=penalty-gradient}, and nearly opposite. At step 1,500 their cosine is {=gradient-cosine}, and {=gradient-sum} is left of the [gradient](gradient).",
    limits:
      "The cosine is {=gradient-cosine-1000} at step 1,000 and {=gradient-cosine} at 1,500: −1 is where it heads, but the falling rate stops the run before, with a sum of more than a fifth of either gradient. In the slide’s λW the λ absorbs the 2. With Adam the term passes through the optimizer, which is not weight decay. With small batches at a constant rate the data’s gradient never rests. The encoder’s weights of pixels that are always blank feel nothing but this pull: under plain gradient descent they fade as (1 − 2ηλ)ᵗ; at λ = 0 they stay as they began.",
  },
  {
    id: "one-step",
    part: "Regularization",
    title: "One step, slowly",
    before:
      "All that training does is this, again and again: one hidden unit of B answers a batch of digits, the data say how its weights should change, the penalty adds 2λ times the weights, and the optimizer takes a step. Where no digit has ink, what is left of the data’s gradient plus 2λ times the weights?",
    scene: { lanes: [overcomplete, penalized], steps: 100, tab: "step", inside: "B" },
    try: "Train to step 100. Then go through the phases with E and Q, choose another unit, point at a pixel, and press Step, or →: that step is the one that was shown.",
    look: "In the encoder’s row of [Step](step), the data’s gradient is exactly 0 at each pixel that is blank in the whole batch. There the sum is the penalty’s gradient alone: a pale copy of the weights before, which pulls each of them towards 0.",
    limits:
      "Of the decoder’s column the data ask something everywhere, if the unit answers any image of the batch: its output has to be 0 there, too. Tied, both requests are added. Adam divides by the running size of each weight’s own gradient, so even a faint pull moves the weight of a pixel that is blank in every batch by the order of η a step, until it is near 0; plain descent would shrink it by the share 2ηλ. Decoupled decay goes past the optimizer.",
  },
  {
    id: "wiped-out",
    part: "Regularization",
    title: "What λ wipes out: the random start",
    before:
      "W begins with random numbers. Where training images never differ from each other, the data do not ask for them to go. Noise comes in there as anywhere. A has λ = 0, B pays λ = 0.01: what will be left of the random start in each?",
    prose:
      "W began with random numbers. Where training images never differ from each other, the data do not ask for them to go. At step {A.step} A, with λ = 0, keeps {A.noiseKept} of noise; B, which pays λ = {B.lambda}, keeps {B.noiseKept} at step {B.step}.",
    scene: { lanes: [overcomplete, penalized], steps: 1500, longer: 15_000, tab: "why", inside: "B" },
    try: "Train. Then compare both runs in Why: first B, then A.",
    look: "What of ‖W‖² lies outside, in the table of [Why](why): {=outside-before –} at step 0 in both; at step 1,500 {=outside-free –} in A and {=outside-penalized –} in B. [Noise kept](B.noise kept) is {=noise-over –} in A then, {=noise-penalized –} in B.",
    limits:
      "Training on does not do it: with λ = 0 it is {=outside-free-longer –} at step 15,000. λ shrinks what lies inside, too, and pays for it in train error. From a smaller start there is less to wipe out: of noise a tied run with λ = 0 keeps {=noise-tied –} at step 1,500, and {=noise-glorot-tied –} with Glorot’s init.",
  },
  {
    id: "plane",
    part: "Regularization",
    title: "See it in the plane",
    before:
      "Images of two pixels are points of a plane, and here 200 of them lie about an arc. Both networks have 32 units for two coordinates. Arrows lead from any place x to its x̂. B pays λ = 0.03: where will its arrows lead?",
    prose:
      "Images of two pixels are points of a plane; these lie about an arc. At step {A.step} A, with 32 units for two coordinates, has the copy index {A.copyIndex}: near the arc its x̂ stay where x is. B pays λ = {B.lambda} and has {B.copyIndex}: its arrows lead towards the arc.",
    scene: { lanes: [arc, arcPenalized], steps: 2000 },
    try: "Train to step 2,000, point at any place, and see where it goes.",
    look: "At step 2,000 B’s [normal pass](B.normal pass), what is left of a small step across the arc, is {=normal-penalized –}; its [tangent pass](B.tangent pass), along the arc, {=tangent-penalized –}. A’s are {=normal-free –} and {=tangent-free –}.",
    limits:
      "Full batches, Adam, a rate that falls to 0. Tying alone does not do it: with λ = 0 and tied weights {=normal-tied –} is left across the arc at step 2,000. Far from all points the arrows say little. Arrows of denoising autoencoders point where the data get denser (Alain & Bengio 2014); these only show what λ leaves.",
  },
]);
