/** The speeds that a person can choose. */

/** @typedef {"slow" | "watchable" | "fast" | "unlimited"} Speed */

/** The named speeds, in steps a second. The default lets a preset of 1500 steps last ten seconds. */
export const SPEEDS = Object.freeze({
  slow: { label: "slow", rate: 20 },
  watchable: { label: "watchable", rate: 150 },
  fast: { label: "fast", rate: 600 },
  unlimited: { label: "full speed", rate: Infinity },
});
