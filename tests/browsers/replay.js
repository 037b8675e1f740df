// The runs whose last bits are known, and the function that trains them inside a page, in whatever browser it is open.
import { readFileSync } from "node:fs";

/** @typedef {{config: import('../../www/base/protocol.js').RunConfig, events: import('../../www/base/protocol.js').PlannedEvent[], receipt: string}} KnownRun */

/** `tests/runs/receipts.rs` holds native training to the same file. @type {KnownRun[]} */
export const RUNS = JSON.parse(readFileSync(new URL("../fixtures/receipts.json", import.meta.url), "utf8"));

/** The step of which the file knows the receipt. */
export const STEPS = 200;

/** What `replay` has to find. */
export const KNOWN = RUNS.map(({ receipt }) => ({ step: STEPS, receipt }));

/**
 * Trains the runs in the page's own worker, with the page's own module and data, one after the other.
 * It is sent into the page as text, so it names nothing of this file.
 * @param {{runs: KnownRun[], steps: number}} wanted
 * @returns {Promise<{step: number, receipt: string}[]>}
 */
export async function replay({ runs, steps }) {
  const main = /** @type {HTMLScriptElement} */ (document.querySelector('script[type="module"]')).src;
  /** @type {Pick<typeof import('../../www/images/data.js'), 'SOURCES'> & Pick<typeof import('../../www/load/download.js'), 'loadFile'> & Pick<typeof import('../../www/load/wasm.js'), 'loadModule'>} */
  const { SOURCES, loadFile, loadModule } = await import(main);
  const module = await loadModule();
  const worker = new Worker(new URL("worker.js", main), { type: "module" });
  /** @type {(command: import('../../www/base/protocol.js').Command) => void} */
  const send = (command) => worker.postMessage({ seat: 1, command });
  const train = async (/** @type {KnownRun} */ { config, events }, /** @type {number} */ runId) => {
    const { kind, form, files: names } = SOURCES[config.data];
    const files = await Promise.all(names.map(({ file }) => loadFile(file, () => {})));
    const data = { source: config.data, kind, form, files };
    return new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(`the worker stopped: ${message}`));
      worker.onmessage = (/** @type {MessageEvent<import('../../www/base/protocol.js').Return>} */ { data: said }) => {
        if ("pulse" in said) return;
        const { report } = said;
        if (report.type === "failed") reject(new Error(report.message));
        else if (report.type === "snapshot" && report.atRest)
          resolve({ step: report.snapshot.step, receipt: report.snapshot.receipt });
      };
      send({ type: "create", runId, module, config, events, data });
      send({ type: "pause", runId, at: steps });
    });
  };
  const found = [];
  for (const [index, run] of runs.entries()) found.push(await train(run, index + 1));
  worker.terminate();
  return found;
}

/**
 * Has the page itself train the runs in the background, and once more. It is sent into the page as text, too.
 * @param {{runs: KnownRun[], steps: number}} wanted
 * @returns {Promise<Record<"first" | "again", {step: number | undefined, receipt: string | null | undefined}[]>>}
 */
export async function replayInBackground({ runs, steps }) {
  const main = /** @type {HTMLScriptElement} */ (document.querySelector('script[type="module"]')).src;
  /** @type {{background: import('../../www/background/background.js').Background}} */
  const { background } = await import(main);
  const jobs = runs.map(({ config, events }) => ({ config, events, until: steps }));
  const train = async () => {
    /** @type {Map<unknown, import('../../www/background/batch.js').Result>} */
    const results = new Map();
    await background.trainAll(jobs, { onResult: (result) => results.set(result.job, result) }).finished;
    return jobs.map((job) => {
      const { outcome, problem } = results.get(job) ?? {};
      if (problem) throw new Error(problem);
      return { step: outcome?.step, receipt: outcome?.receipt };
    });
  };
  return { first: await train(), again: await train() };
}
