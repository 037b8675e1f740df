// What is drawn on canvases is drawn again when its size, its screen or its colours change, and only then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPalette } from "../../www/views/kit/palette.js";
import { followSize, onNewLook } from "../../www/views/kit/screen.js";

/** @import { TestContext } from 'node:test' */

/**
 * Puts a fake in the place of what only browsers have, for as long as a test lasts.
 * @param {TestContext} t
 * @param {Record<string, unknown>} fakes
 */
function put(t, fakes) {
  Object.assign(globalThis, fakes);
  t.after(() => Object.keys(fakes).forEach((name) => Reflect.deleteProperty(globalThis, name)));
}

/** Sizes that a test tells, and frames that it draws. @param {TestContext} t */
function screen(t) {
  /** @type {Map<unknown, (entries: {contentRect: {width: number, height: number}}[]) => void>} */
  const observed = new Map();
  /** @type {(() => void)[]} */
  const frames = [];
  put(t, {
    ResizeObserver: class {
      /** @param {(entries: {contentRect: {width: number, height: number}}[]) => void} tell */
      constructor(tell) {
        this.tell = tell;
      }

      /** @param {unknown} target */
      observe(target) {
        observed.set(target, this.tell);
      }
    },
    requestAnimationFrame: (/** @type {() => void} */ frame) => frames.push(frame),
  });
  return {
    resize: (/** @type {unknown} */ target, /** @type {number} */ width, /** @type {number} */ height) =>
      observed.get(target)?.([{ contentRect: { width, height } }]),
    draw: () => frames.splice(0).forEach((frame) => frame()),
  };
}

/** A window whose screen a test chooses. */
class View extends EventTarget {
  ruler = { style: { inlineSize: "" } };
  document = { documentElement: {}, createElement: () => this.ruler, body: { append() {} } };
  devicePixelRatio = 1;
  /** @type {{text: string, list: EventTarget}[]} */
  queries = [];

  /** @param {string} text */
  matchMedia(text) {
    const list = new EventTarget();
    this.queries.push({ text, list });
    return list;
  }

  /** Tells whoever asked for this that it is no longer as it was. @param {string} text */
  change(text) {
    for (const query of this.queries.filter((one) => one.text === text)) query.list.dispatchEvent(new Event("change"));
  }

  /** @param {number} ratio */
  moveTo(ratio) {
    const before = this.devicePixelRatio;
    this.devicePixelRatio = ratio;
    this.change(`(resolution: ${before}dppx)`);
  }
}

test("a size is told in the frame after it changed, not while browsers tell sizes", (t) => {
  const { resize, draw } = screen(t);
  const target = /** @type {Element} */ ({});
  /** @type {object[]} */
  const told = [];
  followSize(target, (size) => told.push(size));
  resize(target, 300, 20);
  assert.deepEqual(told, []);
  draw();
  assert.deepEqual(told, [{ width: 300, height: 20 }]);
});

test("every screen that the window comes to is heard of, and whatever else changes its look", (t) => {
  const { resize, draw } = screen(t);
  const view = new View();
  let looks = 0;
  onNewLook(/** @type {any} */ (view), () => (looks += 1));
  const heard = (/** @type {() => void} */ act) => {
    const before = looks;
    act();
    draw();
    return looks - before;
  };
  assert.deepEqual(
    [2, 1, 1.25, 3].map((ratio) => heard(() => view.moveTo(ratio))),
    [1, 1, 1, 1],
  );
  assert.equal(
    heard(() => view.moveTo(1)),
    1,
  );
  assert.equal(
    heard(() => view.change("(prefers-color-scheme: dark)")),
    1,
  );
  assert.equal(
    heard(() => view.change("(forced-colors: active)")),
    1,
  );
  assert.equal(
    heard(() => view.dispatchEvent(new Event("resize"))),
    1,
  );
  assert.equal(
    heard(() => resize(view.document.documentElement, 800, 600)),
    1,
    "a frame that is displayed at last",
  );
  assert.equal(view.ruler.style.inlineSize, "1rem");
  assert.equal(
    heard(() => resize(view.ruler, 20, 1)),
    1,
    "larger text",
  );
});

/** What style there is: a colour, a font, `--scale`, how long 1rem is, and of what size the type of 0.75rem. @typedef {{color: string, font: string, scale: string, rem: string, type: string}} Styled */

/** @type {Styled} */
const USUAL = Object.freeze({ color: "rgb(1, 2, 3)", font: "Inter", scale: "1", rem: "16px", type: "12px" });

/** A page with a style, or with none: `styled` can be changed. @param {TestContext} t @param {Styled} styled */
function page(t, styled) {
  const probe = { style: { color: "", textIndent: "", fontSize: "", setProperty() {} }, remove() {} };
  put(t, {
    document: { createElement: () => probe, body: { append() {} } },
    getComputedStyle: () => ({
      get color() {
        return styled.color;
      },
      get fontFamily() {
        return styled.font;
      },
      get textIndent() {
        return probe.style.textIndent === "1rem" ? styled.rem : "";
      },
      get fontSize() {
        return probe.style.fontSize === "calc(0.75rem * var(--scale))" ? styled.type : "";
      },
      getPropertyValue: () => styled.scale,
    }),
  });
}

test("where there is no style there is no palette, and there is one as soon as there is style", (t) => {
  const none = { color: "", font: "", scale: "", rem: "", type: "" };
  const styled = { ...none };
  page(t, styled);
  assert.equal(readPalette(), undefined);
  Object.assign(styled, USUAL);
  const palette = readPalette();
  assert.deepEqual(palette?.paper, [1, 2, 3]);
  Object.assign(styled, none);
  assert.equal(readPalette(palette), undefined, "it is hidden again");
});

test("no style at all, as in earlier versions of Firefox, is no palette either", (t) => {
  page(t, { color: "", font: "", scale: "", rem: "", type: "" });
  put(t, { getComputedStyle: () => null });
  assert.equal(readPalette(), undefined);
});

test("what is drawn is as large as a person's text, and larger on a projector", (t) => {
  const styled = { ...USUAL, scale: "1.5", type: "18px" };
  page(t, styled);
  const sizes = () => {
    const palette = readPalette();
    return [palette?.textScale, palette?.scale];
  };
  assert.deepEqual(sizes(), [1, 1.5]);
  Object.assign(styled, { rem: "32px", type: "36px" });
  assert.deepEqual(sizes(), [2, 3]);
  Object.assign(styled, { rem: "16px", type: "24px" });
  assert.deepEqual(sizes(), [1, 2], "no smaller than the least size that a person wants");
});

test("a palette that is read again is the same one unless something of it has changed", (t) => {
  const styled = { ...USUAL };
  page(t, styled);
  let palette = readPalette();
  assert.equal(readPalette(palette), palette);
  for (const change of [
    { color: "rgb(9, 9, 9)" },
    { font: "serif" },
    { scale: "1.5" },
    { rem: "20px" },
    { type: "32px" },
  ]) {
    Object.assign(styled, change);
    const next = readPalette(palette);
    assert.ok(next);
    assert.notEqual(next, palette);
    palette = next;
  }
  assert.notEqual(readPalette(), palette, "all is to be drawn again");
});
