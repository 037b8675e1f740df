// Makes the folder that a host serves (docs/hosting.md): `cargo xtask build` starts this, once it has built the modules.
//
//     node xtask/dist/dist.js OUT [--url https://NAME.github.io/autoencoder-lab/]
//
// All but the few files that have to stand at the top is in www/HASH/, where HASH is of its contents: a host may let it be kept for
// ever, and no file of one deploy is ever mixed with those of another.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gunzipSync, gzip } from "node:zlib";
import { build, transform } from "esbuild";
import { O_EMBED, headersFile, hostedPage, manifest, notFoundPage, oEmbed, styleSheets } from "./html.js";
import { FRAME_STYLES, ONE_FILE, TARGET, oneFile, styleEntry } from "./one_file.js";

/** The sources: `index.html`, `www/`, and the picture that other sites show of the page. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Fetched by page and worker alike, or later than the page: each stays a file of its own, where its module is. */
const GLUES = ["pkg/autoencoder_lab.js", "pkg/charts.js", "pkg/drawings.js", "pkg/own.js"];

/** Names a glue as a bundle does, which stands above it wherever the script that imports it stood. @type {import("esbuild").Plugin} */
const GLUE_APART = {
  name: "glue apart",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/pkg\/(?:autoencoder_lab|charts|drawings|own)\.js$/ }, ({ path: named }) => ({
      path: `./pkg/${path.basename(named)}`,
      external: true,
    })),
};

/** Fetched later than the page, or in a frame alone, so each is a bundle of its own, which stands beside the page's. @type {import("esbuild").Plugin} */
const LATER_APART = {
  name: "later apart",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/(?:later\/later|embed\/embed)\.js$/ }, ({ path: named, kind }) =>
      kind === "dynamic-import" ? { path: `./${path.basename(named)}`, external: true } : undefined,
    ),
};

/** What is packed already, or must be as long as it says. */
const PACKED = /\.(?:gz|br|png|woff2)$/u;

/** What becomes part of a bundle, or is of no use to a browser: type declarations, hidden files, configurations of tools. */
const BUNDLED = /\.(?:js|css|ts)$|(?:^|\/)(?:package\.json|tsconfig[^/]*|\.[^/]*)$/u;

/** Half of what brotli could do, in a tenth of the time: developers' tools fetch these, and who takes the page along. */
const SELDOM = /\.map$|^autoencoder-lab\.html$/u;

/** @typedef {{root?: string, url?: string, inOneFile?: Parameters<typeof oneFile>[1]}} Options `url`: where the page will stand, if that is known; `inOneFile`: for tests */

/**
 * @param {string} out an empty folder
 * @param {Options} [options]
 * @returns {Promise<string>} the folder of the version, `www/HASH`
 */
export async function makeDist(out, { root = ROOT, url, inOneFile } = {}) {
  const page = readFileSync(path.join(root, "index.html"), "utf8");
  const unnamed = path.join(out, "www/unnamed");
  copyServed(path.join(root, "www"), unnamed);
  await bundle(root, unnamed, styleSheets(page));
  const version = `www/${hashOf(unnamed)}`;
  renameSync(unnamed, path.join(out, version));
  copyFileSync(path.join(root, "docs/preview.png"), path.join(out, "preview.png"));
  writeFileSync(path.join(out, "index.html"), hostedPage(page, version, url));
  writeFileSync(path.join(out, "manifest.webmanifest"), manifest(page, version));
  writeFileSync(path.join(out, "service-worker.js"), await serviceWorker(root, out, `${version}/`));
  writeFileSync(path.join(out, ONE_FILE), await oneFile(root, inOneFile));
  if (url) writeFileSync(path.join(out, O_EMBED), oEmbed(page, url));
  writeFileSync(path.join(out, "404.html"), notFoundPage(url));
  writeFileSync(path.join(out, "robots.txt"), "User-agent: *\nAllow: /\n");
  writeFileSync(path.join(out, "_headers"), headersFile(page));
  await Promise.all(
    filesIn(out)
      .filter((file) => !PACKED.test(file) && file !== "_headers")
      .map((file) => compress(path.join(out, file))),
  );
  return version;
}

/** What is not bundled: images, fonts, modules, and what says whose they are. @param {string} from @param {string} to */
function copyServed(from, to) {
  for (const file of filesIn(from).filter((name) => !BUNDLED.test(name))) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    copyFileSync(path.join(from, file), path.join(to, file));
  }
}

/**
 * The scripts of page, workers, speaker notes and what is opened later, and the style sheets, each in one file, with maps to the sources.
 * @param {string} root
 * @param {string} to
 * @param {string[]} sheets in the order of the page
 */
