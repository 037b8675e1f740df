/*
 * Says why the page does not come to life: a classic script, alone, for what reports a failure must not be a part of what failed.
 *
 * The words stand in index.html. The page that runs takes them away; where not even this script comes, the style sheet shows them
 * after a while, and without a style sheet they are there at once.
 */
{
  /** Without a new file for so long, the page is not on its way any more. */
  const SILENCE_SECONDS = 10;

  /** So long a file may take that is fetched again, to see what is wrong with it. */
  const LOOK_MS = 3000;

  const AS_FILE =
    "It was opened as a file, and a browser loads its scripts only from a server. In its folder start “python3 -m http.server”, then open http://localhost:8000/.";
  const SANDBOXED =
    "It stands in a frame whose sandbox has no allow-same-origin, and without it a browser loads neither its scripts nor its workers. Add allow-same-origin to the sandbox of the frame, or open the page by itself.";
  const FRESH = "Reload; if that does not help, put a fresh copy of the page on the server.";

  /** What a browser takes as a script, and as a style sheet. @type {Record<"script" | "style", {types: RegExp, as: string}>} */
  const KINDS = {
    script: {
      types: /^(?:text|application)\/(?:x-)?(?:java|ecma)script/iu,
      as: "a script like this only as text/javascript",
    },
    style: { types: /^text\/css/iu, as: "a style sheet only as text/css" },
  };

  // The first paint has waited for the theme long enough.
  setTimeout(() => document.querySelector("script[blocking]")?.remove(), SILENCE_SECONDS * 1000);

  const notice = document.querySelector('[data-part="lifeless"]');
  const main = document.querySelector('script[type="module"]');

  /** What a file is called by who serves it. @param {string} url */
  const nameOf = (url) => url.slice(new URL(".", location.href).href.length);

  /**
   * A file once more, and what is wrong with it.
   * @param {string} url
   * @param {keyof typeof KINDS} kind
   * @returns {Promise<{url: string, text: string, fault: string}>}
   */
  const look = async (url, kind) => {
    const { types, as } = KINDS[kind];
    const found = { url, text: "", fault: "" };
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(LOOK_MS) });
      const type = response.headers.get("content-type") || "no type";
      if (!response.ok) return { ...found, fault: `The server says ${response.status} for ${nameOf(url)}. ${FRESH}` };
      if (!types.test(type))
        return {
          ...found,
          fault: `The server sends ${nameOf(url)} as ${type}, and a browser takes ${as}: that is a setting of the server.`,
        };
      const text = await response.text();
      return { ...found, text, fault: text === "" ? `The file ${nameOf(url)} is empty. ${FRESH}` : "" };
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      return {
        ...found,
        fault: `The file ${nameOf(url)} ${late ? "does not come" : "cannot be fetched, or breaks off"}. Check the connection, then reload.`,
      };
    }
  };

  /** Of a script and all that it imports, the first fault: browsers say of none of them what is wrong. @param {string} first */
  const faultFrom = async (first) => {
    const known = new Set([first]);
    for (let urls = [first]; urls.length > 0;) {
      const found = await Promise.all(urls.map((url) => look(url, "script")));
      const faulty = found.find(({ fault }) => fault);
      if (faulty) return faulty.fault;
      const imported = found.flatMap(({ url, text }) =>
        [...text.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/gu)].map(([, file]) => new URL(file, url).href),
      );
      urls = [...new Set(imported)].filter((url) => !known.has(url));
      for (const url of urls) known.add(url);
    }
    return "";
  };

  /** Whether there is style: without it nothing is drawn. */
  const isStyled = () => getComputedStyle(document.documentElement).getPropertyValue("--scale") !== "";

  /** What is wrong with the style: the first fault of its files. */
  const faultOfStyle = async () => {
    const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="stylesheet"]'));
    const found = await Promise.all([...links].map(({ href }) => look(href, "style")));
    return found.find(({ fault }) => fault)?.fault ?? `A style sheet of the page is cut short. ${FRESH}`;
  };

  /**
   * @param {HTMLElement} words
   * @param {HTMLScriptElement} script
   */
  const standBy = (words, script) => {
    let [silent, seen, told] = [0, 0, 0];

    /** @param {string} url @param {string} [error] that it threw */
    const whyOf = async (url, error) => {
      if (location.protocol === "file:") return AS_FILE;
      if (origin === "null") return SANDBOXED;
      if (error)
        return `${nameOf(url)} could not be run (${error.replace(/^Uncaught /u, "")}): it may be cut short, or of another version than the files beside it. ${FRESH}`;
      return (await faultFrom(url)) || (isStyled() ? "" : faultOfStyle());
    };

    /** @param {number} weight of two reasons, the heavier stays @param {string} otherwise @param {string} [url] @param {string} [error] */
    const tell = async (weight, otherwise, url = script.src, error = undefined) => {
      if (weight <= told) return;
      told = weight;
      const why = (await whyOf(url, error)) || otherwise;
      if (weight < told) return;
      const place = words.querySelector("span");
      if (place) place.textContent = why;
      words.dataset.told = "";
      words.hidden = false;
    };

    /** @param {Event} event */
    const hear = (event) => {
      if (!words.isConnected) return removeEventListener("error", hear, true);
      if (event.target === script)
        void tell(2, "A script could not be loaded just now. Check the connection, then reload.");
      // Not what a browser's extension does.
      if (event instanceof ErrorEvent && event.filename.startsWith(new URL(".", script.src).href))
        void tell(3, "", event.filename, event.message);
      return undefined;
    };

    words.hidden = true;
    words.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      // Unlike the link, it keeps what the address says of the runs.
      location.reload();
    });
    // Elements' own errors are heard only on their way down.
    addEventListener("error", hear, true);
    const timer = setInterval(() => {
      if (!words.isConnected) return clearInterval(timer);
      const { length } = performance.getEntriesByType("resource");
      silent = length === seen ? silent + 1 : 0;
      seen = length;
      const late = performance.now() > SILENCE_SECONDS * 1000;
      if (silent >= SILENCE_SECONDS || ((late || document.readyState === "complete") && !isStyled()))
        void tell(
          1,
          `Nothing more of it has come for ${SILENCE_SECONDS} seconds. Where the line is only slow, wait; else reload.`,
        );
      return undefined;
    }, 1000);
  };

  if (notice instanceof HTMLElement && main instanceof HTMLScriptElement) standBy(notice, main);
}
