/** The numbers of a run, and its receipt. Each is a `<data>` element whose value has all its digits. */

import { formatCount, formatEpoch, formatNumber, formatReceipt } from "../../base/format.js";
import { MEASURES } from "../../lanes/evidence.js";
import { element, memo, part, setAttribute, setHidden, setProperty, setText } from "../kit/dom.js";
import { mountStrip } from "./strip.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { Measure } from "../../lanes/evidence.js" */
/** @import { SeedRanges } from "../../state/seed_ranges.js" */
/** @import { Snapshot } from "../../base/protocol.js" */

/**
 * @typedef {object} Readout
 * @property {string} name
 * @property {(snapshot: Snapshot, passes: Float64Array) => any} value a number, or a text; nothing, where a run has none
 * @property {(value: any) => string} format
 * @property {boolean} [gauge] shown on a scale from 0 to 1 too
 * @property {boolean} [small]
 * @property {boolean} [optional] it has no place where a run has none
 */

/** @type {readonly Readout[]} */
const READOUTS = Object.freeze([
  { name: "train error", value: (s) => s.evaluation.train, format: formatNumber },
  { name: "held-out error", value: (s) => s.evaluation.heldOut, format: formatNumber },
  { name: "gap", value: (s) => s.evaluation.gap, format: formatNumber },
  { name: "copy index", value: (s) => s.evaluation.copyIndex, format: formatNumber, gauge: true },
  { name: "noise kept", value: (s) => s.evaluation.noiseKept, format: formatNumber, gauge: true },
  { name: "denoising error", value: (s) => s.evaluation.denoisingError, format: formatNumber, small: true },
  { name: "normal pass", value: (_, [normal]) => normal, format: formatNumber, small: true, optional: true },
  { name: "tangent pass", value: (_, [, tangent]) => tangent, format: formatNumber, small: true, optional: true },
  { name: "step", value: (s) => s.step, format: formatCount, small: true },
  { name: "epoch", value: (s) => s.epoch, format: formatEpoch, small: true },
  { name: "receipt", value: (s) => s.receipt, format: formatReceipt, small: true },
  { name: "parameters", value: (s) => s.parameters, format: formatCount, small: true },
]);

const NO_PASSES = new Float64Array();

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane, ranges: SeedRanges | undefined) => void}
 */
export function mountReadouts(section) {
  const root = part(section, "readouts", HTMLElement);
  const small = element("div", { class: "small-readouts" });
  const views = READOUTS.map((readout, index) => {
    const { row, render } = mountReadout(readout, `${section.dataset.lane}-readout-${index}`);
    (readout.small ? small : root).append(row);
    return render;
  });
  root.append(small);
  const renderRanges = mountRanges(root, small, `Run ${section.dataset.lane}`);
  const render = memo((/** @type {Snapshot | undefined} */ snapshot, /** @type {Float64Array} */ passes) => {
    for (const view of views) view(snapshot, passes);
  });
  return ({ picture }, ranges) => {
    render(picture?.snapshot, picture?.passes ?? NO_PASSES);
    renderRanges(ranges);
  };
}

/**
 * Below each number its strip over seeds, and among the small ones which seeds these are.
 * @param {HTMLElement} root
 * @param {HTMLElement} small
 * @param {string} run
 * @returns {(ranges: SeedRanges | undefined) => void}
 */
function mountRanges(root, small, run) {
  const strips = /** @type {[Measure, string][]} */ (Object.entries(MEASURES)).flatMap(([measure, name]) => {
    const row = root.querySelector(`[data-readout="${name}"]`)?.parentElement;
    return row ? [{ measure, render: mountStrip(row) }] : [];
  });
  const about = element("b");
  const what = element(
    "button",
    { type: "button", class: "what", popovertarget: "ranges-help", "aria-description": `${run}. What they are` },
    "ranges",
  );
  const row = element("div", { class: "readout", hidden: "" }, what, about);
  small.append(row);
  return memo((/** @type {SeedRanges | undefined} */ ranges) => {
    setHidden(row, !ranges);
    setText(about, ranges?.about ?? "");
    for (const { measure, render } of strips) render(ranges?.strips[measure], ranges?.scales[measure]);
  });
}

/**
 * A name, of which narrow lanes leave out the word that all errors share.
 * @param {string} name
 */
function words(name) {
  const [before, after] = name.split(" error");
  return after === undefined ? [name] : [before, element("span", { class: "medium" }, " error")];
}

/**
 * @param {Readout} readout
 * @param {string} id
 */
function mountReadout({ name, value, format, gauge, optional }, id) {
  const data = element("data", { role: "group", "aria-labelledby": id, "data-readout": name, value: "" }, "–");
  const row = element(
    "div",
    { class: gauge ? "readout gauged" : "readout" },
    element("span", { id }, ...words(name)),
    data,
  );
  const beyond = element("small", {}, "");
  const bar = element("i");
  if (gauge) row.append(beyond, element("span", { class: "gauge", "aria-hidden": "true" }, bar));
  return {
    row,
    render: (/** @type {Snapshot | undefined} */ snapshot, /** @type {Float64Array} */ passes) => {
      const number = snapshot && value(snapshot, passes);
      if (optional) setHidden(row, number === undefined);
      setAttribute(data, "value", number ?? "");
      setText(data, number === undefined ? "–" : format(number));
      if (!gauge) return;
      const share = Number.isFinite(number) ? number : 0;
      setProperty(bar, "--fill", Math.min(Math.max(share, 0), 1));
      setText(beyond, share > 1 ? "> 1" : "");
    },
  };
}
