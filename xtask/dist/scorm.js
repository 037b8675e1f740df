// Makes the lesson a package that learning platforms take, SCORM 1.2 (docs/embedding.md): `cargo xtask scorm` starts this, once it has built the modules.
//
//     node xtask/dist/scorm.js OUT [LINK]
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { zip } from "../../www/files/zip.js";
import { parse } from "../../www/link/url.js";
import { ONE_FILE, TARGET, oneFile } from "./one_file.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a platform opens, and the script of it. */
const [PAGE, SCRIPT] = ["index.html", "course.js"];

const STYLE =
  "html,body{margin:0;block-size:100%;overflow:hidden}iframe{display:block;inline-size:100%;block-size:100%;border:0}";

/**
 * The files of the package, by their names.
 * @param {string} link of the deck that is shown: `pages=bottleneck,penalty&hide=seed`; empty for the whole lesson
 * @param {() => Promise<string>} [makePage] the page as one file
 * @returns {Promise<Record<string, string>>}
 */
export async function scormFiles(link, makePage = oneFile) {
  const { problems } = parse(link);
  if (problems.length > 0) throw new Error(`the link cannot be followed: ${problems.join(" ")}`);
  const bundled = build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(ROOT, "www", SCRIPT)],
    bundle: true,
    // Where the page's files are, which this script asks for none of.
    define: { "import.meta.url": "location.href" },
    write: false,
    minify: true,
    charset: "utf8",
    target: TARGET,
    logLevel: "warning",
  });
  const [
    page,
    {
      outputFiles: [script],
    },
  ] = await Promise.all([makePage(), bundled]);
  const files = { [PAGE]: coursePage(link), [SCRIPT]: script.text, [ONE_FILE]: page };
  return { "imsmanifest.xml": manifestOf(Object.keys(files)), ...files };
}

/** @param {string} link */
function coursePage(link) {
  const style = createHash("sha256").update(STYLE).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; frame-src 'self'; style-src 'sha256-${style}'">
<title>autoencoder lab</title>
<style>${STYLE}</style>
</head>
<body>
<iframe title="autoencoder lab" allow="fullscreen" data-page="${ONE_FILE}" data-link="${escaped(link)}"></iframe>
<script src="${SCRIPT}"></script>
</body>
</html>
`;
}

/** What a platform reads first: one thing to be learned, and its files. @param {readonly string[]} files */
function manifestOf(files) {
  const title = titleOf();
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="autoencoder-lab" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>${title}</title>
      <item identifier="lesson" identifierref="page" isvisible="true">
        <title>${title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="${PAGE}">
${files.map((file) => `      <file href="${file}"/>`).join("\n")}
    </resource>
  </resources>
</manifest>
`;
}

function titleOf() {
  const page = readFileSync(path.join(ROOT, "index.html"), "utf8");
  return /<title>([^<]+)<\/title>/u.exec(page)?.[1] ?? "";
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** @param {Readonly<Record<string, string>>} files */
export async function packed(files) {
  const blobs = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new Blob([text])]));
  return Buffer.from(await (await zip(blobs)).arrayBuffer());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , out, link = ""] = process.argv;
  if (!out) throw new Error("the file to write is missing");
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  writeFileSync(out, await packed(await scormFiles(link)));
}
