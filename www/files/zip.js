/** Several files as one: a ZIP archive, which every system opens. Format: PKWARE's APPNOTE, without what a browser's files never need. */

import { crc32 } from "../load/checksum.js";

/** Signatures of an entry, of its record in the directory, and of the directory's end. */
const [ENTRY, RECORD, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** The version of the format that readers need, UTF-8 names, and how entries are packed. */
const [VERSION, UTF_8, DEFLATED] = [20, 0x0800, 8];
/** 1 January 1980, the first day that the format knows: the same files make the same archive. */
const DATE = 0x21;

/**
 * @param {Readonly<Record<string, Blob>>} files by their names, in which / stands between folders
 * @returns {Promise<Blob>}
 */
export async function zip(files) {
  /** @type {BlobPart[]} */
  const entries = [];
  /** @type {BlobPart[]} */
  const directory = [];
  let offset = 0;
  let listed = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = new Uint8Array(await content.arrayBuffer());
    const packed = await new Response(content.stream().pipeThrough(new CompressionStream("deflate-raw"))).blob();
    const path = new TextEncoder().encode(name);
    const about = [VERSION, UTF_8, DEFLATED, 0, DATE];
    const sizes = [crc32(bytes), packed.size, bytes.length];
    const head = record([ENTRY], about, sizes, [path.length, 0]);
    const line = record([RECORD], [VERSION, ...about], sizes, [path.length, 0, 0, 0, 0], [0, offset]);
    entries.push(head, path, packed);
    directory.push(line, path);
    offset += head.length + path.length + packed.size;
    listed += line.length + path.length;
  }
  const count = Object.keys(files).length;
  const end = record([END], [0, 0, count, count], [listed, offset], [0]);
  return new Blob([...entries, ...directory, end], { type: "application/zip" });
}

/**
 * Numbers as they stand in a record, little-endian: groups of four bytes each and of two bytes each, in turn.
 * @param {...readonly number[]} groups
 */
function record(...groups) {
  const widths = groups.flatMap((group, index) => group.map((value) => ({ value, width: index % 2 === 0 ? 4 : 2 })));
  const view = new DataView(new ArrayBuffer(widths.reduce((sum, { width }) => sum + width, 0)));
  let at = 0;
  for (const { value, width } of widths) {
    if (width === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}
