/** The two gradients of each part of a network, as numbers and as bars: the penalty just adds a term 2λθ. */

import { formatCount, formatNumber } from "../../base/format.js";
import { isCoupled } from "../../settings/settings.js";
import { element, memo, setHidden, setProperty, setText, svg } from "../kit/dom.js";

/** @import { Picture } from "../../lanes/lanes.js" */
/** @import { Ledger, LedgerEntry, RunConfig } from "../../base/protocol.js" */

/** The parts, as rows. @type {readonly {key: "w" | "wStar" | "b" | "c", name: string}[]} */
const ROWS = Object.freeze([
  { key: "w", name: "W" },
  { key: "wStar", name: "W*" },
  { key: "b", name: "b" },
  { key: "c", name: "c" },
]);

/** The lengths, each a column; a row's bars share a scale. @type {readonly {key: "data" | "penalty" | "sum", name: string, title: string}[]} */
const LENGTHS = Object.freeze([
  { key: "data", name: "‖∇data‖", title: "Length of the data term's gradient, on all training images" },
  { key: "penalty", name: "‖2λθ‖", title: "Length of the penalty's gradient: what λ adds" },
  { key: "sum", name: "‖sum‖", title: "Length of both together: what training follows. At rest it is nothing" },
]);

/**
 * @param {string} name of the lane
 * @returns {{root: HTMLElement, render: (picture: Picture, config: RunConfig) => void}}
 */
export function mountGradients(name) {
  const caption = element("caption");
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, element("span", { class: "hidden" }, "Part θ")),
    ...LENGTHS.map((length) => element("th", { scope: "col", title: length.title }, length.name)),
    element(
      "th",
      { scope: "col", title: "Cosine of the angle between both gradients: −1 when they are opposite" },
      "cosine",
    ),
  );
  const rows = ROWS.map((row) => mountRow(row.name));
  const sums = ROWS.slice(0, 2).map((row) => mountSum(row.name));
  const note = element("p", { class: "hint" });
  const table = element(
    "table",
    {},
    caption,
    element("thead", {}, head),
    element("tbody", {}, ...rows.map(({ root }) => root)),
  );
  const root = element("div", { class: "gradients" }, table, ...sums.map((sum) => sum.root), note);
  const render = memo((/** @type {Ledger | undefined} */ ledger, /** @type {RunConfig["decay"]} */ decay) => {
    setText(
      caption,
      ledger ? `${name} at step ${formatCount(ledger.step)}, on all training images` : `${name}: not here yet`,
    );
    ROWS.forEach(({ key }, index) => {
      const entry = ledger?.[key] ?? undefined;
      setHidden(rows[index].root, !entry);
      rows[index].render(entry);
      sums[index]?.render(entry);
    });
    setText(note, ledger ? verdictOf(ledger, decay) : "");
  });
  return { root, render: ({ ledger }, { decay }) => render(ledger, decay) };
}

/** @param {string} name */
function mountRow(name) {
  const cells = LENGTHS.map(({ key }) => {
    const number = element("span");
    const bar = element("i", { class: `bar-${key}` });
    return {
      key,
      number,
      bar,
      root: element("td", {}, number, element("span", { class: "bar", "aria-hidden": "true" }, bar)),
    };
  });
  const cosine = element("td");
  const root = element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => cell.root), cosine);
  /** @param {LedgerEntry | undefined} entry */
  const render = (entry) => {
    const longest = entry && isDrawn(entry) ? Math.max(entry.data, entry.penalty, entry.sum) : 0;
    for (const { key, number, bar } of cells) {
      setText(number, formatNumber(entry?.[key]));
      setProperty(bar, "--fill", entry && longest > 0 ? entry[key] / longest : 0);
    }
    setText(cosine, entry && hasAngle(entry) ? formatCosine(entry.cosine) : "–");
  };
  return { root, render };
}

/** The arrows and what they are: the gradient of the objective is the sum of both. @type {readonly {key: "data" | "penalty" | "sum", word: string, term: (matrix: string) => string}[]} */
const ARROWS = Object.freeze([
  { key: "sum", word: "sum", term: (matrix) => `∂L/∂${matrix}` },
  { key: "data", word: "data", term: () => "data" },
  { key: "penalty", word: "penalty", term: (matrix) => `2λ${matrix}` },
]);

