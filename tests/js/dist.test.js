// The folder for hosts, made from a small page that has one of everything.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { filesIn, makeDist } from "../../xtask/dist/dist.js";
import { oneFilePage } from "../../xtask/dist/one_file_html.js";
import { headersFile, hostedPage, manifest, notFoundPage, oEmbed, styleSheets } from "../../xtask/dist/html.js";

const PAGE = readFileSync(new URL("../../index.html", import.meta.url), "utf8");

/** @type {Record<string, string>} */
const SOURCES = {
  "index.html": PAGE,
  "docs/preview.png": "a picture",
  "www/main.js": `/* What a reader is told. */
    import { twice } from "./deep/twice.js";
    import { glue } from "./deep/glue.js";
    export const charts = () => import("./pkg/charts.js");
    export const later = () => import("./views/later/later.js");
    export const embed = () => import("./views/embed/embed.js");
    export const files = [new URL("worker.js", import.meta.url), new URL("data/images.gz", import.meta.url), glue, twice("λ")];`,
  "www/deep/twice.js": "export const twice = (text) => text + text;",
  "www/deep/glue.js": 'export const glue = () => import("../pkg/autoencoder_lab.js");',
  "www/views/later/later.js": 'import { twice } from "../../deep/twice.js"; export const instrument = twice("later");',
  "www/views/embed/embed.js": 'import { twice } from "../../deep/twice.js"; export const frame = twice("frame");',
  "www/worker.js":
    'import { Trainer } from "./pkg/autoencoder_lab.js"; import { twice } from "./deep/twice.js"; postMessage([twice("x"), Trainer]);',
  "www/notes.js": 'import { twice } from "./deep/twice.js"; document.title = twice("notes");',
  "www/notes.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<script async blocking="render" src="theme.js"></script>
<link rel="stylesheet" href="styles/notes.css">
<script type="module" src="notes.js"></script>
<body></body>`,
  "www/styles/notes.css": '@import url("tokens.css"); @layer base { p { color: red; } }',
  "www/styles/embed.css": "@layer frames { p { color: green; } }",
  "www/theme.js": '/* Before the first paint. */ document.title += "";',
  "www/alive.js": '/* While it starts. */ document.title += "";',
  "www/pkg/autoencoder_lab.js": "/** Trains. */ class Trainer { }\nexport { Trainer };",
  "www/pkg/charts.js": "/** Draws. */ export class Chart { }",
  "www/pkg/drawings.js": "/** Draws what is taken away. */ export class Chart { }",
  "www/pkg/own.js": "/** Reads. */ export class Reading { }",
  "www/reading.js": 'import { Reading } from "./pkg/own.js"; postMessage(Reading);',
  "www/pkg/autoencoder_lab.d.ts": "export class Trainer {}",
  "www/pkg/autoencoder_lab_bg.wasm": "module ".repeat(100),
  "www/pkg/package.json": "{}",
  "www/data/images.gz": "packed already ".repeat(100),
  "www/data/picture.png": "a small picture",
  "www/data/LICENSES.md": "Whose </images> they are.",
  "www/fonts/inter.woff2": "letters ".repeat(100),
  "www/icons/apple-180.png": "a mark",
  "www/service_worker.js": "/* Keeps it. */ self.KEPT.folder;",
  "www/.hidden": "",
  ...Object.fromEntries(
    styleSheets(PAGE).map((sheet, index) => [
      `www/styles/${sheet}`,
      `@layer base { .sheet-${index} { background: url("../data/picture.png"); color: light-dark(red, blue); } }`,
    ]),
  ),
};

/** What of this page is in its one file. */
const inOneFile = {
  held: ["pkg/autoencoder_lab_bg.wasm", "data/images.gz", "data/picture.png"],
  licences: ["data/LICENSES.md"],
};

/** @param {string} root @param {string} out */
const make = (root, out) => makeDist(out, { root, inOneFile });

/** @param {import('node:test').TestContext} t @param {Record<string, string>} [changes] */
function folders(t, changes = {}) {
  const base = mkdtempSync(path.join(tmpdir(), "lab-dist-"));
  t.after(() => rmSync(base, { recursive: true }));
  for (const [file, text] of Object.entries({ ...SOURCES, ...changes })) {
    const place = path.join(base, "source", file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  const out = path.join(base, "out");
  mkdirSync(out);
  return { root: path.join(base, "source"), out };
}

test("all that is served has its version in its path, and nothing else is there", async (t) => {
  const { root, out } = folders(t);
  const version = await make(root, out);
  assert.match(version, /^www\/[0-9a-f]{12}$/u);
  const files = filesIn(out).filter((file) => !/\.(?:br|gz)$/u.test(file) || file.endsWith("images.gz"));
  const kept = [
    "alive.js",
    "data/LICENSES.md",
    "data/images.gz",
    "data/picture.png",
    "embed.js",
    "embed.js.map",
    "fonts/inter.woff2",
    "icons/apple-180.png",
    "later.js",
    "later.js.map",
    "main.js",
    "main.js.map",
    "notes.html",
    "notes.js",
    "notes.js.map",
    "pkg/autoencoder_lab.js",
    "pkg/autoencoder_lab_bg.wasm",
    "pkg/charts.js",
    "pkg/drawings.js",
    "pkg/own.js",
    "reading.js",
    "reading.js.map",
    "styles/embed.css",
    "styles/embed.css.map",
    "styles/notes.css",
    "styles/notes.css.map",
    "styles/page.css",
    "styles/page.css.map",
    "theme.js",
    "worker.js",
    "worker.js.map",
  ];
  assert.ok(!existsSync(path.join(out, version, "deep")), "a folder of which all is bundled");
  assert.deepEqual(files, [
    "404.html",
    "_headers",
    "autoencoder-lab.html",
    "index.html",
    "manifest.webmanifest",
    "preview.png",
    "robots.txt",
    "service-worker.js",
    ...kept.map((file) => `${version}/${file}`),
  ]);
});

test("the page names only what is there, and at once all that it needs before Play but images", async (t) => {
  const { root, out } = folders(t);
  const version = await make(root, out);
  const page = readFileSync(path.join(out, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:href|src)="(?!data:|#)([^"]+)"/gu)].map(([, address]) => address);
  assert.deepEqual(
    named.filter((address) => address !== "manifest.webmanifest"),
    [
      "theme.js",
      "styles/page.css",
      "fonts/inter.woff2",
      "main.js",
      "pkg/autoencoder_lab.js",
      "pkg/autoencoder_lab_bg.wasm",
      "alive.js",
      "main.js",
      "icons/apple-180.png",
    ].map((file) => `${version}/${file}`),
  );
  for (const address of named) assert.ok(existsSync(path.join(out, address)), address);
});

/** What the folder's service worker is told. @param {string} out */
function keptIn(out) {
  const [first, ...rest] = readFileSync(path.join(out, "service-worker.js"), "utf8").split("\n");
  assert.match(rest.join("\n"), /^self\.KEPT\.folder/u, "then comes the script itself");
  return JSON.parse(first.slice("self.KEPT=".length, -1));
}

test("what is kept for when there is no network is named, with what each file holds; the rest comes when it is asked for", async (t) => {
  const { root, out } = folders(t, {
    "www/pkg/autoencoder_lab_relaxed_bg.wasm": "fast",
    "www/data/mnist-14-rest.gz": "digits",
    "www/data/fashion-14-rest.gz": "clothes",
  });
  const version = await make(root, out);
  const { id, folder, files } = keptIn(out);
  assert.match(id, /^[0-9a-f]{12}$/u);
  assert.equal(folder, `${version}/`);
  assert.deepEqual(Object.keys(files), [
    "alive.js",
    "data/mnist-14-rest.gz",
    "embed.js",
    "fonts/inter.woff2",
    "later.js",
    "main.js",
    "notes.html",
    "notes.js",
    "pkg/autoencoder_lab.js",
    "pkg/autoencoder_lab_bg.wasm",
    "pkg/charts.js",
    "pkg/drawings.js",
    "pkg/own.js",
    "reading.js",
    "styles/embed.css",
    "styles/notes.css",
    "styles/page.css",
    "theme.js",
    "worker.js",
  ]);
  for (const [file, digits] of Object.entries(files)) {
    /** @type {Buffer} */
    const bytes = readFileSync(`${out}/${folder}${file}`);
    assert.equal(createHash("sha256").update(bytes).digest("hex").slice(0, 12), digits, file);
  }
  const changed = folders(t, { "index.html": PAGE.replace("<h1", "<h1 lang=de") });
  await make(changed.root, changed.out);
  assert.notEqual(keptIn(changed.out).id, id, "a page of which index.html alone is another is another version");
});

test("the page is installed with icons that are there, from wherever it stands", () => {
  const { icons, start_url: start, scope, description } = JSON.parse(manifest(PAGE, "www/0"));
  assert.deepEqual([start, scope], ["./", "./"]);
  assert.match(description, /autoencoders/u);
  for (const { src } of icons) {
    assert.ok(src.startsWith("www/0/icons/"), src);
    assert.ok(existsSync(new URL(`../../www/${src.slice("www/0/".length)}`, import.meta.url)), src);
  }
  assert.ok(icons.some((/** @type {{purpose: string}} */ { purpose }) => purpose === "maskable"));
});

test("bundles do what their sources do, and lead back to them", async (t) => {
  const { root, out } = folders(t);
  const folder = path.join(out, await make(root, out));
  const main = readFileSync(path.join(folder, "main.js"), "utf8");
  assert.ok(!main.includes("told") && !main.includes("twice.js"), main);
  const {
    charts,
    files: [worker, images, glue, twice],
  } = await import(pathToFileURL(path.join(folder, "main.js")).href);
  assert.deepEqual(
    [worker, images].map(({ pathname }) => path.relative(folder, pathname)),
    ["worker.js", "data/images.gz"],
  );
  assert.equal(twice, "λλ");
  assert.equal((await glue()).Trainer.name, "Trainer", "page and worker share a file whose classes keep their names");
  assert.equal((await charts()).Chart.name, "Chart", "what comes later is a file of its own");
  assert.match(readFileSync(path.join(folder, "worker.js"), "utf8"), /from"\.\/pkg\/autoencoder_lab\.js"/u);
  const map = JSON.parse(readFileSync(path.join(folder, "main.js.map"), "utf8"));
  assert.ok(map.sourcesContent.some((/** @type {string} */ text) => text === SOURCES["www/main.js"]));
  const styles = readFileSync(path.join(folder, "styles/page.css"), "utf8");
  const order = styleSheets(PAGE).map((_, index) => styles.indexOf(`.sheet-${index}{`));
  assert.ok(order[0] >= 0 && order.every((place, index) => index === 0 || place > order[index - 1]), styles);
  assert.ok(styles.includes("url(../data/picture.png)") && styles.includes("light-dark("), styles);
});

test("only scripts at the top, where the bundle is, name files by where they stand themselves", () => {
  const www = fileURLToPath(new URL("../../www", import.meta.url));
  const naming = filesIn(www).filter(
    (file) => /^(?!pkg\/).*\.js$/u.test(file) && readFileSync(path.join(www, file), "utf8").includes("import.meta"),
  );
  assert.ok(naming.includes("place.js"), String(naming));
  assert.deepEqual(
    naming.filter((file) => file.includes("/")),
    [],
  );
});

test("what shrinks stands packed beside itself, as br and gz", async (t) => {
  const { root, out } = folders(t);
  const version = await make(root, out);
  for (const file of ["index.html", `${version}/pkg/autoencoder_lab_bg.wasm`, `${version}/styles/page.css`]) {
    const plain = readFileSync(path.join(out, file));
    assert.deepEqual(gunzipSync(readFileSync(path.join(out, `${file}.gz`))), plain);
    assert.deepEqual(brotliDecompressSync(readFileSync(path.join(out, `${file}.br`))), plain);
  }
  for (const file of ["data/images.gz.gz", "data/images.gz.br", "fonts/inter.woff2.br"])
    assert.ok(!existsSync(path.join(out, version, file)), file);
});

test("the page is in one file, too, which names no other, and in which nothing runs but its own scripts", async (t) => {
  const { root, out } = folders(t);
  await make(root, out);
  const text = readFileSync(path.join(out, "autoencoder-lab.html"), "utf8");
  assert.deepEqual([...text.matchAll(/<(?:link|script)[^>]* (?:href|src)="(?!data:)/gu)], []);
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(text) ?? [];
  for (const rule of ["default-src 'none'", "connect-src blob:", "worker-src blob:"])
    assert.ok(policy.includes(rule), rule);
  const run = [...text.matchAll(/<(script|style)>([^]*?)<\/\1>/gu)];
  assert.deepEqual(
    run.map(([, tag]) => tag),
    ["script", "style", "script"],
  );
  for (const [, tag, inside] of run) {
    const hash = createHash("sha256").update(inside).digest("base64");
    assert.match(policy, new RegExp(`${tag}-src [^;]*'sha256-${hash.replaceAll("+", "\\+")}'`, "u"));
  }
  assert.ok(/url\("?data:image\/png[;,]/u.test(run[1][2]) && run[2][2].includes("λ"), text);
  assert.ok(!run[2][2].includes("import.meta") && !/\bexport\b/u.test(run[2][2]), run[2][2]);
  const files = new Map(
    [...text.matchAll(/<script type="text\/plain" data-file="([^"]+)">([^<]*)<\/script>/gu)].map(([, file, base64]) => [
      file,
      Buffer.from(base64, "base64"),
    ]),
  );
  assert.deepEqual([...files.keys()], ["notes.html", "worker.js", "reading.js", ...inOneFile.held]);
  const notes = String(files.get("notes.html"));
  assert.deepEqual([...notes.matchAll(/(?:href|src)=/gu)], [], notes);
  assert.ok(notes.includes(policy) && notes.includes('"notes"'), "a page that it opens obeys its policy");
  assert.ok(!files.get("worker.js")?.includes("import"), "a classic script");
  const wasm = files.get("pkg/autoencoder_lab_bg.wasm") ?? Buffer.alloc(0);
  assert.equal(gunzipSync(wasm).toString(), SOURCES["www/pkg/autoencoder_lab_bg.wasm"]);
  assert.equal(String(files.get("data/images.gz")), SOURCES["www/data/images.gz"], "packed once is enough");
  assert.ok(text.includes("Whose <\\/images> they are."), "who made the images is named");
  assert.ok(text.includes('<meta name="state" content="">') && !text.includes("python3"), "it starts, as a file, too");
});

test("what cannot stand in one file is refused", () => {
  const own = { styles: "", script: "" };
  const notes = { ...own, page: SOURCES["www/notes.html"] };
  const parts = { main: own, notes, theme: "", files: [], licences: [] };
  assert.throws(
    () => oneFilePage(PAGE, { ...parts, main: { ...own, script: 'let a = "<!--";' } }),
    /main\.js cannot stand in the page/u,
  );
  assert.throws(
    () => oneFilePage(PAGE, { ...parts, main: { ...own, styles: "</style>" } }),
    /style sheet cannot stand in the page/u,
  );
  assert.throws(() => oneFilePage(PAGE.replace("theme.js", "other.js"), parts), /nothing like .*theme/u);
  assert.throws(
    () => oneFilePage(PAGE.replace("</body>", '<img alt="" src="www/a.png">\n</body>'), parts),
    /names another: .*a\.png/u,
  );
});

test("a version is of the contents: the same for the same, another for a change of any file", async (t) => {
  const versions = [];
  for (const changes of /** @type {Record<string, string>[]} */ ([
    {},
    {},
    { "www/data/images.gz": "others" },
    { "www/deep/twice.js": "export const twice = (text) => text;" },
  ])) {
    const { root, out } = folders(t, changes);
    versions.push(await make(root, out));
  }
  assert.equal(versions[0], versions[1]);
  assert.equal(new Set(versions).size, 3);
});

test("other sites are told of the page, by whole addresses where they are known", () => {
  const known = hostedPage(PAGE, "www/0", "https://example.org/lab/");
  for (const line of [
    '<meta property="og:title" content="autoencoder lab">',
    '<meta property="og:image" content="https://example.org/lab/preview.png">',
    '<meta property="og:url" content="https://example.org/lab/">',
  ])
    assert.ok(known.includes(line), line);
  assert.match(known, /<meta property="og:description" content="[^"]{40,}">/u);
  const unknown = hostedPage(PAGE, "www/0");
  assert.ok(unknown.includes('<meta property="og:image" content="preview.png">') && !unknown.includes("og:url"));
  assert.ok(notFoundPage("https://example.org/lab/").includes('<a href="https://example.org/lab/">'));
  assert.ok(notFoundPage().includes('<a href="./">'));
});

test("a page whose head is another is refused", () => {
  assert.throws(
    () => hostedPage(PAGE.replace('rel="modulepreload"', ""), "www/0"),
    /what is fetched first has no place/u,
  );
  assert.throws(() => headersFile("<title>no policy</title>"), /no Content-Security-Policy/u);
});

test("the headers for hosts hold the policy of the page, and let only versions be kept", () => {
  const lines = headersFile(PAGE).split("\n");
  assert.deepEqual(
    lines.filter((line) => !line.startsWith(" ")),
    ["/*", "/www/*", "/service-worker.js", ""],
  );
  assert.ok(
    lines.some((line) =>
      line.startsWith("  Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "),
    ),
  );
  assert.deepEqual(lines.slice(-4, -1), [
    "  Cache-Control: public, max-age=31536000, immutable",
    "/service-worker.js",
    "  Cache-Control: no-cache",
  ]);
});

test("a page that knows where it stands says how it is embedded; one that does not, says nothing", async (t) => {
  const { root, out } = folders(t);
  await makeDist(out, { root, inOneFile, url: "https://example.org/lab/" });
  const page = readFileSync(path.join(out, "index.html"), "utf8");
  const [, address] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/u.exec(page) ?? [];
  assert.equal(address, "https://example.org/lab/oembed.json");
  const known = JSON.parse(readFileSync(path.join(out, "oembed.json"), "utf8"));
  assert.deepEqual([known.version, known.type, known.width, known.height], ["1.0", "rich", 960, 600]);
  assert.ok(known.html.includes('src="https://example.org/lab/#embed=1" width="960" height="600"'), known.html);
  assert.ok(known.title && known.provider_name && known.thumbnail_url === "https://example.org/lab/preview.png");
  assert.equal(oEmbed(PAGE, "https://example.org/lab/"), readFileSync(path.join(out, "oembed.json"), "utf8"));
  const unknown = folders(t);
  await make(unknown.root, unknown.out);
  assert.ok(!existsSync(path.join(unknown.out, "oembed.json")));
  assert.doesNotMatch(readFileSync(path.join(unknown.out, "index.html"), "utf8"), /oembed/u);
});
