/** The places on the page that the lesson may point at, by name, as selectors. */

/** Of a lane. */
const IN_LANE = new Map([
  ["train row", '.tiles:has([data-row="train"])'],
  ["held-out row", '.tiles:has([data-row="held-out"])'],
  ["other data", '.tiles:has([data-row="other data"])'],
  ["noise", '.tiles:has([data-row="noise"])'],
  ["weights", '[data-part="network"]'],
  ["draw", '[data-part="draw"]'],
  ["λ", '.control:has([data-part="lambda"])'],
]);

/** Of the page. */
const ON_PAGE = new Map([
  ["chart", "#panel-loss .chart"],
  ["ledger", "#panel-ledger"],
  ["step", "#panel-step"],
  ["why", "#panel-why"],
  ["sweep", "#panel-sweep"],
  ["images", '.field:has([data-part="images"])'],
  ["data set", '.field:has([data-part="data"])'],
  ["penalty", '[data-part="objective"] .term:last-child'],
  ["gradient", '[data-part="gradient"]'],
]);

/** The readouts, by their names. */
const READOUTS = Object.freeze([
  "train error",
  "held-out error",
  "gap",
  "copy index",
  "noise kept",
  "denoising error",
  "normal pass",
  "tangent pass",
  "parameters",
]);

/**
 * The selector of a place: `B.gap` is a place in lane B, `chart` one of the page.
 * @param {string} place
 */
export function selectorOf(place) {
  const [, lane, name] = /^([A-D])\.(.+)$/u.exec(place) ?? [];
  const inside = IN_LANE.get(name) ?? (READOUTS.includes(name) ? `.readout:has([data-readout="${name}"])` : undefined);
  const selector = lane ? inside && `.lane[data-lane="${lane}"] ${inside}` : ON_PAGE.get(place);
  if (!selector) throw new Error(`the page has no place "${place}"`);
  return selector;
}
