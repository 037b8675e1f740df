/** How numbers are written on the page: in words that a person can compare at a glance. */

const MINUS = "−";
/** Made once: a number that makes its own, as toLocaleString does, takes sixty times as long. */
const COUNTS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/**
 * A readout: about three digits, the same number of decimals while a value stays within a decade.
 * @param {number | undefined} value
 */
export function formatNumber(value) {
  if (value === undefined) return "–";
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text =
    size < 0.0005
      ? exponential(size, 1)
      : size >= 1e6
        ? exponential(size, 1)
        : size >= 1000
          ? formatCount(size)
          : size.toFixed(decimals(size));
  return (value < 0 ? MINUS : "") + text;
}

/** @param {number} size */
function decimals(size) {
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  return size >= 0.0995 ? 2 : 3;
}

/**
 * @param {number} size
 * @param {number} digits
 */
function exponential(size, digits) {
  const [mantissa, exponent] = size.toExponential(digits).split("e");
  return `${Number(mantissa)}e${exponent.replace("+", "").replace("-", MINUS)}`;
}

/**
 * A count, with thousands set apart: 154,252.
 * @param {number} value
 */
export function formatCount(value) {
  return COUNTS.format(value);
}

/**
 * An epoch: whole, or with one decimal while it is young.
 * @param {number} epoch
 */
export function formatEpoch(epoch) {
  return epoch < 10 && !Number.isInteger(epoch) ? epoch.toFixed(1) : formatCount(Math.floor(epoch));
}

/**
 * λ or η as it can be typed: 0.01, 0.00001.
 * @param {number} value
 */
export function formatSetting(value) {
  return String(value);
}

/** A number as programs write it, and nothing else that JavaScript takes for one. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/**
 * Reads a number a person typed: "0,01", "1e-3", "10^-3", "2·10^−3" and "１" are understood.
 * @param {string} text
 * @returns {number | undefined} `undefined` if it is not a number
 */
export function parseNumber(text) {
  const signs = text.trim().normalize("NFKC").replaceAll(MINUS, "-").replace(",", ".");
  const plain = signs.replace(/^(.*\d)\s*[·*×x]\s*10\^/u, "$1e").replace(/^10\^/u, "1e");
  const value = PLAIN.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Thousands set apart, everywhere by the same sign: a comma, a point, an apostrophe or a space, thin ones among them. */
const GROUPED = /^[1-9]\d{0,2}([,.'’\s])\d{3}(?:\1\d{3})*$/u;

/**
 * Reads a whole number a person typed: "1,568", "1.568" and "1 568" are 1568, and what is not whole is none.
 * @param {string} text
 * @returns {number | undefined} `undefined` if it is not a whole number
 */
export function parseCount(text) {
  const plain = text.trim();
  const value = parseNumber(GROUPED.test(plain) ? plain.replace(/\D/gu, "") : plain);
  return Number.isInteger(value) ? value : undefined;
}

/**
 * Bytes for a progress message.
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * A receipt, or why there is none.
 * @param {string | null} receipt
 */
export function formatReceipt(receipt) {
  return receipt ?? "fast arithmetic: not reproducible";
}

/** A text in which nothing is taken for mark-up. @param {string} text */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
