/**
 * What tells a damaged file: its CRC-32, as gzip has it in the data files.
 *
 * Not `crypto.subtle`: on http browsers have it on localhost alone. Nor the `integrity` of a request: it fails as a lost connection does.
 */

/** What each byte does to the 32 bits before it. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let bits = byte;
  for (let bit = 0; bit < 8; bit += 1) bits = (bits >>> 1) ^ (bits & 1 ? 0xedb88320 : 0);
  return bits;
});

/**
 * Another number where bits of up to 32 in a row are flipped, and nearly always where more are.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]) & 0xff];
  return ~crc >>> 0;
}
