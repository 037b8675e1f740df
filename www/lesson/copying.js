/** An overcomplete autoencoder "can simply learn to copy x to h and then h to x̂". */

import { SETTINGS } from "../settings/presets.js";

/** @import { Card } from "./card.js" */

/** @type {readonly Card[]} */
export const COPYING = Object.freeze([
  {
    id: "copy",
    part: "Copying",
    title: "It can simply copy x to h, and h to x̂",
    before:
      "With 1,000 images, and an init that shrinks with the network, the easiest way for B is to hand every pixel through. New digits will come back almost perfectly, and yet B need not know what a digit is: then it must draw a coat as well.",
    prose:
      "B has 1,000 images, and learns to hand every pixel through: at step {B.step} new digits come back with error {B.heldOut}, from A, with its 16 units, {A.heldOut}. Yet B need not know what a digit is: show it a coat and it draws the coat. The identity has copy index 1; B has {B.copyIndex}.",
    scene: { lanes: [SETTINGS.copierBottleneck, SETTINGS.copier], steps: 2000, row: "other data" },
    asks: { kind: "pick", first: true },
    try: "Train, then compare what A, with 16 units, and B make of clothes.",
    look: "In B [coats](B.other data) come out as coats and [noise](B.noise) as noise: at step 2,000 its [copy index](B.copy index) is {=copier-copy-index} and its [noise kept](B.noise kept) {=copier-noise}.",
    limits:
      "It takes many images and an init that shrinks with the network (Glorot, tanh). A sigmoid output saturates: it holds the copy index to {=copier-sigmoid} at step 2,000. By held-out error alone, {=copier-held-out} at step 2,000, this would be the best network of the lesson.",
  },
]);
