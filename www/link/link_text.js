/**
 * What programs do to a link on its way, undone before it is read. None of the signs that they put in occurs in a link that
 * the page writes: that has only letters, digits and `. : , @ & = -`, and begins and ends with a letter or a digit.
 */

/** How often a link may have been escaped, one way over another. */
const ROUNDS = 12;

/** Names of the signs that may stand in for one of a link, or around it. @type {Readonly<Record<string, string>>} */
const ENTITIES = Object.freeze({
  colon: ":",
  comma: ",",
  period: ".",
  equals: "=",
  commat: "@",
  num: "#",
  percnt: "%",
  lowbar: "_",
  hyphen: "-",
  dash: "-",
  ndash: "-",
  minus: "-",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  Tab: " ",
  NewLine: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  ZeroWidthSpace: "",
  NoBreak: "",
});

/** What advertisers and mailing programs add to a link to know it again. */
const TRACKING =
  /^(?:(?:utm|mtm|pk|piwik|hsa|oly|vero|at|ns)_\w+|_+hs\w+|_ga|_gl|_openstat|fbclid|gclid|gclsrc|gad_\w+|dclid|gbraid|wbraid|srsltid|msclkid|twclid|ttclid|li_fat_id|igsh|igshid|yclid|ysclid|mc_[ce]id|mkt_tok|s_cid|epik|rdt_cid|ScCid|wickedid|cmpid|ref_src|ref_url)$/iu;

/**
 * Whether a part of a link is no part of what the page was told.
 * @param {string} key
 */
export function isTracking(key) {
  return TRACKING.test(key);
}

/**
 * The link as it was written, without its `#`.
 * @param {string} text
 */
export function mended(text) {
  let plain = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = compact(unescaped(plain));
    if (next === plain) break;
    plain = next;
  }
  // A browser that does not know it shows where in a page to scroll to.
  const [link] = plain.split(":~:", 1);
  return withoutEnds(link);
}

/**
 * One layer of escapes less: of addresses, of HTML and of mail.
 * @param {string} text
 */
function unescaped(text) {
  const plain = text
    .replace(/%(?:25)+/gu, "%")
    .replace(/(?:%[\da-f]{2})+/giu, decoded)
    .replace(/&(?:amp;?)+/giu, "&")
    .replace(
      /&#(?:x([\da-f]{1,6})|(\d{1,7}));?/giu,
      (whole, hex, decimal) => character(hex ? parseInt(hex, 16) : Number(decimal)) ?? whole,
    )
    .replace(/&([a-z]{2,14});/giu, (whole, name) => (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : whole));
  return /=3D/u.test(plain) && !/(?:^|[#&?])[a-z]+=(?!3D|\s)/u.test(plain) ? unfolded(plain) : plain;
}

/**
 * Bytes of UTF-8; where they are none, at least the letters and signs of a link among them.
 * @param {string} escapes
 */
function decoded(escapes) {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes.replace(/%[2-7][\da-f]/giu, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
  }
}

/** @param {number} code */
function character(code) {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/**
 * Mail's quoted-printable: every `=` is `=3D`, and one alone ends a line that goes on.
 * @param {string} text
 */
function unfolded(text) {
  return text.replace(/=(3D)?/gu, (_, sign) => (sign ? "=" : ""));
}

/**
 * Without what is not seen or parts lines, in the signs of ASCII.
 * @param {string} text
 */
function compact(text) {
  return (
    text
      .replace(/[\r\n][ \t]*>[> \t]*/gu, "")
      .normalize("NFKC")
      .replace(/[\s\p{C}\\]/gu, "")
      .replace(/[\p{Pd}−]/gu, "-")
      // A space, in forms; but in a number it is the sign of an exponent.
      .replace(/(?<!\de)\+|\+(?!\d)/giu, "")
  );
}

/**
 * Without the signs of a sentence, brackets and quotes around it. By hand: an expression that looks for the end tries from every sign.
 * @param {string} link
 */
function withoutEnds(link) {
  const characters = [...link];
  const isAround = (/** @type {string | undefined} */ sign) => sign !== undefined && /[\p{P}\p{S}]/u.test(sign);
  let [from, to] = [0, characters.length];
  while (isAround(characters[from])) from += 1;
  // What should have had a value is to be said.
  while (to > from && isAround(characters[to - 1]) && !/[@=]/u.test(characters[to - 1])) to -= 1;
  return characters.slice(from, to).join("");
}
