/** Has the browser keep the page for when there is no network, and offers a newer version once all of it is here: it is never forced on anybody. */

import { urlOf } from "../../place.js";
import { element, part } from "../kit/dom.js";

/**
 * Without storage, or from a server that browsers do not trust with it, the page is as it was: there when the network is.
 * @param {Document} page
 */
export async function keepOffline(page) {
  const { serviceWorker } = navigator;
  // Only a folder for hosts has one.
  if (!serviceWorker || !page.querySelector('link[rel="manifest"]')) return;
  try {
    const registration = await serviceWorker.register("service-worker.js");
    offerUpdates(page, registration);
    // A reload is answered from what is kept: whether that is still the newest, the browser would ask some time.
    if (registration.active && navigator.onLine) registration.update().catch(() => {});
    const { active, scope } = await serviceWorker.ready;
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    active?.postMessage({ folder: urlOf("").href.slice(scope.length), seen });
  } catch {
    // Storage is forbidden or full.
  }
}

/** @param {Document} page @param {ServiceWorkerRegistration} registration */
function offerUpdates(page, registration) {
  const { serviceWorker } = navigator;
  /** @type {HTMLElement | undefined} */
  let row;
  const look = () => {
    // The first version is no update.
    const isUpdate = registration.waiting && serviceWorker.controller;
    if (!isUpdate) row?.remove();
    else if (!row?.isConnected) {
      row = rowOf(registration);
      part(page, "notices", HTMLElement).append(row);
    }
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  // Another page may have taken it.
  serviceWorker.addEventListener("controllerchange", look);
  follow();
  look();
}

/** @param {ServiceWorkerRegistration} registration */
function rowOf(registration) {
  const use = element("button", { type: "button", class: "outlined" }, "Use it");
  const later = element("button", { type: "button", class: "outlined" }, "Later");
  const said = "A newer version of this page is here. It begins with these runs, from their first step.";
  const row = element("p", { class: "news", role: "status" }, element("span", {}, said), use, later);
  use.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // Without one that waits, another page has begun to use it.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  });
  later.addEventListener("click", () => row.remove());
  return row;
}
