/** The page in a frame of somebody else's page, a slide or a course: `embed=chart`. */

/** What a frame shows, by the words for it in a link. */
export const EMBEDS = Object.freeze({
  0: "",
  1: "page",
  lesson: "lesson",
  chart: "chart",
  lane: "lane",
  plane: "plane",
  sweep: "sweep",
});

/** Nothing: it is no frame. @typedef {(typeof EMBEDS)[keyof typeof EMBEDS]} Embed */

/** What a frame on a slide plays and resets by. */
const KEYS = Object.freeze([" ", "r"]);

/**
 * Whether the page leaves a key to who has framed it. A lesson has all that it has elsewhere; a frame in a slide plays and resets, and a
 * sweep has nothing to play: all else is the deck's.
 * @param {Embed} embed
 * @param {string} key a character in lower case, or the name of a key
 */
export function isLeftToParent(embed, key) {
  // Enter presses what has the focus, in every frame.
  if (embed === "" || embed === "lesson" || key === "Enter") return false;
  return embed === "sweep" || !KEYS.includes(key);
}

/** Names of hosts with dots between, and a port. */
const ORIGIN = /^https?:\/\/[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*(?::\d+)?$/u;

/**
 * Whether a text is the origin of a page on the web as browsers write it.
 * @param {string} text
 */
export function isOrigin(text) {
  return ORIGIN.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
