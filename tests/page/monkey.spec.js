// Three monkeys at the page: any number more, from other seeds and with more acts, by `cargo xtask soak`.
import { expect, test } from "./lab.js";
import { letLoose } from "./monkey/monkey.js";
import { replayInNode } from "./monkey/replay.js";

/** Acts of each. */
const ACTS = 24;

for (const seed of [1, 2, 3]) {
  test(`whatever a monkey does, nothing fails, links come back and receipts are those of other machines: seed ${seed}`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(180_000);
    const { links, runs } = await letLoose(browser, baseURL, { seed, acts: ACTS, replay: replayInNode });
    expect(links).toBe(4);
    expect(runs).toBeGreaterThanOrEqual(2);
  });
}
