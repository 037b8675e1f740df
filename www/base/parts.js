/** The parts of the page that a link can take away, as for students: `hide=speed,seed`. */

/**
 * @typedef {object} Part
 * @property {string} name as it is offered to who makes such a link
 * @property {string} selector of what goes
 * @property {string} [keys] a character each: what these keys do goes, too
 */

/** By their names in a link, as they stand on the page. */
export const PARTS = Object.freeze({
  data: { name: "data set", selector: '.field:has([data-part="data"])' },
  images: { name: "training images", selector: ".field-images" },
  seed: { name: "seed", selector: '.field:has([data-part="seed"])', keys: "n" },
  reset: { name: "reset", selector: '[data-part="reset"]', keys: "r" },
  step: { name: "step", selector: '[data-part="step"]', keys: "→" },
  speed: { name: "speed", selector: '[data-part="speed"]' },
  lockstep: { name: "lockstep", selector: '[data-part="lockstep"]' },
  fast: { name: "fast arithmetic", selector: '[data-part="fast"]' },
  add: { name: "add a run", selector: '[data-part="add-lane"], [data-part="lane-switch"] > [aria-label="Add a run"]' },
  share: { name: "share", selector: '[data-part="share"]' },
  export: { name: "export", selector: '[data-part="export"]' },
  projector: { name: "projector", selector: '[data-part="projector"]', keys: "p" },
  theme: { name: "theme", selector: '[data-part="theme"]' },
  keys: { name: "keys", selector: '[data-part="keys"]', keys: "?" },
  units: { name: "hidden units", selector: '.control:has([data-part="k"])' },
  lambda: { name: "λ", selector: '.control:has([data-part="lambda"])', keys: "l" },
  tie: { name: "tie weights", selector: ".control.tie", keys: "t" },
  restart: { name: "restart run", selector: '[data-part="restart"]' },
  pin: { name: "pin run", selector: '[data-part="pin"]', keys: "s" },
  more: { name: "more settings", selector: ".lane-head .more" },
  remove: { name: "remove run", selector: '[data-part="remove"]' },
  draw: { name: "draw", selector: '[data-part="draw"]', keys: "w" },
  difference: { name: "difference", selector: ".difference" },
  seeds: { name: "other seeds", selector: ".seeds" },
  predict: { name: "predictions", selector: ".predict", keys: "x" },
  tabs: { name: "instrument tabs", selector: '[role="tablist"]', keys: "123456789" },
  options: { name: "chart options", selector: '[data-part="options"]', keys: "qe" },
});

/** @typedef {keyof typeof PARTS} PartId */

/** @type {readonly PartId[]} */
export const PART_IDS = Object.freeze(/** @type {PartId[]} */ (Object.keys(PARTS)));

/** What unfolds from the head on a narrow window: without all of it there is nothing to unfold. @type {readonly PartId[]} */
const SET_UP = Object.freeze(["data", "images", "seed"]);

/** How keys with a name are called here. @type {Readonly<Record<string, string>>} */
const SIGNS = Object.freeze({ ArrowRight: "→" });

/**
 * Selectors of all that goes with these parts.
 * @param {readonly PartId[]} hides
 */
export function selectorsOf(hides) {
  const own = hides.map((id) => PARTS[id].selector);
  return SET_UP.every((id) => hides.includes(id)) ? [...own, ".setup", ".setup-toggle"] : own;
}

/**
 * Whether what a key does has gone with these parts.
 * @param {readonly PartId[]} hides
 * @param {string} key a character in lower case, or the name of a key
 */
export function isKeyHidden(hides, key) {
  const sign = SIGNS[key] ?? key;
  return hides.some((id) => /** @type {Part} */ (PARTS[id]).keys?.includes(sign));
}
