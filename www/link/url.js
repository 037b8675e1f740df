/**
 * The state of the page as the end of its address, and back: `#a=k:16&b=k:392,l:.01@700&seed=3`.
 *
 * A link names what differs from the runs and the view that its card of the lesson begins with; what it does not name, or
 * names wrongly, is as there.
 */

import { labelOf } from "../images/own.js";
import { FIRST_POINTS, isPlane, nounFor, poolOf } from "../images/points.js";
import { recipeOf } from "../lanes/lanes.js";
import { CARDS, FIRST, sceneOf } from "../lesson/cards.js";
import { WHOLE, cardsOf, placeIn } from "../lesson/deck.js";
import { LANE_NAMES } from "../lanes/lineup.js";
import { isTracking, mended } from "./link_text.js";
import { DEFAULT_CONFIG, configOf } from "../settings/presets.js";
import { STEP, propertiesOf } from "./properties.js";
import { minimal } from "../settings/recipe.js";
import { Remarks, quote } from "../base/remarks.js";
import { viewOf } from "../state/scene.js";
import { OUTPUT_OF, misfitOf, sharedOf } from "../settings/settings.js";
import { initialState } from "../state/state.js";

/** @import { Property } from "./properties.js" */
/** @import { PlannedEvent, RunConfig } from "../base/protocol.js" */
/** @import { Address, AddressedLane, State } from "../state/state.js" */

/** What takes the sentences about what could not be followed. @typedef {Pick<Remarks, "push">} Said */
/** A value of a link, as it was read and as it was written. @typedef {{value: unknown, text: string}} Given */

/**
 * What a link says of a state.
 * @param {Address} address
 * @returns {string} without the `#`, empty for the page as it opens
 */
export function serialize(address) {
  const { card, lanes, view } = address;
  const [first] = lanes;
  const opens = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (beginningOf(card)));
  // Of points that a person places all are trained on that are not held out.
  const all = first.config.data === "points" ? { trainingImages: poolOf(first.config) } : {};
  const usualRuns = { ...runsOf(card), ...all };
  const page = propertiesOf("page").map(({ key, field, kind }) => {
    const value = field === "card" ? card : view[/** @type {keyof Address["view"]} */ (field)];
    const word = kind.write(value);
    return word === kind.write(opens[field]) ? "" : `${key}=${word}`;
  });
  const runs = propertiesOf("runs").map(({ key, field, kind }) => {
    const value = first.config[/** @type {keyof RunConfig} */ (field)];
    return value === usualRuns[/** @type {keyof RunConfig} */ (field)] ? "" : `${key}=${kind.write(value)}`;
  });
  const usual = cardLanes(card, first.config).map(writeLane).join("&");
  const written = lanes.map(writeLane).join("&");
  const [, ...others] = page;
  const rest = [written === usual ? "" : written, ...runs, ...others].filter(Boolean);
  const isNamed = card !== unnamedCard(view.deck, rest.length > 0);
  return [...(isNamed ? [`step=${card}`] : []), ...rest].join("&");
}

/**
 * The card of a link that names none: the first of its deck; of the whole lesson the page as it opens, or where a link says anything else, the
 * lecture's first statement.
 * @param {readonly string[]} deck
 * @param {boolean} says anything else
 */
function unnamedCard(deck, says) {
  if (deck.length > 0) return cardsOf(deck)[0].id;
  return says ? FIRST.id : CARDS[0].id;
}

/** @param {AddressedLane} lane */
function writeLane({ name, config, events }) {
  const settings = propertiesOf("lane").flatMap(({ key, field, kind }) => {
    const value = config[/** @type {keyof RunConfig} */ (field)];
    if (field !== "hiddenUnits" && value === DEFAULT_CONFIG[/** @type {keyof RunConfig} */ (field)]) return [];
    return [writeSetting(key, kind.write(value))];
  });
  const changes = events.flatMap(({ step, change }) =>
    propertiesOf("lane").flatMap(({ key, field, kind }) => {
      const value = change[/** @type {keyof typeof change} */ (field)];
      return value === undefined ? [] : [`${writeSetting(key, kind.write(value))}@${STEP.write(step)}`];
    }),
  );
  return `${name.toLowerCase()}=${[...settings, ...changes].join(",")}`;
}

