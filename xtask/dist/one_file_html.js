// Pages with everything in them. Pure functions of texts and bytes.
import { createHash } from "node:crypto";

/** A page's own: a style sheet with its fonts in it, and a classic script, run once all else is there. @typedef {{styles: string, script: string}} Own */

/**
 * @typedef {object} Parts
 * @property {Own} main
 * @property {Own & {page: string}} notes the page of the speaker notes, and what is its own
 * @property {string} theme a classic script of both, run before the first paint
 * @property {(readonly [path: string, bytes: Buffer])[]} files by their paths in `www/`
 * @property {string[]} licences
 */

/** What of a head names other files, and has no place here: one line each. */
const NAMING = /^<(?:link rel="(?:modulepreload|preload)"|script (?:defer|type="module") src=).*\n/gmu;

/** Said where the page has not started: alive.js, which could say more, is about files. */
const SILENT =
  "Its file may be cut short: download it again. Else the browser may be too old: it needs Chrome 123, Firefox 125, Safari 17.5 or a newer one.";

/** @param {string} page @param {Parts} parts */
export function oneFilePage(page, { main, notes, theme, files, licences }) {
  const texts = {
    "the style sheet": main.styles,
    "notes.css": notes.styles,
    "main.js": main.script,
    "notes.js": notes.script,
    "theme.js": theme,
  };
  for (const [what, text] of Object.entries(texts)) {
    // In a script even the beginning of a comment changes what ends it.
    const ending = /<\/(?:script|style)|<!--/iu.exec(text);
    if (ending) throw new Error(`${what} cannot stand in the page: it holds ${ending[0]}`);
  }
  // A page that is opened from a Blob obeys the policy of the page that has made it, too.
  const policy = policyOf([main.styles, notes.styles], [theme, main.script, notes.script]);
  const blocks = [
    ...licences.map((text) => `<script type="text/plain" data-licence>\n${text.replaceAll("</", "<\\/")}</script>\n`),
    blockOf("notes.html", Buffer.from(inlined(notes.page, policy, notes.styles, theme, scriptOf(notes.script)))),
    ...files.map(([file, bytes]) => blockOf(file, bytes)),
    scriptOf(main.script),
  ];
  const opening = changed(page, [
    [/(?<=<meta name="color-scheme"[^>]*>\n)/u, () => '<meta name="state" content="">\n'],
    [/(?<=<b>The page has not started\.<\/b> <span>)[^<]*/u, () => SILENT],
  ]);
  return inlined(opening, policy, main.styles, theme, blocks.join(""));
}

/** @param {string} file @param {Buffer} bytes */
function blockOf(file, bytes) {
  return `<script type="text/plain" data-file="${file}">${bytes.toString("base64")}</script>\n`;
}

/** @param {string} script */
function scriptOf(script) {
  return `<script>${script}</script>\n`;
}

/** @param {string} page @param {string} policy @param {string} styles @param {string} theme @param {string} end what stands last in its body */
function inlined(page, policy, styles, theme, end) {
  let isFirst = true;
  const text = changed(page, [
    [/(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]+/u, () => policy],
    [/<script async blocking="render" src="(?:www\/)?theme\.js"><\/script>/u, () => `<script>${theme}</script>`],
    [
      /<link rel="stylesheet" href="(?:www\/)?styles\/[^"]+">\n/gu,
      () => {
        const line = isFirst ? `<style>${styles}</style>\n` : "";
        isFirst = false;
        return line;
      },
    ],
    [NAMING, () => ""],
  ]);
  const named = /<(?:link|script|img) [^>]*(?:href|src)="(?!data:)[^"]*"/u.exec(text);
  if (named) throw new Error(`the one file names another: ${named[0]}`);
  return changed(text, [[/(?=<\/body>)/u, () => end]]);
}

/** @param {string} page @param {[place: RegExp, change: () => string][]} changes */
function changed(page, changes) {
  return changes.reduce((text, [place, change]) => {
    if (text.search(place) < 0) throw new Error(`a page has nothing like ${place}: the one file cannot be made of it`);
    return text.replace(place, change);
  }, page);
}

/** Nothing runs but what is in the file, and nothing goes to a network or comes from one. @param {string[]} styles @param {string[]} scripts */
function policyOf(styles, scripts) {
  const hashes = (/** @type {string[]} */ texts) =>
    texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
  return [
    "default-src 'none'",
    `script-src ${hashes(scripts)} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "connect-src blob:",
    `style-src ${hashes(styles)}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
