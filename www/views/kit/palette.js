/** The colours of the style sheet as numbers, for what is drawn on a canvas. */

/** @typedef {[number, number, number]} Rgb */

/** How many shades there are from paper to print: four to each that a screen has. */
const SHADES = 1024;

/** CSS pixels to 1rem, and of the type of what is drawn, unless a person has chosen another size of text. */
const [USUAL_TEXT, DRAWN_TEXT] = [16, 12];

/**
 * @typedef {object} Palette
 * @property {Record<string, string>} css by the name of the custom property, without the dashes
 * @property {Rgb} paper of pixels at 0
 * @property {Rgb} print of pixels at 1
 * @property {Uint32Array} shades from paper to print, each as the four bytes that it has in an `ImageData`
 * @property {Rgb} positive of a weight at the upper end of its scale
 * @property {Rgb} negative of a weight at the lower end
 * @property {string} font
 * @property {number} scale of type and lines: more than 1 on a projector, and where a person wants larger text
 * @property {number} textScale of a person's text alone: 1rem over the usual 16 CSS pixels
 * @property {boolean} isEnlarged a least size makes text larger than the page's lengths are
 */

const NAMES = /** @type {const} */ ([
  "ink",
  "muted",
  "rule",
  "bg",
  "a",
  "b",
  "c",
  "d",
  "tile-paper",
  "tile-print",
  "positive",
  "negative",
  "guess",
]);

/**
 * Reads the colours that are in force now.
 * @param {Palette} [before] is given back where nothing has changed, so that nothing is drawn anew
 * @returns {Palette | undefined} without one where there are none: Firefox styles no page in a frame that is not displayed
 */
export function readPalette(before) {
  const probe = document.createElement("span");
  // Pictures and curves keep the page's colours where a person forces others upon its text: forced, all would be one.
  probe.style.setProperty("forced-color-adjust", "none");
  document.body.append(probe);
  // Earlier versions of it give no style at all, against their types.
  const style = /** @type {CSSStyleDeclaration | null} */ (getComputedStyle(probe));
  /** @type {Record<string, string>} */
  const css = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    css[name] = style?.color ?? "";
  }
  const font = style?.fontFamily ?? "";
  // Not the size of the root's type: where a person wants a least size, that may be larger than 1rem, as that of what is drawn is then.
  probe.style.textIndent = "1rem";
  probe.style.fontSize = "calc(0.75rem * var(--scale))";
  const textScale = Number.parseFloat(style?.textIndent ?? "") / USUAL_TEXT;
  const leastScale = Number.parseFloat(style?.fontSize ?? "") / DRAWN_TEXT;
  const ownScale = Number(style?.getPropertyValue("--scale"));
  const scale = Math.max(textScale * ownScale, leastScale);
  probe.remove();
  // Without the page's style sheet there is no scale of its own.
  if (Object.values(css).includes("") || !(ownScale > 0 && scale > 0)) return undefined;
  const next = { css, font, scale, textScale, isEnlarged: leastScale > 1.05 * textScale * ownScale };
  if (before && isSame(before, next)) return before;
  const [paper, print] = [rgb(css["tile-paper"]), rgb(css["tile-print"])];
  return {
    ...next,
    paper,
    print,
    shades: shadesBetween(paper, print),
    positive: rgb(css.positive),
    negative: rgb(css.negative),
  };
}

/** What of a palette is read; the rest follows from it. @typedef {Pick<Palette, "css" | "font" | "scale" | "textScale" | "isEnlarged">} Read */

/** @param {Read} before @param {Read} next */
function isSame(before, next) {
  const { css, ...numbers } = next;
  return (
    NAMES.every((name) => before.css[name] === css[name]) &&
    /** @type {(keyof typeof numbers)[]} */ (Object.keys(numbers)).every((name) => before[name] === numbers[name])
  );
}

/** @param {Rgb} paper @param {Rgb} print */
function shadesBetween(paper, print) {
  const bytes = new Uint8ClampedArray(4 * SHADES);
  for (let shade = 0; shade < SHADES; shade += 1) {
    const share = shade / (SHADES - 1);
    bytes.set([...paper.map((channel, at) => channel + (print[at] - channel) * share), 255], 4 * shade);
  }
  return new Uint32Array(bytes.buffer);
}

/**
 * @param {string} color as computed: rgb(…)
 * @returns {Rgb}
 */
function rgb(color) {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/gu) ?? []).map(Number);
  return [red, green, blue];
}