/**
 * @param {string} key
 * @param {string} value
 */
function writeSetting(key, value) {
  return value === "on" ? key : `${key}:${value}`;
}

/**
 * The lanes that a step stands on, with the data and the seed of these runs.
 * @param {string} step
 * @param {RunConfig} runs
 * @returns {AddressedLane[]}
 */
function cardLanes(step, runs) {
  const { seed } = runs;
  return sceneOf(step).lanes.map((settings, index) => ({
    name: LANE_NAMES[index],
    config: fitting({ ...configOf(settings, seed), ...sharedOf(runs) }, "", []),
    events: [],
  }));
}

/**
 * What all lanes of a step share.
 * @param {string} step
 * @returns {RunConfig}
 */
function runsOf(step) {
  return { ...DEFAULT_CONFIG, ...sceneOf(step).lanes[0] };
}

/**
 * The page as a step begins.
 * @param {string} step
 */
function beginningOf(step) {
  return { ...initialState(), ...viewOf(sceneOf(step)) };
}

/**
 * What a link says, as far as it can be followed.
 * @param {string} text with or without the `#`, as it came
 * @returns {{address: Address, problems: string[]}} a sentence for each part that could not be followed, or for ten and how many more
 */
export function parse(text) {
  const problems = new Remarks();
  const parts = partsOf(text);
  const known = [...propertiesOf("page"), ...propertiesOf("runs")]
    .map(({ key }) => key)
    .concat(LANE_NAMES.map((name) => name.toLowerCase()));
  const [cardProperty, deckProperty, ...others] = propertiesOf("page");
  const { deck } = /** @type {{deck: readonly string[]}} */ (readAll([deckProperty], parts, { deck: WHOLE }, problems));
  const says = known.some((key) => key !== cardProperty.key && parts.has(key));
  const card = readCard(cardProperty, parts, deck, unnamedCard(deck, says), problems);
  const view = /** @type {any} */ ({ deck, ...readAll(others, parts, beginningOf(card), problems) });
  const runs = /** @type {RunConfig} */ (
    readAll(propertiesOf("runs"), parts, { ...runsOf(card), trainingImages: undefined }, problems)
  );
  mendShared(runs, runsOf(card).trainingImages, problems);
  mendFrame(view, runs, problems);
  const named = LANE_NAMES.filter((name) => parts.has(name.toLowerCase()));
  const lanes = named.map((name) => readLane(name, lastOf(name.toLowerCase(), parts, problems), runs, problems));
  const unknown = [...parts]
    .filter(([key]) => !known.includes(key))
    .flatMap(([key, values]) => values.map((value) => `${key}=${value}`));
  // What is known is said once.
  unknown.forEach((part, at) =>
    problems.push(`“${quote(part)}” is not known here${at > 0 ? "" : `; known are ${known.join(", ")}`}.`),
  );
  return {
    address: { card, view, lanes: lanes.length > 0 ? lanes : cardLanes(card, runs) },
    problems: problems.sentences,
  };
}

/**
 * The card that a link begins with: one of its deck.
 * @param {Property} property
 * @param {Map<string, string[]>} parts
 * @param {readonly string[]} deck
 * @param {string} first where it names none
 * @param {Said} problems
 */
function readCard(property, parts, deck, first, problems) {
  const { card } = /** @type {{card: string}} */ (readAll([property], parts, { card: first }, problems));
  if (placeIn(deck, card) >= 0) return card;
  problems.push(`“${property.key}” is “${card}”, which is not one of its “pages”; the first of these is shown.`);
  return first;
}

/**
 * A frame shows what its name says, whatever else the link has.
 * @param {Address["view"]} view
 * @param {RunConfig} runs
 * @param {Said} problems
 */
function mendFrame(view, runs, problems) {
  if (view.embed === "plane" && !isPlane(runs.data)) {
    problems.push("“embed=plane” needs points, as “data=arc” has them; all of the page is shown.");
    view.embed = "page";
  }
  if (view.embed === "sweep") view.tab = "sweep";
  if (view.embed === "" || !view.projector) return;
  problems.push("“projector” is for a window of its own: in a frame it is left out.");
  view.projector = false;
}

