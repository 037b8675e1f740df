// What the page hands out as programs, run by PyTorch: their curves are the page's. `cargo xtask test python`; LAB_PYTHON names a Python
// that has torch, and LAB_WRITE=1 writes what it measured, by which tests/js/program.test.js goes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { programFolder } from "../../www/files/program_files.js";
import { LINK, STEPS, TOLERANCE, hashOf, trainedRuns } from "../js/programs.js";

const PYTHON = process.env.LAB_PYTHON ?? "python3";

/** Runs what a folder holds as a person does, in one process for all: a notebook's cells one after another, but for its picture. */
const DRIVER = `
import contextlib, io, json, pathlib, runpy, sys, zipfile
import os
for path in map(pathlib.Path, sys.argv[1:]):
    folder = path.with_suffix("")
    zipfile.ZipFile(path).extractall(folder)
    (script,) = folder.glob("*/run.*y*")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        if script.suffix == ".py":
            measured = runpy.run_path(str(script))["measured"]
        else:
            os.chdir(script.parent)
            names = {}
            for cell in json.loads(script.read_text())["cells"][:-1]:
                exec("".join(cell["source"]), names)
            measured = names["measured"]
    print(json.dumps({"name": path.stem, "measured": measured, "said": said.getvalue().splitlines()[-1]}), flush=True)
`;

test("every program and notebook has the page's curve over 200 steps", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lab-programs-"));
  try {
    const runs = await trainedRuns();
    /** @type {string[]} */
    const archives = [];
    for (const { name, lane, report } of runs) {
      for (const kind of /** @type {const} */ (["program", "notebook"])) {
        if (kind === "notebook" && name !== "0") continue;
        const { content } = await programFolder(kind, lane, report, LINK);
        archives.push(join(folder, `${name}-${kind}.zip`));
        await writeFile(archives[archives.length - 1], new Uint8Array(await content.arrayBuffer()));
      }
    }
    const output = execFileSync(PYTHON, ["-c", DRIVER, ...archives], { encoding: "utf8", maxBuffer: 1 << 28 });
    const found = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(found.length, archives.length);
    for (const { name, measured, said } of found) {
      const [, early] = /^Largest difference .*: (\S+) up to step 200/u.exec(said) ?? [];
      assert.ok(Number(early) < TOLERANCE, `${name}: ${said}`);
      assert.ok(measured.at(-1)[0] > 0.75 * STEPS, name);
      console.log(`${name}: ${said}`);
    }
    if (process.env.LAB_WRITE) await write(runs, found);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** @param {Awaited<ReturnType<typeof trainedRuns>>} runs @param {{name: string, measured: number[][]}[]} found */
async function write(runs, found) {
  const lines = runs.map(({ name, lane, report }) => {
    const measured = found.find((one) => one.name === `${name}-program`)?.measured ?? [];
    const last = measured.map(([step, ...errors]) => [step, ...errors.map((error) => Number(error.toPrecision(7)))]);
    // A tenth of the points says as much, with those before and after each jump.
    const kept = last.filter(
      ([step], at) => step % 25 === 0 || last[at - 1]?.[0] === step || last[at + 1]?.[0] === step,
    );
    return JSON.stringify({ program: hashOf(lane, report), curve: kept });
  });
  await writeFile(new URL("../fixtures/programs.json", import.meta.url), `[\n${lines.join(",\n")}\n]\n`);
}
