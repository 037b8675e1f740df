/** The page in a course of a learning platform: the lesson in a frame, and word to the platform of what is seen of it (SCORM 1.2). */

import { cardsOf, placeIn } from "./lesson/deck.js";
import { parse, serialize } from "./link/url.js";
import { Attempt, apiFor } from "./views/course/attempt.js";
import { FROM_PAGE, messageOf } from "./views/embed/messages.js";

const frame = document.querySelector("iframe");
if (!frame) throw new Error("the page of the course has no frame");

// Which cards it has, and how they are shown, has been decided when the package was made.
const { address } = parse(frame.dataset.link ?? "");
const cards = cardsOf(address.view.deck).map(({ id }) => id);
const attempt = new Attempt(apiFor(window), () => performance.now(), cards);
const link = serialize({ ...address, view: { ...address.view, embed: "lesson" } });
/** Of the link, what is of all cards. */
const OF_ALL = /^(?:pages|hide|autoplay|embed|seed)=/u;
const { place } = attempt;
// A package may be replaced by one of other cards.
const goesOn = place !== address.card && placeIn(address.view.deck, place) >= 0;
const start = goesOn ? [`step=${place}`, ...link.split("&").filter((part) => OF_ALL.test(part))].join("&") : link;

addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  const said = messageOf(FROM_PAGE, data);
  if (said?.type === "card") attempt.see(said.card);
});
addEventListener("pagehide", () => attempt.end());
frame.src = `${frame.dataset.page}#${start}`;
