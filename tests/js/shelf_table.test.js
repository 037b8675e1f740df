// The shelf as text for notes and papers: as the page shows it, and nothing in a name is more than words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CONFIG } from "../../www/settings/presets.js";
import { shelfAsLatex, shelfAsMarkdown } from "../../www/state/shelf_table.js";
import { NUMBERS, run } from "./shelf_fakes.js";

const runs = [
  run(1, { name: "k = 16" }),
  run(2, {
    name: "50 % | a_b & $x$ `c`",
    config: { ...DEFAULT_CONFIG, hiddenUnits: 392 },
    events: [{ step: 700, change: { lambda: 0.01 } }],
    step: 1500,
    numbers: { ...NUMBERS, gap: -0.25, denoisingError: null },
  }),
];

test("Markdown: the settings in which runs differ, and the page's digits", () => {
  assert.equal(
    shelfAsMarkdown(runs),
    [
      "| run | hidden units | λ | step | train | held-out | gap | copy index | noise kept | denoising error | receipt |",
      "| :-- | :-- | :-- | --: | --: | --: | --: | --: | --: | --: | :-- |",
      "| k = 16 | 16 | 0 | 700 | 2.00 | 5.00 | 3.00 | 0.25 | 0.50 | 0.75 | 0123-4567-89ab |",
      "| 50 % \\| a\\_b & $x$ \\`c\\` | 392 | 0 → 0.01 from step 700 | 1,500 | 2.00 | 5.00 | −0.25 | 0.25 | 0.50 | – | 0123-4567-89ab |",
      "",
    ].join("\n"),
  );
});

test("LaTeX: a table that compiles whatever a run is called", () => {
  const lines = shelfAsLatex(runs).split("\n");
  assert.deepEqual(lines.slice(0, 3), ["% \\usepackage{booktabs}", "\\begin{tabular}{lllrrrrrrrl}", "  \\toprule"]);
  assert.equal(
    lines[6],
    "  50 \\% | a\\_b \\& \\$x\\$ `c` & 392 & 0 $\\to$ 0.01 from step 700 & 1,500 & 2.00 & 5.00 & $-$0.25 & 0.25 & 0.50 & -- & 0123-4567-89ab \\\\",
  );
  const cruel = shelfAsLatex([run(1, { name: "\\input{x}^~{}\nλ²" })]).split("\n")[5];
  assert.ok(
    cruel.startsWith("  \\textbackslash{}input\\{x\\}\\textasciicircum{}\\textasciitilde{}\\{\\} $\\lambda$$^2$ & "),
  );
  const first = ["[1ex]", "*"].map(
    (name) =>
      shelfAsLatex([run(1, { name })])
        .split("\n")[5]
        .split(" & ")[0],
  );
  assert.deepEqual(first, ["  {[}1ex]", "  {*}"], "no argument of the line break before");
});