/**
 * Points are of the data of this name alone, where there are always some, and no more is trained on than there is.
 * @param {RunConfig} runs
 * @param {number} usual how many images are trained on, where the link does not say it
 * @param {Said} problems
 */
function mendShared(runs, usual, problems) {
  const arePlaced = runs.data === "points";
  if (runs.points && !arePlaced) problems.push("“points” needs “data=points”; the points are left out.");
  if (arePlaced) runs.points ??= FIRST_POINTS;
  else delete runs.points;
  if (runs.own && runs.data !== "own") problems.push("“own” needs “data=own”; it is left out.");
  if (runs.data === "own" && !runs.own) {
    problems.push("“data=own” needs “own”, which says whose data; the data are as usual.");
    runs.data = DEFAULT_CONFIG.data;
  }
  if (runs.data !== "own") delete runs.own;
  const pool = poolOf(runs);
  runs.trainingImages ??= arePlaced ? pool : usual;
  if (runs.trainingImages <= pool) return;
  const label = labelOf(runs);
  const what = `${pool} ${nounFor(runs.data, pool)} to train on; ${pool === 1 ? "it is" : "these are"} used`;
  problems.push(`“m” is ${runs.trainingImages}, but ${label} has only ${what}.`);
  runs.trainingImages = pool;
}

/**
 * What a link gives for each key, in its order.
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
function partsOf(text) {
  /** @type {Map<string, string[]>} */
  const parts = new Map();
  for (const part of mended(text).split("&").filter(Boolean)) {
    const [key, value = ""] = parted(part, "=");
    if (isTracking(key)) continue;
    const values = parts.get(key);
    if (values) values.push(value);
    else parts.set(key, [value]);
  }
  return parts;
}

/**
 * @param {string} key
 * @param {Map<string, string[]>} parts
 * @param {Said} problems
 */
function lastOf(key, parts, problems) {
  const values = parts.get(key) ?? [];
  values.forEach(
    (value, at) => at > 0 && value !== values[at - 1] && problems.push(twice(key, "", values[at - 1], value)),
  );
  return values.at(-1) ?? "";
}

/**
 * @param {string} key
 * @param {string} where in the link
 * @param {string} before
 * @param {string} now
 */
function twice(key, where, before, now) {
  return `“${quote(key)}”${where} is given twice, as “${quote(before)}” and as “${quote(now)}”; the last holds.`;
}

/**
 * @param {Property[]} properties
 * @param {Map<string, string[]>} parts
 * @param {object} fallback
 * @param {Said} problems
 * @returns {Record<string, unknown>}
 */
function readAll(properties, parts, fallback, problems) {
  return Object.fromEntries(
    properties.map((property) => {
      const found = (parts.get(property.key) ?? []).reduce(
        (before, text) => given(property, text, "", problems, before),
        /** @type {Given | undefined} */ (undefined),
      );
      return [property.field, found?.value ?? Reflect.get(fallback, property.field)];
    }),
  );
}

/**
 * What is given for a property: a value, if it is valid, takes the place of the one before.
 * @param {Property} property
 * @param {string} text
 * @param {string} where in the link, to be said after the key
 * @param {Said} problems
 * @param {Given | undefined} before
 * @returns {Given | undefined}
 */
function given(property, text, where, problems, before) {
  const value = readValue(property, text, where, problems);
  if (value === undefined) return before;
  if (before && property.kind.write(before.value) !== property.kind.write(value))
    problems.push(twice(property.key, where, before.text, text));
  return { value, text };
}

/**
 * @param {Property} property
 * @param {string} text
 * @param {string} where in the link, to be said before the key
 * @param {Said} problems
 */
function readValue({ key, kind }, text, where, problems) {
  if (kind.list) return readList(key, kind, text, problems);
  const value = kind.read(text);
  if (value === undefined) problems.push(`“${key}”${where} is “${quote(text)}”, but may be ${kind.allowed}.`);
  return value;
}

/**
 * The words of a list that are known, each once.
 * @param {string} key
 * @param {Property["kind"]} kind
 * @param {string} text
 * @param {Said} problems
 */
