/** The singular values of the Jacobian as a chart: their mean over images, from the least to the most, beside what theory says. */

import { formatCount, formatNumber } from "../../base/format.js";
import { gainsOf } from "../../lanes/why.js";
import { memo } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { partsOf } from "../../lanes/why.js" */
/** @import { Content } from "../kit/chart.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Series } from "../kit/reading.js" */

/** The lowest gain on a logarithmic axis: what is below hardly passes. */
const LEAST = 1e-3;

/**
 * The chart of the singular values; the same object until something of it changes.
 * @returns {(lane: Lane, spectrum: ReturnType<typeof partsOf>["spectrum"], logY: boolean, palette: Palette) => Content}
 */
export function mountSpectrum() {
  const contentOf = memo(spectrumContent);
  return ({ name, picture }, spectrum, logY, palette) => {
    const { theory, lambda, hiddenUnits, inputs } = picture?.snapshot ?? { hiddenUnits: 1, inputs: 1, lambda: 0 };
    const exact = gainsOf(theory, lambda);
    // Theory is an object of its own in each snapshot.
    return contentOf(name, spectrum, exact.join(" "), Math.min(hiddenUnits, inputs), logY, palette);
  };
}

/**
 * @param {string} name
 * @param {ReturnType<typeof partsOf>["spectrum"]} spectrum
 * @param {string} exact the gains of theory, apart by a blank
 * @param {number} count of singular values
 * @param {boolean} logY
 * @param {Palette} palette
 * @returns {Content}
 */
function spectrumContent(name, spectrum, exact, count, logY, { css }) {
  const color = css[name.toLowerCase()];
  const own = { row: name, lane: name };
  const along = (/** @type {readonly number[]} */ values) =>
    Float64Array.from(values.flatMap((value, at) => [at + 1, value]));
  /** @type {Series[]} */
  const series = [];
  if (spectrum)
    series.push({
      ...own,
      label: "mean",
      column: `mean of ${formatCount(spectrum.images)} images`,
      color,
      line: "solid",
      weight: "full",
      points: along(spectrum.mean),
    });
  const gains = exact === "" ? [] : exact.split(" ").map(Number);
  if (gains.length > 0)
    series.push({
      ...own,
      label: "theory’s gains",
      column: "theory’s gain",
      color: css.ink,
      line: "dotted",
      weight: "thin",
      points: along(gains),
    });
  const most = Math.max(1, ...(spectrum?.high ?? []), ...gains);
  const then = spectrum ? ` at step ${formatCount(spectrum.step)}` : "";
  const ends = `singular values of J${then}: how much of a tiny change passes`;
  return {
    series,
    marks: [],
    bands: spectrum
      ? [{ color, points: Float64Array.from(spectrum.low.flatMap((low, at) => [at + 1, low, spectrum.high[at]])) }]
      : [],
    ...(logY && { values: /** @type {const} */ ([LEAST, 1.3 * most]) }),
    titles: logY
      ? [`${ends}, log`, `singular values of J${then}, log`, "sᵢ, log"]
      : [ends, `singular values of J${then}`, "sᵢ"],
    unit: "direction",
    // Below, an axis would have fractions of a direction.
    minSteps: Math.max(count, 20),
  };
}

/** Of many directions the first, and then every so many. @param {ReturnType<typeof partsOf>["spectrum"]} spectrum */
export function rowsOf(spectrum) {
  if (!spectrum) return [];
  const every = Math.ceil(spectrum.mean.length / 16);
  return spectrum.mean.flatMap((mean, at) =>
    at % every === 0 ? [[formatCount(at + 1), ...[mean, spectrum.low[at], spectrum.high[at]].map(formatNumber)]] : [],
  );
}
