// Import order is data-flow order: a folder of www/ imports only from folders above it, and nothing imports in a circle.
// `www/pkg/`, the wasm glue, stands above all. Types that comments import count as well.

/** The folders of www/, top first: what each holds is in docs/ARCHITECTURE.md. */
const FOLDERS = [
  "base",
  "worker",
  "images",
  "settings",
  "lanes",
  "lesson",
  "state",
  "link",
  "storage",
  "load",
  "files",
  "background",
  "sweep",
  "runs",
  "views/kit",
  "views/pad",
  "views/lane",
  "views/instruments",
  "views/sweep",
  "views/plane",
  "views/teach",
  "views/predict",
  "views/own",
  "views/later",
  "views/embed",
  "views/course",
  "views/lesson",
  "views/page",
  "views/notes",
];

/** What starts a program: it imports all that it puts together, and nothing imports it. */
const PROGRAMS = "^www/(main|worker|reading|service_worker|notes|course|theme|alive)\\.js$";

/** The worker is a program of its own, and has no document. */
const WORKER = "^www/(worker\\.js|reading\\.js|worker/)";

/** @param {string} name @param {object} from @param {object} to */
const forbid = (name, from, to) => ({ name, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    forbid("no circle", {}, { circular: true }),
    forbid("nothing imports a program", {}, { path: PROGRAMS }),
    forbid("the worker has only its own, and the base", { path: WORKER }, { pathNot: "^www/(pkg|base|worker)/" }),
    forbid("the page has nothing of the worker's", { pathNot: WORKER }, { path: WORKER }),
    forbid("a file is in a folder", {}, { pathNot: `^www/(${["pkg", ...FOLDERS].join("|")})/[^/]+$|^www/place\\.js$` }),
    ...FOLDERS.slice(0, -1).map((folder, index) =>
      forbid(
        `${folder}/ imports only from above`,
        { path: `^www/${folder}/` },
        { path: `^www/(${FOLDERS.slice(index + 1).join("|")})/` },
      ),
    ),
  ],
  options: {
    exclude: { path: "^www/pkg/.*\\.d\\.ts$" },
    parser: "tsc",
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
  },
};
