// What a font of the page holds, read from the file itself: its tables and the characters it has a glyph for.
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";

/** The tags that WOFF 2.0 writes as a number, in its order (section 4.1), as far as fonts of this page have them. */
const KNOWN_TAGS = [
  "cmap",
  "head",
  "hhea",
  "hmtx",
  "maxp",
  "name",
  "OS/2",
  "post",
  "cvt ",
  "fpgm",
  "glyf",
  "loca",
  "prep",
  "CFF ",
  "VORG",
  "EBDT",
  "EBLC",
  "gasp",
  "hdmx",
  "kern",
  "LTSH",
  "PCLT",
  "VDMX",
  "vhea",
  "vmtx",
  "BASE",
  "GDEF",
  "GPOS",
  "GSUB",
  "EBSC",
  "JSTF",
  "MATH",
  "CBDT",
  "CBLC",
  "COLR",
  "CPAL",
  "SVG ",
  "sbix",
  "acnt",
  "avar",
  "bdat",
  "bloc",
  "bsln",
  "cvar",
  "fdsc",
  "feat",
  "fmtx",
  "fvar",
  "gvar",
  "hsty",
  "just",
  "lcar",
  "mort",
  "morx",
  "opbd",
  "prop",
  "trak",
  "Zapf",
  "Silf",
  "Glat",
  "Gloc",
  "Feat",
  "Sill",
];

/**
 * @param {URL} file a WOFF 2.0 font
 * @returns {{tables: Set<string>, characters: Set<number>}}
 */
export function readFont(file) {
  const bytes = readFileSync(file);
  if (bytes.toString("latin1", 0, 4) !== "wOF2") throw new Error(`${file} is no WOFF 2.0 font`);
  const { places, end } = directory(bytes);
  const content = brotliDecompressSync(bytes.subarray(end, end + bytes.readUInt32BE(20)));
  const { start, length } = places.get("cmap") ?? { start: 0, length: 0 };
  return { tables: new Set(places.keys()), characters: charactersOf(content.subarray(start, start + length)) };
}

/** Where each table stands in the unpacked content. @param {Buffer} bytes */
function directory(bytes) {
  let at = 48;
  const number = () => {
    let value = 0;
    for (;;) {
      const byte = bytes[at++];
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  /** @type {Map<string, {start: number, length: number}>} */
  const places = new Map();
  let start = 0;
  for (let left = bytes.readUInt16BE(12); left > 0; left -= 1) {
    const flags = bytes[at++];
    const isKnown = (flags & 63) < 63;
    const tag = isKnown ? KNOWN_TAGS[flags & 63] : bytes.toString("latin1", at, at + 4);
    if (!isKnown) at += 4;
    let length = number();
    // Outlines are packed in a form of their own, unless the version says 3; any other table only if it is not 0.
    const isPlain = tag === "glyf" || tag === "loca" ? flags >> 6 === 3 : flags >> 6 === 0;
    if (!isPlain) length = number();
    places.set(tag, { start, length });
    start += length;
  }
  return { places, end: at };
}

/** The characters of all subtables of formats 4 and 12, which are all that fonts of today have. @param {Buffer} cmap */
function charactersOf(cmap) {
  /** @type {Set<number>} */
  const found = new Set();
  for (let record = 0; record < cmap.readUInt16BE(2); record += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * record + 4));
    const format = table.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group += 1)
        addRange(found, table.readUInt32BE(16 + 12 * group), table.readUInt32BE(20 + 12 * group));
    } else if (format === 4) {
      const segments = table.readUInt16BE(6) / 2;
      for (let segment = 0; segment < segments; segment += 1)
        addRange(found, table.readUInt16BE(16 + 2 * (segments + segment)), table.readUInt16BE(14 + 2 * segment));
    }
  }
  return found;
}

/** @param {Set<number>} found @param {number} first @param {number} last */
function addRange(found, first, last) {
  for (let character = first; character <= last && character < 0x10ffff; character += 1) found.add(character);
}
