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
    .replace("</head>", () => `${INSTALLED}${openGraph(page, url)}${url ? embedded(page, url) : ""}</head>`)
    .replaceAll(/(href|src)="www\//gu, `$1="${version}/`);
}

/** What a page for hosts is installed with. By the first of them it knows that it may be kept (www/views/later/offline.js). */
const INSTALLED =
  '<link rel="manifest" href="manifest.webmanifest">\n<link rel="apple-touch-icon" href="www/icons/apple-180.png">\n';

/**
 * How the page is installed: as a window of its own, with Back and Reload where there is such a thing.
 * @param {string} page
 * @param {string} version its folder
 */
export function manifest(page, version) {
  const { title, description } = namesOf(page);
  const icon = (/** @type {string} */ file, /** @type {string} */ sizes, purpose = "any") => ({
    src: `${version}/icons/${file}`,
    sizes,
    type: file.endsWith(".svg") ? "image/svg+xml" : "image/png",
    purpose,
  });
  const known = {
    id: "./",
    start_url: "./",
    scope: "./",
    name: title,
    short_name: title,
    description,
    lang: "en",
    categories: ["education"],
    display: "standalone",
    display_override: ["minimal-ui"],
    background_color: "#fbfbf9",
    theme_color: "#fbfbf9",
    icons: [
      icon("icon.svg", "any"),
      icon("icon-192.png", "192x192"),
      icon("icon-512.png", "512x512"),
      icon("maskable-512.png", "512x512", "maskable"),
    ],
  };
  return `${JSON.stringify(known, undefined, 2)}\n`;
}

/** What it is called, and what it says of itself. @param {string} page */
function namesOf(page) {
  const title = /<title>([^<]+)</u.exec(page)?.[1] ?? "";
  const description = /<meta name="description" content="([^"]+)">/u.exec(page)?.[1] ?? "";
  return { title, description };
}

/** @param {string} page @param {string} [url] */
function openGraph(page, url) {
  const { title, description } = namesOf(page);
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

/** What is asked for by who turns a link to the page into a frame of it: a file, so of the page as it opens. */
export const O_EMBED = "oembed.json";

/** @param {string} page @param {string} url */
function embedded(page, url) {
  return `<link rel="alternate" type="application/json+oembed" href="${url}${O_EMBED}" title="${namesOf(page).title}">\n`;
}

/**
 * The page as something that others embed (oEmbed 1.0, oembed.com): they ask from elsewhere, so by whole addresses.
 * @param {string} page
 * @param {string} url where it will stand
 */
export function oEmbed(page, url) {
  const { title, description } = namesOf(page);
  const [width, height] = [960, 600];
  const known = {
    version: "1.0",
    type: "rich",
    title: `${title}: ${description}`,
    provider_name: title,
    provider_url: url,
    html: `<iframe src="${url}#embed=1" width="${width}" height="${height}" title="${title}" style="border:0;max-width:100%" loading="lazy" allow="fullscreen"></iframe>`,
    width,
    height,
    thumbnail_url: `${url}preview.png`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
  return `${JSON.stringify(known, undefined, 2)}\n`;
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
  return `/*\n${always.join("")}/www/*\n  Cache-Control: public, max-age=31536000, immutable\n/service-worker.js\n  Cache-Control: no-cache\n`;
}
