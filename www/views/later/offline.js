/** Has the browser keep the page for when there is no network, and offers a newer version once all of it is here: it is never forced on anybody. */

import { urlOf } from "../../place.js";
import { element, part, passFocus, setText } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */

/** Milliseconds after which an offer that stands is said. */
const SAID_MS = 100;

/**
 * Without storage, or from a server that browsers do not trust with it, the page is as it was: there when the network is.
 * @param {Document} page
 * @param {() => State} state
 */
export async function keepOffline(page, state) {
  const { serviceWorker } = navigator;
  // Only a folder for hosts has one.
  if (!serviceWorker || !page.querySelector('link[rel="manifest"]')) return;
  try {
    const registration = await serviceWorker.register("service-worker.js");
    offerUpdates(page, registration, state);
    // A reload is answered from what is kept: whether that is still the newest, the browser would ask some time.
    if (registration.active && navigator.onLine) registration.update().catch(() => {});
    const { active, scope } = await serviceWorker.ready;
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    active?.postMessage({ folder: urlOf("").href.slice(scope.length), seen });
  } catch {
    // Storage is forbidden or full.
  }
}

/**
 * @param {Document} page
 * @param {ServiceWorkerRegistration} registration
 * @param {() => State} state
 */
function offerUpdates(page, registration, state) {
  const { serviceWorker } = navigator;
  /** @type {HTMLElement | undefined} */
  let row;
  const look = () => {
    // The first version is no update.
    const isUpdate = registration.waiting && serviceWorker.controller;
    if (!isUpdate) row?.remove();
    else if (!row?.isConnected) {
      row = rowOf(page, registration);
      part(page, "notices", HTMLElement).append(row);
      // What comes with its words is no news to a screen reader.
      const words = row.querySelector("span");
      setTimeout(() => words && setText(words, sentenceFor(state())), SAID_MS);
    }
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  // Another page may have taken it.
  serviceWorker.addEventListener("controllerchange", look);
  follow();
  look();
}

/** @param {State} state */
function sentenceFor({ lanes }) {
  const isOwn = lanes.some(({ config }) => config.data === "own");
  const said = "A newer version of this page is here. It begins with these runs, from their first step.";
  return isOwn ? `${said} Data of your own that are not kept on this machine have to be handed in again.` : said;
}

/** @param {Document} page @param {ServiceWorkerRegistration} registration */
function rowOf(page, registration) {
  const use = element("button", { type: "button", class: "outlined" }, "Use it");
  const later = element("button", { type: "button", class: "outlined" }, "Later");
  const row = element("p", { class: "news", role: "status" }, element("span", {}), use, later);
  use.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // Without one that waits, another page has begun to use it.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  });
  later.addEventListener("click", () =>
    passFocus(
      () => row.remove(),
      () => part(page, "play", HTMLButtonElement),
    ),
  );
  return row;
}
