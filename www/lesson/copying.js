/** An overcomplete autoencoder "can simply learn to copy x to h and then h to x̂". */

import { SETTINGS } from "../presets.js";

/** @import { Step } from "./step.js" */

/** @type {readonly Step[]} */
export const COPYING = Object.freeze([
  {
    id: "copy", part: "Copying", title: "It can simply copy x to h, and h to x̂",
    prose: "Give B 1,000 images, and the easiest way is to hand every pixel through. New digits come back almost perfectly, error {B.heldOut}, and yet B need not know what a digit is: show it a coat and it draws the coat. The identity has copy index 1; B has {B.copyIndex}.",
    scene: { lanes: [SETTINGS.copierBottleneck, SETTINGS.copier], steps: 2000 },
    try: "Train, then compare what A, with 16 units, and B make of clothes.",
    deed: { name: "Start training", play: true },
    look: "In B [coats](B.other data) come out as coats and [noise](B.noise) as noise; its [copy index](B.copy index) ends near 0.8.",
    limits: "It takes many images and an init that shrinks with the network (Glorot, tanh). A sigmoid output saturates and holds the copy index to 0.11–0.16. By held-out error alone this would be the best network of the lesson.",
  },
]);
