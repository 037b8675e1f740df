/** "Poor generalization could happen even in undercomplete autoencoders", and is "more serious for overcomplete" ones. */

import { SETTINGS } from "../presets.js";

/** @import { Step } from "./step.js" */

const { bottleneck, overcomplete } = SETTINGS;
const lanes = [bottleneck, overcomplete];

/** @type {readonly Step[]} */
export const GENERALIZING = Object.freeze([
  {
    id: "bottleneck", part: "Generalization", title: "Even a bottleneck leaves a gap",
    prose: "Both runs redraw the same 100 digits. A is _undercomplete_: 196 pixels must pass through 16 units. Still its error on those digits, now {A.train}, ends below its error on digits it never saw, now {A.heldOut}. The difference, {A.gap}, is the gap.",
    scene: { lanes, steps: 1500, points: 0 },
    try: "Train, and follow the two blue curves.",
    deed: { name: "Start training", play: true },
    look: "The curves part in the [chart](chart), solid for train, dashed for held-out: A’s [gap](A.gap) ends near 1.6.",
    limits: "For 100 digits and this init. The gap grows with the code: 1.3 with 8 units, 1.6 with 16, 2.9 with 64, 4.8 with 196, 6.4 with 392.",
  },
  {
    id: "overcomplete", part: "Generalization", title: "With room to spare it is worse",
    prose: "B is _overcomplete_: 392 units for 196 pixels. Nothing makes it find what digits have in common, so it stores its examples: error {B.train} on its own, {B.heldOut} on new ones. On the same new digits the bottleneck A has {A.heldOut}.",
    scene: { lanes, steps: 1500 },
    try: "Let it train to step 1,500. Then raise [the number of images](images) to 500 and train again.",
    deed: { name: "Start training", play: true },
    look: "B’s [held-out error](B.held-out error) stays above A’s while its train error nears 0; its [noise](B.noise) comes out stronger than it went in.",
    limits: "This is about few images: with 50, 100, 200 and 500 of them B’s held-out error is 10, 6.4, 3.6 and 0.8. From 500 on, or with Glorot init, it is no longer worse than the bottleneck’s: then copying generalizes.",
  },
]);
