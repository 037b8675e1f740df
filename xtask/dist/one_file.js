// Makes the page one file, which works without a server and without a network (docs/adr/0030-without-a-network.md): `cargo xtask single-file` starts
// this, once it has built the modules, and `dist.js` puts the same file beside the page.
//
//     node xtask/dist/one_file.js OUT
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { SOURCES } from "../../www/images/data.js";
import { styleSheets } from "./html.js";
import { oneFilePage } from "./one_file_html.js";

/** The sources. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What it is called beside the page: `www/files/one_file.js` asks for it there. */
export const ONE_FILE = "autoencoder-lab.html";

/** What theme.js has a page in a frame fetch besides. */
export const FRAME_STYLES = "embed.css";

/** The oldest browsers that run the page. */
export const TARGET = ["chrome123", "firefox125", "safari17.5"];

/** The images that it opens with, and what else is small. Others are taken along by who shows them: `www/files/one_file.js`. */
const IMAGES = /** @type {const} */ (["mnist-14", "digits-8", "mnist-shown", "fashion-shown"]);

/** All that it has of what stands beside the page elsewhere; fast arithmetic would be as large as all of its scripts. */
const HELD = [
  "pkg/autoencoder_lab_bg.wasm",
  "pkg/charts_bg.wasm",
  "pkg/drawings_bg.wasm",
  "pkg/own_bg.wasm",
  ...["mnist-6k", "fashion-6k", "digits8x8"].map((stem) => `data/${stem}-thumbnail.png`),
  ...IMAGES.flatMap((source) => SOURCES[source].files.map(({ file }) => `data/${file}`)),
];

/** They go where the works go. */
const LICENCES = ["data/LICENSES.md", "fonts/LICENSE.txt", "fonts/LICENSE-noto-sans-math.txt"];

/** What is packed already. */
const PACKED = /\.(?:gz|png)$/u;

/** @type {import("esbuild").Plugin} */
const IN_FILE = {
  name: "in file",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/place\.js$/ }, ({ path: named, resolveDir }) => ({
      path: path.join(resolveDir, named.replace("place.js", "place_in_file.js")),
    })),
};

/**
 * Style sheets, one after another, as the entry of a bundle.
 * @param {string} root
 * @param {readonly string[]} sheets
 * @returns {import("esbuild").StdinOptions}
 */
export function styleEntry(root, sheets) {
  return {
    contents: sheets.map((sheet) => `@import "./${sheet}";`).join("\n"),
    loader: "css",
    resolveDir: path.join(root, "www/styles"),
  };
}

/**
 * @param {string} [root]
 * @param {{held?: readonly string[], licences?: readonly string[]}} [contents] paths in `www/`
 * @returns {Promise<string>} the text of the file
 */
export async function oneFile(root = ROOT, { held = HELD, licences = LICENCES } = {}) {
  const www = path.join(root, "www");
  const read = (/** @type {string} */ file) => readFileSync(path.join(www, file));
  const page = readFileSync(path.join(root, "index.html"), "utf8");
  const common = /** @type {const} */ ({
    absWorkingDir: path.resolve(root),
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    target: TARGET,
    logLevel: "warning",
  });
  const script = (/** @type {string} */ file) =>
    build({
      ...common,
      entryPoints: [path.join(www, file)],
      // Neither a page that was opened as a file nor a worker of its Blobs has modules.
      format: "iife",
      // The faces of the modules say with it where they stand; they are given their bytes.
      define: { "import.meta.url": "location.href" },
      plugins: [IN_FILE],
    });
  const styles = (/** @type {string[]} */ sheets) =>
    build({ ...common, loader: { ".woff2": "dataurl", ".png": "dataurl" }, stdin: styleEntry(root, sheets) });
  const [main, notes, worker, reading, mainStyles, notesStyles] = (
    await Promise.all([
      script("main.js"),
      script("notes.js"),
      script("worker.js"),
      script("reading.js"),
      styles([...styleSheets(page), FRAME_STYLES]),
      styles(["notes.css"]),
    ])
  ).map(({ outputFiles: [{ text }] }) => text);
  const theme = await transform(read("theme.js").toString(), { minify: true, charset: "utf8", target: TARGET });
  return oneFilePage(page, {
    main: { styles: mainStyles, script: main },
    notes: { page: read("notes.html").toString(), styles: notesStyles, script: notes },
    theme: theme.code,
    files: [
      ["worker.js", Buffer.from(worker)],
      ["reading.js", Buffer.from(reading)],
      ...held.map((file) => /** @type {[string, Buffer]} */ ([file, packed(file, read(file))])),
    ],
    licences: licences.map((file) => read(file).toString()),
  });
}

/** As it goes over the wire: the page unpacks what begins as gzip does. @param {string} file @param {Buffer} bytes */
function packed(file, bytes) {
  return PACKED.test(file) ? bytes : gzipSync(bytes, { level: 9 });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , out] = process.argv;
  if (!out) throw new Error("the file to write is missing");
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, await oneFile());
}
