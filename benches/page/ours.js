/** Our own step, from any build of `examples/wasm_bench.rs`. */

/** @import { Contestant, Problem } from "./problem.js" */

/** The most operations that a core is seen to do in a millisecond. @param {{peak: (turns: number) => number}} glue */
function peakOf(glue) {
  const speeds = Array.from({ length: 20 }, () => {
    const begin = performance.now();
    const operations = glue.peak(2_000_000);
    return operations / (performance.now() - begin);
  });
  return Math.max(...speeds);
}

/**
 * @param {string} name
 * @param {string} folder where the module and its glue are
 * @returns {Promise<{contestants: Contestant[], peak: () => number}>} with Adam, and with momentum for the peer that has no
 *   Adam; what this build could do in a millisecond if it did nothing but multiply and add
 */
export async function ours(name, folder) {
  const glue = await import(`./${folder}/wasm_bench.js`);
  await glue.default({ module_or_path: new URL(`./${folder}/wasm_bench_bg.wasm`, import.meta.url) });
  const contestant = (/** @type {"adam" | "momentum"} */ optimizer) => ({
    name: optimizer === "adam" ? name : `${name}, momentum`,
    optimizer,
    create: (/** @type {Problem} */ { n, k, batch, activation, weights, images }) =>
      new glue.Step(n, k, batch, optimizer === "momentum", activation === "relu", weights, images),
  });
  return { contestants: [contestant("adam"), contestant("momentum")], peak: () => peakOf(glue) };
}