/**
 * Both gradients of a matrix as arrows, the second from the tip of the first: in their plane lengths and angle are true. Below them
 * the equation that they draw, each term in the colour of its arrow, with its length.
 * @param {string} name
 */
function mountSum(name) {
  const data = arrow("arrow-data");
  const penalty = arrow("arrow-penalty");
  const sum = arrow("arrow-sum");
  const drawing = svg("svg", { viewBox: "-6 -56 132 66", "aria-hidden": "true" }, sum.path, data.path, penalty.path);
  const lengths = ARROWS.map(({ key, word, term }) => ({ key, number: element("b"), word, term: term(name) }));
  const terms = lengths.map(({ key, number, word, term }) =>
    element("span", { class: `term-${key}` }, element("span", {}, term), number, element("small", {}, word)),
  );
  const root = element(
    "figure",
    {},
    drawing,
    element(
      "figcaption",
      {},
      terms[0],
      element("span", { class: "sign" }, "="),
      terms[1],
      element("span", { class: "sign" }, "+"),
      terms[2],
    ),
  );
  /** @param {LedgerEntry | undefined} entry */
  const render = (entry) => {
    setHidden(root, !entry || !isDrawn(entry));
    if (!entry || !isDrawn(entry)) return;
    for (const { key, number } of lengths) setText(number, formatNumber(entry[key]));
    const turn = hasAngle(entry) ? Math.acos(Math.min(Math.max(entry.cosine, -1), 1)) : 0;
    // Opposite arrows would hide each other: the second is drawn a little above the first.
    const [along, across] = [entry.penalty * Math.cos(turn), entry.penalty * Math.sin(turn)];
    const scale = Math.min(120 / Math.max(entry.data, entry.data + along, 1e-30), 50 / Math.max(across, 1e-30));
    const tip = [entry.data * scale, 0];
    const end = [(entry.data + along) * scale, -across * scale - (across * scale < 6 ? 6 : 0)];
    data.point([0, 0], tip);
    penalty.point(across * scale < 6 ? [tip[0], -6] : tip, end);
    sum.point([0, 0], [end[0], -across * scale]);
    penalty.path.classList.toggle("nothing", entry.penalty === 0);
  };
  return { root, render };
}

/** @param {string} kind */
function arrow(kind) {
  const path = svg("path", { class: kind });
  /** @param {number[]} from @param {number[]} to */
  const point = ([x, y], [toX, toY]) => {
    const length = Math.hypot(toX - x, toY - y);
    const head = Math.min(5, length / 2);
    const [ux, uy] = length > 0 ? [(toX - x) / length, (toY - y) / length] : [0, 0];
    const [backX, backY] = [toX - head * ux, toY - head * uy];
    path.setAttribute(
      "d",
      `M${x} ${y}L${toX} ${toY}M${backX - 0.6 * head * uy} ${backY + 0.6 * head * ux}L${toX} ${toY}L${backX + 0.6 * head * uy} ${backY - 0.6 * head * ux}`,
    );
  };
  return { path, point };
}

/** @param {LedgerEntry} entry */
function hasAngle({ data, penalty }) {
  return data > 0 && data < Infinity && penalty > 0;
}

/**
 * Of a run about to diverge the data's gradient can be infinite: it has no picture.
 * @param {LedgerEntry} entry
 */
function isDrawn({ data }) {
  return data < Infinity;
}

/**
 * Three decimals, and none that would round a cosine to what it is not.
 * @param {number} cosine
 */
export function formatCosine(cosine) {
  const text = Math.abs(cosine).toFixed(3);
  const shown = text === "1.000" && Math.abs(cosine) < 0.999999 ? "0.999" : text;
  return cosine < 0 && Number(shown) !== 0 ? `−${shown}` : shown;
}

/**
 * What the numbers of W say, in a sentence.
 * @param {Ledger} ledger
 * @param {RunConfig["decay"]} decay
 */
export function verdictOf({ w }, decay) {
  if (w.penalty === 0) return "λ = 0: the data's gradient is all there is.";
  if (!isCoupled({ decay }))
    return "Decoupled: 2λθ shrinks the weights past the optimizer, it is not part of its gradient.";
  const ratio = w.data / w.penalty;
  if (w.cosine < -0.99 && Math.abs(ratio - 1) < 0.05) return "Settled: the data pull W out as hard as 2λW pulls it in.";
  return `On W the data pull ${formatNumber(ratio)} times as hard as the penalty; at rest 1, with cosine −1.`;
}
