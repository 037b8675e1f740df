/**
 * The page in a frame of somebody else's page: a bundle of its own, which only such a page fetches. It listens to the page around it and tells it
 * what happens, gives the keyboard back, and rests while nobody sees it. How it looks is in styles/embed.css.
 */

import { cardsOf, placeIn } from "../../lesson/deck.js";
import { addressOf, parse, serialize } from "../../link/url.js";
import { withLink } from "../../link/decks.js";
import { element, memo, part, setAttribute } from "../kit/dom.js";
import { followSize } from "../kit/screen.js";
import { mountLeaving } from "./leave.js";
import { EVERY } from "./messages.js";
import { Parent } from "./parent.js";
import { Readouts } from "./readouts.js";
import { Rest } from "./rest.js";

/** @import { State } from "../../state/state.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { Command } from "./messages.js" */

/**
 * @param {Window} view
 * @param {Store & {subscribe: (listener: () => void) => void}} store
 * @param {readonly MessageEvent[]} early what was said before this was here
 */
export function mountEmbed(view, store, early) {
  const { document: page } = view;
  const rest = new Rest(store);
  const parent = new Parent(view, store.state().origins, { obey, onSlide: (on) => rest.because("left", !on) });
  const readouts = new Readouts(store.state, (said) => parent.say(said));

  /** @param {Command} command */
  function obey(command) {
    const { type, id } = command;
    // What rests because nobody sees it goes on later only if nothing else has been said meanwhile.
    if (type === "set" || type === "step" || type === "pause") rest.forget();
    const problems = type === "set" ? set(store, command.link) : [];
    if (type === "play" || type === "step" || type === "pause") store.dispatch({ type });
    if (type === "subscribe") readouts.subscribe(command.every ?? EVERY.usual);
    if (type === "unsubscribe") readouts.subscribe(undefined);
    parent.say({ type: "done", of: type, problems, ...(id !== undefined && { id }) });
  }

  mountLeaving(page, {
    handOn: (event) => parent.handOn(event),
    leave: () => {
      if (page.activeElement instanceof HTMLElement) page.activeElement.blur();
      parent.say({ type: "leave" });
      view.parent.focus();
    },
  });
  mountWayOut(page, store);

  const followVisibility = () => rest.because("hidden", page.hidden);
  page.addEventListener("visibilitychange", followVisibility);
  followVisibility();
  new IntersectionObserver((entries) => rest.because("out of view", !entries.at(-1)?.isIntersecting)).observe(
    page.documentElement,
  );

  const tellCard = memo((/** @type {readonly string[]} */ deck, /** @type {string} */ card) => {
    const at = placeIn(deck, card);
    const cards = cardsOf(deck);
    parent.say({ type: "card", card, title: cards[at].title, at: at + 1, of: cards.length });
  });
  const follow = () => {
    const { embed, deck, card } = store.state();
    setAttribute(page.documentElement, "data-embed", embed);
    rest.follow();
    tellCard(deck, card);
    readouts.changed();
  };
  view.addEventListener("message", (event) => parent.hear(event));
  parent.say({ type: "ready", embed: store.state().embed, link: serialize(addressOf(store.state())) });
  for (const event of early) parent.hear(event);
  store.subscribe(follow);
  follow();
  let width = 0;
  followSize(page.documentElement, (size) => {
    // Its height is the answer itself: followed, it would be asked for without end.
    if (size.width === width) return;
    ({ width } = size);
    parent.fit();
  });
}

/**
 * The state of a link, in the frame as it is.
 * @param {Store} store
 * @param {string} link
 * @returns {string[]} what could not be followed: for the page around it, but for what the browser lacks, which the frame says, too
 */
function set(store, link) {
  const { embed, origins, tab } = store.state();
  const { address, problems } = parse(link.slice(link.indexOf("#") + 1));
  const view = { ...address.view, embed, origins, projector: false, ...(embed === "sweep" && { tab }) };
  store.dispatch({ type: "restore", address: { ...address, view }, problems: [] });
  return [...problems, ...store.state().linkProblems];
}

/**
 * From the frame to the page itself, as it stands.
 * @param {Document} page
 * @param {Store} store
 */
function mountWayOut(page, store) {
  const way = element(
    "a",
    { class: "way-out", target: "_blank", rel: "noopener" },
    "autoencoder lab",
    element("span", { "aria-hidden": "true" }, " ›"),
    element("span", { class: "hidden" }, ", in a window of its own"),
  );
  const lead = () => (way.href = wayOut(page, store.state()));
  for (const type of ["pointerenter", "pointerdown", "focus", "click"]) way.addEventListener(type, lead);
  lead();
  part(page, "loads", HTMLElement).before(way);
}

/** @param {Document} page @param {State} state */
function wayOut(page, state) {
  const { view, ...rest } = addressOf(state);
  const [here] = page.location.href.split("#", 1);
  return withLink(here, serialize({ ...rest, view: { ...view, embed: "", origins: [] } }));
}
