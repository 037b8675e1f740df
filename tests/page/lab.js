// The page as a test sees it: by the names that people who use assistive technology hear.
import { createHash } from "node:crypto";
import { expect, test as base } from "@playwright/test";

/**
 * A page whose console must stay clean: any error, warning or uncaught exception fails the test.
 * A test that provokes failures says which messages belong to them.
 */
export const test = base.extend(
  /** @type {import('@playwright/test').Fixtures<{expectedNoise: RegExp | undefined}, {}, import('@playwright/test').PlaywrightTestArgs>} */ ({
    expectedNoise: [undefined, { option: true }],
    page: async ({ page, expectedNoise }, use) => {
      /** @type {string[]} */
      const noise = [];
      const hear = (/** @type {string} */ text) => {
        // Said by Playwright itself: only the tests of it keep the page for when there is no network.
        if (!expectedNoise?.test(text) && !text.includes("Service Worker registration blocked")) noise.push(text);
      };
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) hear(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => hear(`uncaught: ${error.message}`));
      await use(page);
      expect(noise, "the console is clean").toEqual([]);
    },
  }),
);

export { expect };

/** How often to look, in ms, for what may come at any moment: Playwright's own looks soon are a second apart. */
const OFTEN = [50];

/** One lane. */
export class Lane {
  /**
   * @param {import('@playwright/test').Page} page
   * @param {string} name
   */
  constructor(page, name) {
    this.region = page.getByRole("region", { name: `Run ${name}` });
    this.lambda = this.region.getByRole("textbox", { name: "λ value" });
    this.tie = this.region.getByRole("switch", { name: "Tie weights" });
    this.hiddenUnits = this.region.getByRole("slider", { name: "Hidden units" });
  }

  /** @param {string} name */
  readout(name) {
    return this.region.getByRole("group", { name: "Readouts" }).locator(`data[data-readout="${name}"]`);
  }

  /**
   * The full-precision number of a readout.
   * @param {string} name
   */
  async value(name) {
    const text = await this.readout(name).getAttribute("value");
    return text ? Number(text) : NaN;
  }

  /** @param {string[]} names */
  async values(...names) {
    return Promise.all(names.map((name) => this.value(name)));
  }

  /**
   * A fingerprint of the pixels of a row of reconstructions, once they are drawn for the room that they have: what that has become, a page
   * hears a frame later.
   * @param {string} name
   */
  async picture(name) {
    const drawn = this.region.locator('[data-part="first-canvas"]');
    await expect
      .poll(
        () =>
          drawn.evaluate((canvas) => {
            const room = canvas.parentElement?.getBoundingClientRect().width ?? 0;
            return /** @type {HTMLCanvasElement} */ (canvas).width - Math.round(room * devicePixelRatio);
          }),
        { intervals: OFTEN },
      )
      .toBe(0);
    const url = await this.region
      .getByRole("img", { name, exact: true })
      .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
    return `${name} ${createHash("sha256").update(url).digest("hex").slice(0, 16)}`;
  }

  /** Stands still, and every number is of exactly the step shown. */
  async rests() {
    await expect(this.region).toHaveAttribute("data-at-rest");
  }

  /** Its run stands, with its first numbers, and so does every other on the page: what is done next is done to all of them. */
  async appears() {
    await expect.poll(() => this.value("train error"), { intervals: OFTEN }).toBeGreaterThan(0);
    const errors = this.region.page().locator('.lane data[data-readout="train error"]');
    await expect
      .poll(() => errors.evaluateAll((list) => list.every((error) => Number(error.getAttribute("value")) > 0)), {
        intervals: OFTEN,
      })
      .toBe(true);
    await expect(this.region.page().locator('.lane[aria-busy="true"]')).toHaveCount(0);
  }

  /** @param {number} step */
  async reaches(step) {
    await expect.poll(() => this.value("step"), { timeout: 60_000, intervals: OFTEN }).toBeGreaterThanOrEqual(step);
  }
}

/**
 * All that the browser keeps in a place of its databases, once what was being written is there.
 * @param {import('@playwright/test').Page} page
 * @param {string} place
 * @returns {Promise<any[]>}
 */
export async function stored(page, place) {
  return page.evaluate(async (name) => {
    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const answer = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const found = [];
    for (const { name: database = "" } of await indexedDB.databases()) {
      const opened = await answer(indexedDB.open(database));
      if (opened.objectStoreNames.contains(name))
        found.push(...(await answer(opened.transaction(name).objectStore(name).getAll())));
      opened.close();
    }
    return found;
  }, place);
}

/** A browser without relaxed SIMD. @param {import('@playwright/test').Page} page */
export async function withoutRelaxed(page) {
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    // The opcode of f32x4.relaxed_madd.
    WebAssembly.validate = (bytes) =>
      !new Uint8Array(/** @type {ArrayBuffer} */ (bytes)).join().includes("253,133,2") && validate(bytes);
  });
}

/** Both lanes, ready at step 0. @param {import('@playwright/test').Page} page @param {string} [address] of the page and what it is to show */
export async function open(page, address = "./") {
  await page.goto(address);
  const lanes = { a: new Lane(page, "A"), b: new Lane(page, "B") };
  for (const lane of [lanes.a, lanes.b]) await lane.appears();
  return lanes;
}

/** From here on time passes in this page only as {@link passesUntil} and its clock are told. @param {import('@playwright/test').Page} page */
export async function standStill(page) {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
}

/** Lets time pass, a frame at a time, until something holds. @param {import('@playwright/test').Page} page @param {() => Promise<boolean>} holds */
export async function passesUntil(page, holds) {
  await expect
    .poll(
      async () => {
        await page.clock.runFor(20);
        return holds();
      },
      { intervals: OFTEN },
    )
    .toBe(true);
}

/**
 * How many colours a canvas shows: a blank one has a single one, and one without a size none.
 * @param {import('@playwright/test').Locator} canvas
 */
export async function coloursOf(canvas) {
  return canvas.evaluate((element) => {
    const drawn = /** @type {HTMLCanvasElement} */ (element);
    const { width, height } = drawn;
    if (width === 0 || height === 0) return 0;
    // Of a copy: the page's own canvas is not made to be read, and Chromium warns who does so twice.
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    context?.drawImage(drawn, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer(0));
    return new Set(pixels).size;
  });
}

/**
 * By how many pixels the page, and the part of it that scrolls by itself, are larger than the window: nothing on one screen.
 * @param {import('@playwright/test').Page} page
 */
export async function overflowOf(page) {
  return page.evaluate(() =>
    [document.documentElement, document.querySelector("main")].flatMap((box) =>
      box ? [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight] : [],
    ),
  );
}

/** So many processors the page is to find. @param {import('@playwright/test').Page} page @param {number} count */
export async function withProcessors(page, count) {
  await page.addInitScript((value) => Object.defineProperty(navigator, "hardwareConcurrency", { value }), count);
}

/** The source tree is not bundled, and has other files. @param {import('@playwright/test').Page} page */
export async function skipSources(page) {
  const main = await page.locator('script[type="module"]').getAttribute("src");
  test.skip(!/[0-9a-f]{12}\/main\.js$/u.test(main ?? ""), "the source tree is not bundled");
}
