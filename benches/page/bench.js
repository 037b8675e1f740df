/**
 * Times the same training step as done by several libraries, in turn (A B C A B C …), after each has shown that it does
 * the same thing. `cargo xtask bench page` calls `measure` for one shape after the other. In a page that is isolated from others only
 * those are there that use threads where they may, and ours.
 */

import { convnet } from "./convnet.js";
import { jax } from "./jax.js";
import { ours } from "./ours.js";
import { problem } from "./problem.js";
import { tensorflow } from "./tensorflow.js";

/** Steps whose losses are compared, and how far they may be apart, relative to ours. */
const COMPARED = 5;
const TOLERANCE = 1e-3;
/** Before it is timed, everything runs for so long: engines compile twice. */
const WARM_UP_MS = 600;
/** A turn lasts about so long, a step at least. */
const TURN_MS = 120;
const ROUNDS = 7;

/** @import { Runner, Shape } from "./problem.js" */
/**
 * @typedef {object} Timing
 * @property {string} name
 * @property {string} optimizer
 * @property {number[]} times milliseconds a step, by round
 * @property {number[]} losses
 * @property {number} deviation how far they are from ours
 * @property {number} [operations] what ours really did in the last step's products
 */

/** Builds of our own, the first being the one that others are compared with. @type {{name: string, folder: string}[]} */
const BUILDS = [
  { name: "strict", folder: "strict" },
  { name: "relaxed", folder: "relaxed" },
];

/** @type {ReturnType<typeof gather> | undefined} */
let gathered;

async function gather() {
  const builds = await Promise.all(BUILDS.map(({ name, folder }) => ours(name, folder)));
  const own = builds.flatMap((build) => build.contestants);
  const contestants = crossOriginIsolated
    ? [...own, await jax()]
    : [...own, await jax(), ...(await tensorflow()), convnet];
  return { contestants, peaks: builds.map(({ peak }) => peak) };
}

/**
 * @param {Shape} shape
 * @returns {Promise<{timings: Timing[], peaks: number[]}>} peaks: operations that each of our builds can do in a millisecond
 */
async function measure(shape) {
  gathered ??= gather();
  const given = await problem(shape);
  const { contestants, peaks } = await gathered;
  const entries = contestants.map(({ name, optimizer, create }) => ({
    name,
    optimizer,
    runner: create(given),
    steps: 1,
    times: /** @type {number[]} */ ([]),
  }));
  /** @type {number[][]} */
  const losses = [];
  for (const { runner } of entries) {
    /** @type {number[]} */
    const series = [];
    while (series.length < COMPARED) series.push(await runner.run(1));
    losses.push(series);
  }
  for (const entry of entries) entry.steps = Math.max(1, Math.round(TURN_MS / (await warmUp(entry.runner))));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const entry of entries) entry.times.push(await time(entry.runner, entry.steps));
  }
  const timings = entries.map(({ name, optimizer, times, runner }, index) => {
    const reference = losses[entries.findIndex((entry) => entry.optimizer === optimizer)];
    const distance = deviation(losses[index], reference);
    return { name, optimizer, times, losses: losses[index], deviation: distance, operations: runner.operations?.() };
  });
  entries.forEach(({ runner }) => runner.free());
  return { timings, peaks: peaks.map((peak) => peak()) };
}

/**
 * Runs for a while; returns the milliseconds a step takes in the end.
 * @param {Runner} runner
 */
async function warmUp(runner) {
  const begin = performance.now();
  let steps = 1;
  for (;;) {
    const each = await time(runner, steps);
    if (performance.now() - begin > WARM_UP_MS) return each;
    if (each * steps < WARM_UP_MS / 8) steps *= 2;
  }
}

/**
 * @param {Runner} runner
 * @param {number} steps
 */
async function time(runner, steps) {
  const begin = performance.now();
  await runner.run(steps);
  return (performance.now() - begin) / steps;
}

/**
 * The largest relative distance of two series; NaN if one is no number.
 * @param {number[]} found
 * @param {number[]} expected
 */
function deviation(found, expected) {
  return found.reduce((worst, value, index) => {
    const distance = Math.abs(value - expected[index]) / expected[index];
    return distance <= worst ? worst : distance;
  }, 0);
}

Object.assign(globalThis, { bench: { measure, tolerance: TOLERANCE } });