async function bundle(root, to, sheets) {
  const www = path.join(root, "www");
  const common = /** @type {const} */ ({
    absWorkingDir: path.resolve(root),
    bundle: true,
    minify: true,
    sourcemap: "linked",
    charset: "utf8",
    target: TARGET,
    logLevel: "warning",
  });
  const scripts = [
    "main.js",
    "worker.js",
    "reading.js",
    "notes.js",
    "views/later/later.js",
    "views/embed/embed.js",
  ].map((file) => ({ in: path.join(www, file), out: path.basename(file, ".js") }));
  // Only what esbuild does not see, the module, the images and the worker, is named by URLs: they stand where they stood.
  const bundled = build({
    ...common,
    entryPoints: scripts,
    outdir: to,
    format: "esm",
    plugins: [GLUE_APART, LATER_APART],
  });
  // The notes are a page of their own, in the folder of the version; a frame has styles besides.
  const styled = Object.entries({ page: sheets, notes: ["notes.css"], embed: [FRAME_STYLES] }).map(([name, own]) =>
    build({
      ...common,
      outfile: path.join(to, `styles/${name}.css`),
      external: ["../data/*", "../fonts/*"],
      stdin: styleEntry(root, own),
    }),
  );
  await Promise.all([bundled, ...styled]);
  // Classes of a glue keep their names: what measures the page puts clocks on them.
  const apart = GLUES.map((file) => /** @type {const} */ ([file, false]));
  for (const [file, names] of [
    ...apart,
    /** @type {const} */ (["theme.js", true]),
    /** @type {const} */ (["alive.js", true]),
  ]) {
    const source = readFileSync(path.join(www, file), "utf8");
    const { code } = await transform(source, {
      minifyWhitespace: true,
      minifySyntax: true,
      minifyIdentifiers: names,
      charset: "utf8",
      target: TARGET,
    });
    writeFileSync(path.join(to, file), code);
  }
}

/** Twelve digits of what the files are called and hold. @param {string} folder */
function hashOf(folder) {
  const hash = createHash("sha256");
  for (const file of filesIn(folder))
    hash.update(`${file}\0`).update(
      createHash("sha256")
        .update(readFileSync(path.join(folder, file)))
        .digest(),
    );
  return hash.digest("hex").slice(0, 12);
}

/** Their paths within the folder, with slashes, in an order that no system changes. @param {string} folder */
export function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .sort();
}

/** What a visit leaves for when there is no network. Other images, and fast arithmetic, are kept once they have been fetched. */
const KEPT =
  /^(?:[a-z]+\.(?:js|html)|styles\/[a-z]+\.css|fonts\/.*\.woff2|pkg\/(?!.*relaxed).*|data\/(?:.*thumbnail\.png|mnist-14.*|digits8x8.*|.*shown\.gz))$/u;

/**
 * The script that keeps a version of the page, told what belongs to it.
 * @param {string} root
 * @param {string} out
 * @param {string} folder of the version
 */
async function serviceWorker(root, out, folder) {
  const names = filesIn(path.join(out, folder)).filter((file) => KEPT.test(file));
  const files = Object.fromEntries(names.map((file) => [file, digest(unpacked(path.join(out, folder, file)))]));
  const source = readFileSync(path.join(root, "www/service_worker.js"), "utf8");
  const { code } = await transform(source, { minify: true, charset: "utf8", target: TARGET });
  // Whatever of a page changes, be it index.html alone, makes it another version.
  const id = digest(code + JSON.stringify(files) + readFileSync(path.join(out, "index.html"), "utf8"));
  return `self.KEPT=${JSON.stringify({ id, folder, files })};\n${code}`;
}

/** As the page sees it: some servers have the browser unpack data. @param {string} file */
function unpacked(file) {
  const bytes = readFileSync(file);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** @param {string | Buffer} contents */
function digest(contents) {
  return createHash("sha256").update(contents).digest("hex").slice(0, 12);
}

/** Beside the file, as it goes over the wire: for servers that send what they find. @param {string} file */
async function compress(file) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: SELDOM.test(path.basename(file)) ? 5 : constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const packed = {
    gz: await promisify(gzip)(bytes, { level: 9 }),
    br: await promisify(brotliCompress)(bytes, { params }),
  };
  for (const [ending, smaller] of Object.entries(packed)) {
    if (smaller.length < bytes.length) writeFileSync(`${file}.${ending}`, smaller);
  }
}

async function main() {
  const {
    values,
    positionals: [out],
  } = parseArgs({ options: { url: { type: "string" } }, allowPositionals: true });
  if (!out) throw new Error("the folder to fill is missing");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await makeDist(out, values);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
