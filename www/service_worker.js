/**
 * Keeps the page for when there is no network (docs/adr/0030-without-a-network.md): a classic script, which `xtask/dist/` puts beside the page, after
 * what it is to keep.
 *
 * Each version has a cache of its own, whose files have that version in their paths. A page is always answered from one cache, and asks for
 * files of its own version alone, so nothing of one version ever meets something of another.
 */
{
  /**
   * @typedef {object} Kept
   * @property {string} id of this version of the page
   * @property {string} folder of its files, `www/HASH/`
   * @property {Record<string, string>} files in that folder: the first digits of the SHA-256 of each, as it is unpacked
   */

  const scope = /** @type {ServiceWorkerGlobalScope & {KEPT: Kept}} */ (/** @type {unknown} */ (self));
  const { id, folder, files } = scope.KEPT;

  /** Where the page stands. */
  const HERE = scope.registration.scope;

  /** Under one origin there may be other pages, and this one more than once: the names of our caches begin so. */
  const OURS = `autoencoder-lab:${new URL(HERE).pathname}:`;
  const NAME = OURS + id;

  /** Of files that are asked for at once, as many as a browser has connections. */
  const TOGETHER = 6;

  /** On a developer's own machine another page may soon stand at the same address: what the server has goes first. */
  const IS_LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(scope.location.hostname);

  scope.addEventListener("install", (event) => event.waitUntil(keepAll()));
  // Pages that have no service worker yet are this one's, too; those of an earlier one become so by themselves.
  scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = request.method === "GET" ? pathOf(request.url) : undefined;
    if (path === undefined) return;
    if (request.mode === "navigate" && /^(?:index\.html)?$/u.test(path)) event.respondWith(page(request));
    else if (/^www\/[0-9a-f]{12}\//u.test(path)) event.respondWith(file(event, path));
  });
  scope.addEventListener("message", (event) => {
    if (event.data === "take over") event.waitUntil(scope.skipWaiting());
    else if (event.data?.folder === folder) event.waitUntil(settle(event.data.seen));
  });

  /** Within the page's own folder, without a query. @param {string} url */
  function pathOf(url) {
    const [plain] = url.split(/[?#]/u, 1);
    return plain.startsWith(HERE) ? plain.slice(HERE.length) : undefined;
  }

  /**
   * Fetches what is kept. What an attempt before has brought is not fetched again; before all is there, this version does not begin.
   */
  async function keepAll() {
    const cache = await caches.open(NAME);
    const others = await otherCaches();
    const waiting = Object.keys(files);
    const one = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const url = HERE + folder + name;
        if (!(await cache.match(url))) await cache.put(url, await whole(name, others));
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, one));
    await cache.put(HERE, await ownPage());
    // A page of an earlier version may have cleared it away meanwhile.
    if (!(await caches.has(NAME))) throw new Error("the cache of this version is gone");
  }

  /** The page that names the files of this version: a deploy may have changed it since this script came. */
  async function ownPage() {
    const response = await fetch(HERE, { cache: "no-cache" });
    const body = await response.text();
    if (!response.ok || !body.includes(`${folder}main.js`)) throw new Error("the page is of another version");
    // Where the server leads elsewhere first, the response as it is would be none for a page that is opened.
    return new Response(body, { headers: response.headers });
  }

  /**
   * A file as it was built: from another version, where it has not changed, or from the server.
   * @param {string} name
   * @param {{cache: Cache, prefix: string}[]} others
   */
  async function whole(name, others) {
    for (const { cache, prefix } of others) {
      const found = await cache.match(prefix + name);
      // As it is, it would name as its place the one where it was found, and bring its neighbours from there.
      if (found && (await isWhole(name, found))) return new Response(found.body, { headers: found.headers });
    }
    for (const mode of /** @type {const} */ (["default", "reload"])) {
      const response = await fetch(HERE + folder + name, { cache: mode });
      if (response.ok && (await isWhole(name, response))) return response;
    }
    throw new Error(`${name} is not as it was built`);
  }

  /** @param {string} name @param {Response} response which can still be read afterwards */
  async function isWhole(name, response) {
    let bytes = await response.clone().arrayBuffer();
    // Some servers have the browser unpack it.
    if (new Uint8Array(bytes)[0] === 0x1f && name.endsWith(".gz")) {
      const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      bytes = await new Response(unpacked).arrayBuffer().catch(() => new ArrayBuffer(0));
    }
    const digits = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) =>
      byte.toString(16).padStart(2, "0"),
    );
    return digits.join("").startsWith(files[name]);
  }

  /** The caches of other versions, and where their files stood. */
  async function otherCaches() {
    const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
    return Promise.all(
      names.map(async (name) => {
        const cache = await caches.open(name);
        const [first] = (await cache.keys()).flatMap(({ url }) => /^.*\/www\/[0-9a-f]{12}\//u.exec(url) ?? []);
        return { name, cache, prefix: first ?? "" };
      }),
    );
  }

  /** @param {Request} request */
  async function page(request) {
    const own = () => caches.match(HERE, { cacheName: NAME }).catch(noCache);
    if (!IS_LOCAL) return (await own()) ?? fetch(request);
    return fetch(request).catch(async (error) => {
      const found = await own();
      if (found) return found;
      throw error;
    });
  }

  /**
   * A file of this version, or of one that a page has open still.
   * @param {FetchEvent} event
   * @param {string} path
   */
  async function file(event, path) {
    const { request } = event;
    // Who asks for a file anew has found the one that is kept wanting.
    const anew = request.cache === "reload";
    const found = anew ? undefined : await kept(request.url).catch(noCache);
    if (found) return found;
    const response = await fetch(request);
    if (response.status === 200 && path.startsWith(folder)) {
      const copy = response.clone();
      // Where there is no room, it is fetched again next time.
      event.waitUntil(
        caches
          .open(NAME)
          .then((cache) => cache.put(request.url, copy))
          .catch(() => {}),
      );
    }
    return response;
  }

  /** @param {string} url */
  async function kept(url) {
    for (const name of await caches.keys()) {
      const found = name.startsWith(OURS) && (await (await caches.open(name)).match(url));
      if (found) return found;
    }
    return undefined;
  }

  /** A profile can be damaged: then there is the network. */
  function noCache() {
    return undefined;
  }

  /**
   * A page of this version stands: what it has fetched so far is kept, too, and what nobody needs any more goes.
   * @param {string[]} seen addresses
   */
  async function settle(seen) {
    const cache = await caches.open(NAME);
    for (const url of seen) {
      if (!pathOf(url)?.startsWith(folder) || (await cache.match(url))) continue;
      const response = await fetch(url).catch(() => undefined);
      if (response?.status === 200) await cache.put(url, response).catch(() => {});
    }
    const others = await otherCaches();
    const pages = (await scope.clients.matchAll({ type: "window", includeUncontrolled: true })).filter(
      ({ url }) => pathOf(url) !== undefined,
    );
    const { installing, waiting } = scope.registration;
    if (pages.length > 1 || installing || waiting) return;
    for (const { name } of others) await caches.delete(name);
  }
}
