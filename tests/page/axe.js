// What axe finds wrong, in whatever browser the page is open.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds in the whole page, as lines to read.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<string[]>}
 */
export async function faults(page) {
  await expect.poll(() => page.evaluate(moving), "nothing moves").toEqual([]);
  // Evaluated, not added as a script: the page's policy allows only its own.
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { violations, passes } = await Reflect.get(window, "axe").run(document, { runOnly: rules });
    if (passes.length < 20) return [`axe has checked only ${passes.length} rules`];
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map(
        (/** @type {any} */ node) =>
          `${id}: ${node.target} ${node.any.concat(node.all, node.none).map((/** @type {any} */ check) => check.message)}`,
      ),
    );
  }, RULES);
}

/** The visible parts that still move, to be sent into the page. Firefox stops the clock of what is folded away, so that would never end. */
function moving() {
  const targets = document
    .getAnimations()
    .map(({ playState, effect }) =>
      playState === "running" && effect instanceof KeyframeEffect ? effect.target : null,
    );
  return targets.flatMap((target) => (target?.checkVisibility() ? [target.outerHTML.slice(0, 200)] : []));
}
