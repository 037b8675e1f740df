/** All of the lecture at once: hidden units, λ and tying on one map. */

import { SETTINGS } from "../settings/presets.js";

/** @import { Card } from "./card.js" */

const bottleneck = { hiddenUnits: 103, tied: true };
const penalized = { ...SETTINGS.tied, lambda: 0.003 };

/** @type {readonly Card[]} */
export const SUMMARY = Object.freeze([
  {
    id: "whole-map",
    part: "The whole lecture",
    title: "All of it on one map",
    before:
      "Most cards were places on a map: hidden units across, λ up, tied weights or not. Where on it is held-out error lowest: in a bottleneck, which has no room to copy, or in an overcomplete network that pays for its weights?",
    prose:
      "Most cards were places on this map. A is a bottleneck of 103 units, tied, without λ: held-out error {A.heldOut} at step {A.step}. B has 392, tied, and pays λ = {B.lambda}: {B.heldOut} at step {B.step}.",
    scene: {
      lanes: [bottleneck, penalized],
      steps: 1500,
      tab: "sweep",
      sweep: { sweepOver: "both", sweepMeasure: "heldOut", sweepSeeds: 1, sweepWeights: "both", sweepOf: "A" },
    },
    try: "Press “Run sweep” [below](sweep): 234 runs, the coarse ones first; it takes some minutes, and is kept. Meanwhile train A and B, which are two of its points.",
    look: "The valley of the [map](sweep) is at the right, beyond n, above λ = 0: tied, with 392 units and λ = 0.003, held-out error at step 1,500 is {=tied-l-0.003 –}. Without λ the best bottleneck of the map has {=map-tied-103 –}: 103 units, tied.",
    limits:
      "Overcomplete alone is the worst of all without λ: {=map-784 –}, with 784 units, untied. So the moral is not “few units” but “room, and a price”. For 100 digits, N(0, 0.1²), 1,500 steps. With Glorot’s init, 392 tied units need no λ: {=glorot-tied –}.",
  },
]);
