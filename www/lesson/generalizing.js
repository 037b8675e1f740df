/** "Poor generalization could happen even in undercomplete autoencoders", and is "more serious for overcomplete" ones. */

import { SETTINGS } from "../settings/presets.js";

/** @import { Card } from "./card.js" */

const { bottleneck, overcomplete } = SETTINGS;
const lanes = [bottleneck, overcomplete];

/** @type {readonly Card[]} */
export const GENERALIZING = Object.freeze([
  {
    id: "bottleneck",
    part: "Generalization",
    title: "Even a bottleneck leaves a gap",
    before:
      "Both runs will redraw the same 100 digits. A is _undercomplete_: 196 pixels must pass through 16 units. Will A redraw digits that it never saw as well as those it is trained on? The difference between the two errors is the gap.",
    prose:
      "Both runs redraw the same 100 digits. A is _undercomplete_: 196 pixels must pass through 16 units. Still, at step {A.step} A’s error on those digits, {A.train}, is below its error on digits it never saw, {A.heldOut}. The difference, {A.gap}, is the gap.",
    scene: { lanes, steps: 1500, longer: 15_000, points: 0, errors: [2, 25] },
    asks: { kind: "pick", first: true },
    try: "Train, and follow the two blue curves.",
    look: "The curves part in the [chart](chart), solid for train, dashed for held-out: A’s [gap](A.gap) is {=gap-16 to} at step 1,500. The axis is A’s: B, of the next card, leaves it.",
    limits:
      "For 100 digits and this init. At step 1,500 the gap grows with the code: {=gap-8} with 8 units, {=gap-16} with 16, {=gap-64} with 64, {=gap-196} with 196, {=gap-392} with 392 (means of seeds 1 to 3).",
  },
  {
    id: "overcomplete",
    part: "Generalization",
    title: "With room to spare it is worse",
    before:
      "B is _overcomplete_: 392 units for 196 pixels. Nothing makes it find what digits have in common. B can redraw its own 100 digits almost without error, but what will it make of new ones? A, the bottleneck, is there to compare.",
    prose:
      "B is _overcomplete_: 392 units for 196 pixels. Nothing makes it find what digits have in common: it _memorizes_. At step {B.step} B’s error is {B.train} on its own digits and {B.heldOut} on new ones. On the same new digits the bottleneck A has {A.heldOut}.",
    scene: { lanes, steps: 1500, longer: 15_000 },
    try: "Train to step 1,500. Then raise [the number of images](images) to 500 and train again.",
    look: "B’s [held-out error](B.held-out error) stays above A’s while its train error nears 0; [noise](B.noise kept) comes out of B with {=noise-over} times its energy at step 1,500.",
    limits:
      "This is about few images. At step 1,500 B’s held-out error is {=over-50} with 50 of them, {=over-100} with 100, {=over-200} with 200, {=over-500} with 500; A’s is {=under-50}, {=under-100}, {=under-200}, {=under-500} (means of three seeds). But with 500 B has not learned what a digit is: it enlarges noise, {=noise-over-500} times. With Glorot’s init, too, 100 images do not make it worse than A: {=over-glorot}.",
  },
]);
