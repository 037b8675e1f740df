/**
 * What is said between a page in a frame and the page around it: version 1, one schema for both ways (docs/embedding.md). Pure.
 *
 * A message is an object that bears the name of this page with the version, `{"autoencoder-lab": 1, "type": "play"}`, its own fields, and no
 * others. What does not fit is as if it had not been said.
 */

/** What each message is known by, and which version of the schema it follows. */
export const [NAME, VERSION] = /** @type {const} */ (["autoencoder-lab", 1]);

/** Whether a value is one of a field. @typedef {(value: any) => boolean} Check */
/** The fields that a message has, and those that it may have. @typedef {{has?: Readonly<Record<string, Check>>, may?: Readonly<Record<string, Check>>}} Shape */

/** @param {number} most characters @returns {Check} */
const text = (most) => (value) => typeof value === "string" && value.length <= most;

/** @param {number} least @param {number} most @returns {Check} */
const whole = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;

/** @type {Check} */
const flag = (value) => typeof value === "boolean";

/** Measured; NaN where a run has none. @type {Check} */
const number = (value) => typeof value === "number";

/** @param {Check} check @returns {Check} */
const list = (check) => (value) => Array.isArray(value) && value.every(check);

/** What a question is known by: its answer bears the same. */
const ASKED = Object.freeze({ id: (/** @type {any} */ value) => text(64)(value) || whole(0, 2 ** 53 - 1)(value) });

/** The longest link, in characters: one with 200 points and four runs has a tenth of it. */
const LONGEST = 20_000;

/** Milliseconds between readouts: the least, what holds unless said, and the most. */
export const EVERY = Object.freeze({ least: 50, usual: 250, most: 60_000 });

/** What the page does when it is told. @type {Readonly<Record<string, Shape>>} */
export const TO_PAGE = Object.freeze({
  set: { has: { link: text(LONGEST) }, may: ASKED },
  play: { may: ASKED },
  pause: { may: ASKED },
  step: { may: ASKED },
  subscribe: { may: { ...ASKED, every: whole(EVERY.least, EVERY.most) } },
  unsubscribe: { may: ASKED },
});

/** What is measured of a run, as in the runs that are exported. */
const MEASURES = Object.freeze(["train", "heldOut", "gap", "copyIndex", "noiseKept", "denoisingError"]);

/** A run as it is read out. @type {Shape} */
export const RUN = Object.freeze({
  has: {
    name: text(1),
    step: number,
    epoch: number,
    receipt: text(64),
    ...Object.fromEntries(MEASURES.map((measure) => [measure, number])),
  },
});

/** What the page says. @type {Readonly<Record<string, Shape>>} */
export const FROM_PAGE = Object.freeze({
  ready: { has: { embed: text(16), link: text(LONGEST) } },
  done: { has: { of: text(16), problems: list(text(1000)) }, may: ASKED },
  readouts: { has: { playing: flag, runs: list((run) => fits(RUN, run)) } },
  card: { has: { card: text(64), title: text(200), at: whole(1, 1000), of: whole(1, 1000) } },
  key: { has: { key: text(32), code: text(32), shift: flag } },
  leave: {},
});

/**
 * What a message tells the page to do.
 * @typedef {{id?: string | number} & ({type: "set", link: string} | {type: "play" | "pause" | "step" | "unsubscribe"} | {type: "subscribe", every?: number})} Command
 */

/** What the page says: a type of {@link FROM_PAGE} with its fields. @typedef {{type: string} & Record<string, unknown>} Said */

/**
 * @param {unknown} data of a message, whoever it is from
 * @returns {Command | undefined} nothing for what is none
 */
export function commandOf(data) {
  return messageOf(TO_PAGE, data);
}

/** @param {Said} said @returns {Record<string, unknown>} as it is posted */
export function message(said) {
  return { [NAME]: VERSION, ...said };
}

/**
 * @param {Readonly<Record<string, Shape>>} shapes
 * @param {any} data
 * @returns {any} the message without what all of them bear
 */
export function messageOf(shapes, data) {
  if (typeof data !== "object" || data === null) return undefined;
  const { [NAME]: version, type, ...fields } = data;
  if (version !== VERSION) return undefined;
  if (typeof type !== "string" || !Object.hasOwn(shapes, type) || !fits(shapes[type], fields)) return undefined;
  return { type, ...fields };
}

/**
 * @param {Shape} shape
 * @param {any} fields
 */
function fits({ has = {}, may = {} }, fields) {
  const known = { ...may, ...has };
  return (
    typeof fields === "object" &&
    fields !== null &&
    Object.keys(has).every((field) => Object.hasOwn(fields, field)) &&
    Object.entries(fields).every(([field, value]) => Object.hasOwn(known, field) && known[field](value))
  );
}