function readList(key, kind, text, problems) {
  const known = text.split(",").flatMap((word) => {
    const value = kind.read(word);
    if (value === undefined) problems.push(`“${key}” names “${quote(word)}”, but may name ${kind.allowed}.`);
    return value === undefined ? [] : [value];
  });
  const [again] = known.filter((value, at) => known.indexOf(value) < at);
  if (again !== undefined) problems.push(`“${key}” names “${kind.write([again])}” more than once; the first holds.`);
  return known.length > 0 ? [...new Set(known)] : undefined;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {RunConfig} runs what all lanes share
 * @param {Said} problems
 * @returns {AddressedLane}
 */
function readLane(name, text, runs, problems) {
  const where = ` of run ${name}`;
  /** @type {any} */
  const config = { ...DEFAULT_CONFIG, ...runs };
  /** @type {Map<string, Given>} */
  const settings = new Map();
  /** @type {PlannedEvent[]} */
  const events = [];
  for (const item of text.split(",").filter(Boolean)) {
    const [setting, step] = parted(item, "@");
    const [key, written] = parted(setting, ":");
    const property = propertiesOf("lane").find((candidate) => candidate.key === key);
    if (!property || (step !== undefined && !property.live)) {
      problems.push(unknownSetting(item, where, step !== undefined));
      continue;
    }
    // A switch needs no word to be on.
    const word = written ?? (property.kind.read("on") === undefined ? "" : "on");
    if (step === undefined) {
      const found = given(property, word, where, problems, settings.get(key));
      if (found) settings.set(key, found);
      continue;
    }
    const value = readValue(property, word, where, problems);
    if (value === undefined) continue;
    if (STEP.read(step) === undefined) problems.push(`The step of “${quote(item)}”${where} may be ${STEP.allowed}.`);
    else events.push({ step: Number(step), change: { [property.field]: value } });
  }
  for (const { key, field } of propertiesOf("lane")) config[field] = settings.get(key)?.value ?? config[field];
  const fitted = fitting(config, where, problems);
  return {
    name,
    config: fitted,
    events: minimal(
      fitted,
      events.toSorted((a, b) => a.step - b.step),
    ),
  };
}

/**
 * What stands before and after the first of these signs; nothing after it where there is none.
 * @param {string} text
 * @param {string} sign
 * @returns {[string, string | undefined]}
 */
function parted(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * @param {string} item
 * @param {string} where
 * @param {boolean} timed
 */
function unknownSetting(item, where, timed) {
  const known = propertiesOf("lane")
    .filter(({ live }) => live || !timed)
    .map(({ key }) => key);
  return `“${quote(item)}”${where} is not known here; ${timed ? "what can change at a step is" : "known are"} ${known.join(", ")}.`;
}

/**
 * Settings that fit each other.
 * @param {RunConfig} config
 * @param {string} where
 * @param {Said} problems
 * @returns {RunConfig}
 */
export function fitting(config, where, problems) {
  switch (misfitOf(config)) {
    case "loss":
      problems.push(`“loss:${config.loss}”${where} needs “out:${OUTPUT_OF[config.loss]}”; the squared error is used.`);
      return fitting({ ...config, loss: "squared-error" }, where, problems);
    case "points":
      problems.push(`“loss:${config.loss}”${where} needs images, not points; the squared error is used.`);
      return fitting({ ...config, loss: "squared-error" }, where, problems);
    case "centred":
      problems.push(`“centred”${where} needs “out:linear”; the data are left as they are.`);
      return { ...config, centred: false };
    default:
      return config;
  }
}

/**
 * The part of a state that a link carries.
 * @param {State} state
 * @param {readonly string[]} [personal] what of that which a person has to share on purpose is in it, by its fields
 * @returns {Address}
 */
export function addressOf(state, personal = []) {
  const opens = initialState();
  const view = /** @type {any} */ (
    Object.fromEntries(
      propertiesOf("page").map((property) => [
        property.field,
        Reflect.get(property.personal && !personal.includes(property.field) ? opens : state, property.field),
      ]),
    )
  );
  const { card, ...rest } = view;
  return { card, view: rest, lanes: state.lanes.map((lane) => ({ name: lane.name, ...recipeOf(lane) })) };
}
