// What a host's copy of the page says otherwise than that of the source tree, and the files beside it. Pure functions of texts.

/** @typedef {[name: string, value: string]} Header */

/** One line of the page's head for each of its style sheets. */
const STYLE_SHEETS = /<link rel="stylesheet" href="www\/styles\/([^"]+)">\n/gu;

/** Before this line stands what is fetched at once: the browser hears of all of it before the first script has come. */
const FIRST_SCRIPT = '<link rel="modulepreload" href="www/main.js">\n';

const PRELOADS = [
  FIRST_SCRIPT.trim(),
  '<link rel="modulepreload" href="www/pkg/autoencoder_lab.js">',
  '<link rel="preload" href="www/pkg/autoencoder_lab_bg.wasm" as="fetch" type="application/wasm" crossorigin>',
];

/** The style sheets of the page, in their order. @param {string} page */
export function styleSheets(page) {
  return [...page.matchAll(STYLE_SHEETS)].map(([, name]) => name);
}

/**
 * The page with one style sheet and everything from one folder, telling the browser at once what it will need.
 * @param {string} page
 * @param {string} version the folder that takes the place of `www`
 * @param {string} [url] where it will stand: other sites ask for the picture by its whole address
 */
export function hostedPage(page, version, url) {
  if (!page.includes(FIRST_SCRIPT))
    throw new Error(`index.html has no line ${FIRST_SCRIPT.trim()}: what is fetched first has no place`);
  const [first] = styleSheets(page);
  return page
    .replaceAll(STYLE_SHEETS, (line, name) =>
      name === first ? '<link rel="stylesheet" href="www/styles/page.css">\n' : "",
    )
    .replace(FIRST_SCRIPT, () => `${PRELOADS.join("\n")}\n`)
    .replaceAll(/(href|src)="www\//gu, `$1="${version}/`)
    .replace("</head>", () => `${openGraph(page, url)}</head>`);
}

/** @param {string} page @param {string} [url] */
function openGraph(page, url) {
  const title = /<title>([^<]+)</u.exec(page)?.[1] ?? "";
  const description = /<meta name="description" content="([^"]+)">/u.exec(page)?.[1] ?? "";
  /** @type {Header[]} */
  const properties = [
    ["og:type", "website"],
    ["og:title", title],
    ["og:description", description],
    ["og:image", `${url ?? ""}preview.png`],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
    ["og:image:alt", description],
  ];
  if (url) properties.push(["og:url", url]);
  const lines = properties.map(([property, content]) => `<meta property="${property}" content="${content}">\n`);
  return `${lines.join("")}<meta name="twitter:card" content="summary_large_image">\n`;
}

/** A host shows it for any address, so it needs no other file, and no style: the policy forbids one of its own. @param {string} [url] */
export function notFoundPage(url) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Not found – autoencoder lab</title>
</head>
<body>
<h1>Nothing is here</h1>
<p><a href="${url ?? "./"}">To the page</a></p>
</body>
</html>
`;
}

/**
 * What every answer should say beside its cache: the same as `xtask/src/serve/answer.rs`.
 * @param {string} page
 * @returns {Header[]}
 */
export function securityHeaders(page) {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/u.exec(page)?.[1];
  if (!policy) throw new Error("index.html has no Content-Security-Policy");
  return [
    ["Content-Security-Policy", policy],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
  ];
}

/** The rules for Netlify and Cloudflare Pages, which read this file and do not serve it. @param {string} page */
export function headersFile(page) {
  const always = securityHeaders(page).map(([name, value]) => `  ${name}: ${value}\n`);
  return `/*\n${always.join("")}/www/*\n  Cache-Control: public, max-age=31536000, immutable\n`;
}
