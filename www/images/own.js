/** Images that a person has handed in: which they are, as recipes and links say it (`src/config/own.rs`), and what a run's data come to. Pure functions. */

import { DATA_SETS, OWN } from "../base/schema.js";

/** @import { RunConfig } from "../base/schema.js" */

/**
 * Own data: how many images of which side, whether the last are held out and not those that the seed draws, what they hash to, and what
 * their file is called.
 * @typedef {{count: number, side: number, holdsOutLast: boolean, hash: string, name: string}} OwnData
 */

/** What of a configuration says which data it has. @typedef {Pick<RunConfig, "data" | "own">} OfData */

const TEXT = /^([1-9]\d{1,4})x([1-9]\d?)([sl])([\da-f]{12})-([\dA-Za-z](?:[\w.-]*[\dA-Za-z])?)$/u;

/** What a text says, if it is one of own data. @param {string} text @returns {OwnData | undefined} */
export function ownOf(text) {
  const [, count, side, drawn, hash, name] = TEXT.exec(text) ?? [];
  const own = { count: Number(count), side: Number(side), holdsOutLast: drawn === "l", hash, name };
  const fits =
    own.count >= OWN.leastImages &&
    own.count <= OWN.mostImages &&
    own.side >= OWN.leastSide &&
    own.side <= OWN.mostSide &&
    name.length <= OWN.longestName;
  return fits ? own : undefined;
}

/** @param {OwnData} own */
export function ownText({ count, side, holdsOutLast, hash, name }) {
  return `${count}x${side}${holdsOutLast ? "l" : "s"}${hash}-${nameFor(name)}`;
}

/** The name of a file, as far as a link can carry it. @param {string} name */
export function nameFor(name) {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\w.-]+/gu, "-")
    .slice(0, OWN.longestName)
    .replaceAll(/^[^\dA-Za-z]+|[^\dA-Za-z]+$/gu, "");
  return plain || "images";
}

/** How many images there are to train on. @param {OwnData} own */
export const ownPool = ({ count }) => Math.floor((count * 4) / 5);

/** @param {OfData} config */
const known = ({ data, own = "" }) => (data === "own" ? ownOf(own) : undefined);

/** The side of an image; 0 for points. @param {OfData} config */
export const sideOf = (config) => known(config)?.side ?? DATA_SETS[config.data].side;

/** n. @param {OfData} config */
export const inputsOf = (config) => sideOf(config) ** 2 || DATA_SETS[config.data].inputs;

/** What the data of a run are called. @param {OfData} config */
export function labelOf(config) {
  const own = known(config);
  return own ? `${own.name} ${own.side}×${own.side}` : DATA_SETS[config.data].label;
}
