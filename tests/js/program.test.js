// A run as a program: what PyTorch measured of these very texts is the curve of the page's own module.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pointAt, pointCount } from "../../www/base/curve.js";
import { notebook, program } from "../../www/files/program.js";
import { ProgramError, programFolder, toldOf } from "../../www/files/program_files.js";
import { LINK, TOLERANCE, hashOf, trainedRuns } from "./programs.js";

const runs = await trainedRuns();
const recorded = JSON.parse(await readFile(new URL("../fixtures/programs.json", import.meta.url), "utf8"));

test("what PyTorch measured of each program is what the page measured of its run", () => {
  assert.equal(recorded.length, runs.length);
  let compared = 0;
  for (const [index, { lane, report }] of runs.entries()) {
    // Another text has to be run anew: LAB_WRITE=1 cargo xtask test python.
    assert.equal(hashOf(lane, report), recorded[index].program, program(toldOf(lane, report, LINK)));
    const curve = report.state.curve.subarray(2);
    const points = Array.from({ length: pointCount(curve) }, (_, at) => pointAt(curve, at));
    const used = new Set();
    for (const [step, train, heldOut] of recorded[index].curve) {
      // Before a jump and after it: two points of one step, in their order.
      const at = points.findIndex((point, place) => point.step === step && !used.has(place));
      used.add(at);
      for (const [ours, theirs] of [
        [points[at].train, train],
        [points[at].heldOut, heldOut],
      ])
        assert.ok(Math.abs(ours - theirs) < TOLERANCE * theirs, `run ${index}, step ${step}: ${ours}, ${theirs}`);
      compared += 1;
    }
  }
  assert.ok(compared > 150, String(compared));
});

/** @param {(run: (typeof runs)[number]) => boolean} wanted */
const textOf = (wanted) => {
  const run = runs.find(wanted);
  assert.ok(run);
  return program(toldOf(run.lane, run.report, LINK));
};

test("a program has only what its run needs", () => {
  const plain = textOf(({ lane }) => lane.config.seed === 2);
  assert.match(plain, /^"""Run A of autoencoder-lab, in PyTorch: 200 steps\.\n/u);
  assert.ok(plain.includes(LINK));
  for (const absent of ["changes", "def tie", "def untie", "rate_at", "math", "w_star"])
    assert.ok(!plain.includes(absent), absent);
  const changed = textOf(({ lane }) => lane.config.seed === 1);
  assert.match(changed, /^ {4}20: \[\("lambda", 0\.02\)\],$/mu);
  assert.match(changed, /^ {4}60: \[\("tied", True\)\],$/mu);
  assert.ok(changed.includes("def tie():") && changed.includes("def untie():"));
  assert.ok(textOf(({ lane }) => lane.config.seed === 24).includes("past the optimizer"));
});

test("a notebook is the same in five cells", () => {
  const { lane, report } = runs[0];
  const told = toldOf(lane, report, LINK);
  const { cells, nbformat } = JSON.parse(notebook(told));
  assert.deepEqual([cells.length, nbformat], [5, 4]);
  const text = cells.map((/** @type {{source: string[]}} */ cell) => cell.source.join("")).join("\n");
  const [, ...lines] = program(told).split('"""\n');
  for (const line of lines.join('"""\n').split("\n")) assert.ok(line.startsWith("HERE") || text.includes(line), line);
});

test("a run that has begun nothing has 200 steps; one that is too long for a file says so", async () => {
  const { lane, report } = runs[1];
  const atStart = { ...report, state: { ...report.state, step: 0 } };
  assert.equal(toldOf(lane, atStart, LINK).steps, 200);
  const long = { ...report, state: { ...report.state, step: 1_000_000 } };
  await assert.rejects(programFolder("program", lane, long, LINK), (error) => {
    assert.ok(error instanceof ProgramError);
    assert.match(
      error.message,
      /^Run A has made 1,000,000 steps: the order of its rows is too long for a file beyond step 2\d\d\. /u,
    );
    return true;
  });
});
