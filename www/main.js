/** Puts the page together: one store, one lab, the views, and the frame that keeps them in step. */

import { Absence } from "./runs/absence.js";
import { Background } from "./background/background.js";
import { FiltersThen } from "./background/filters_then.js";
import { OtherSeeds } from "./background/other_seeds.js";
import { WORKER_TYPE, urlOf } from "./place.js";
import { AddressBar } from "./link/address_bar.js";
import { parse } from "./link/url.js";
import { lasting, nowhere, ofThisTab, openDatabase } from "./storage/browser_storage.js";
import { SOURCES } from "./images/data.js";
import { loadFile } from "./load/download.js";
import { keepPredictions, keptPredictions } from "./storage/predictions_storage.js";
import { keepDrawing, keptDrawing } from "./storage/drawing_storage.js";
import { isLeftToParent } from "./base/frame.js";
import { isKeyHidden } from "./base/parts.js";
import { cardOf } from "./lesson/cards.js";
import { Lab } from "./runs/lab.js";
import { Library, reasonOf } from "./load/library.js";
import { OUTCOMES, Outcomes } from "./storage/outcomes.js";
import { OWN_PLACE } from "./storage/own_storage.js";
import { WorkerPool } from "./runs/pool.js";
import { PULSE_MS } from "./base/protocol.js";
import { Run } from "./runs/run.js";
import { reduce } from "./state/reduce.js";
import { ShelfStorage } from "./storage/shelf_storage.js";
import { initialState } from "./state/state.js";
import { TABS } from "./base/tabs.js";
import { createStore } from "./state/store.js";
import { memo, part } from "./views/kit/dom.js";
import { lateInstrument } from "./views/instruments/late.js";
import { mountBring } from "./views/page/bring.js";
import { mountExport } from "./views/page/export.js";
import { mountHandIn } from "./views/page/hand_in.js";
import { HandOut } from "./views/page/hand_out.js";
import { mountHeader } from "./views/page/header.js";
import { mountInstruments } from "./views/instruments/instruments.js";
import { mountKeys } from "./views/page/keys.js";
import { mountLaneSwitch } from "./views/lane/lane_switch.js";
import { LoadBar } from "./views/page/load_bar.js";
import { mountLesson } from "./views/lesson/lesson.js";
import { mountLineup } from "./views/lane/lineup.js";
import { lossInstrument } from "./views/instruments/loss.js";
import { NotesWindow } from "./views/page/notes_window.js";
import { mountNotices } from "./views/page/notices.js";
import { OwnData } from "./views/page/own_data.js";
import { mountOtherSeeds } from "./views/lane/other_seeds.js";
import { mountPad } from "./views/pad/pad.js";
import { readPalette } from "./views/kit/palette.js";
import { mountPrint } from "./views/page/print.js";
import { onNewLook } from "./views/kit/screen.js";
import { mountShare } from "./views/page/share.js";
import { SweepConductor } from "./sweep/conductor.js";
import { TheoryFinder } from "./sweep/theory_finder.js";
import { mountWithheld } from "./views/page/withheld.js";
import { mountTransport } from "./views/page/transport.js";
import { ModuleError, hasFastArithmetic, loadCharts, loadFastModule, loadModule } from "./load/wasm.js";

/** For who replays runs in the page, from its console or a test: a bundle has no other door. */
export { SOURCES, loadFile, loadModule };

/** @import { Instrument } from "./views/instruments/instruments.js" */
/** @import { Tab } from "./base/tabs.js" */
/** @import { Action, Problem, State, Theme } from "./state/state.js" */
/** @import { Palette } from "./views/kit/palette.js" */
/** @import { Plane } from "./views/kit/chart.js" */

/** Milliseconds after the last file that the runs need: the page is busy with them. */
const LATER_MS = 2000;

/** In a frame of somebody else's page nothing is read that this browser keeps, and nothing is left behind. */
const isFramed = parse(location.hash).address.view.embed !== "";
const [kept, keptInTab] = isFramed ? [nowhere(), nowhere()] : [lasting, ofThisTab];
const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), {
  ...initialState(),
  theme: savedTheme(),
  fastOffered: hasFastArithmetic(),
  drawing: keptDrawing(keptInTab),
  ...keptPredictions(keptInTab),
});
const addressBar = new AddressBar(store, window, isFramed);
if (location.hash !== "") addressBar.follow();
const shelfStorage = new ShelfStorage(store, kept);
shelfStorage.start();
const ownData = new OwnData({
  store,
  library: () => library,
  later,
  spawn: () => new Worker(urlOf("reading.js"), { type: WORKER_TYPE }),
  openDatabase: async () => {
    if (isFramed) throw new Error("a frame keeps nothing");
    return openDatabase(OWN_PLACE, "own");
  },
  onMissing: sayMissing,
});
const library = new Library(store, loadFile, loadFastModule, (text) => void ownData.find(text));
const loadBar = new LoadBar(part(document, "loads", HTMLElement));
const lifeless = part(document, "lifeless", HTMLElement);
// Module and images are on their way while the views are built.
let loading = loadModule(loadBar.begin("the page"));
library.fetchNeeded();
const spawn = () => new Worker(urlOf("worker.js"), { type: WORKER_TYPE });
const pool = new WorkerPool(
  spawn,
  navigator.hardwareConcurrency,
  () => document.hidden && lab.frame(performance.now(), PULSE_MS),
);
const lab = new Lab({
  store,
  library,
  newRun: (onReport) => new Run(pool, onReport),
  deliver: (lane, report, purpose) => handOut.deliver(lane, report, purpose),
  now: () => performance.now(),
});
const outcomes = new Outcomes(
  async () => (isFramed ? undefined : openDatabase(OUTCOMES)),
  (trouble) => store.dispatch({ type: "sweep-told", told: { trouble } }),
);
/** For them, too: trains recipes beside the page's own runs. */
export const background = new Background({
  spawn,
  processors: navigator.hardwareConcurrency,
  imagesFor: (config) => library.wanted(config),
  outcomes,
  now: () => performance.now(),
});
const otherSeeds = new OtherSeeds(store, background, () => performance.now());
const clock = {
  setTimeout: (/** @type {() => void} */ work, /** @type {number} */ milliseconds) =>
    window.setTimeout(work, milliseconds),
  clearTimeout: (/** @type {number | undefined} */ timer) => window.clearTimeout(timer),
};
const filtersThen = new FiltersThen(store, background, clock);
const sweep = new SweepConductor({ store, background, outcomes });
const theoryFinder = new TheoryFinder(store, background, clock);
/** @type {typeof import("./pkg/charts.js") | undefined} */
let charts;
/** For views: it may come after them. */
const glueNow = () => charts;
/** What instruments that are opened later put on paper, once they are here. @type {ReturnType<typeof import("./views/later/later.js").mountPapers> | undefined} */
let papers;
/** Where the loss chart stands, for what is drawn over it. @type {Plane} */
const plane = { changed() {} };
/** Predictions are asked for once their script is here. @type {ReturnType<typeof import("./views/later/later.js").mountPredictions> | undefined} */
let predictions;
const handOut = new HandOut({
  store,
  link: () => addressBar.link(),
  later,
  palette: () => palette,
  charts: glueNow,
  loadBar,
  onMissing: sayMissing,
});
const views = mountViews();
const fillPaper = mountPrint(
  document,
  glueNow,
  () => papers,
  (state) => predictions?.paper(state),
);
let palette = readPalette();
let scheduled = false;
let printing = false;
/** How often a control was used: it shows what was made of that even where the state is as before. */
let touched = 0;

/** @param {(bundle: Awaited<ReturnType<typeof later>>) => void} act */
function withLater(act) {
  return () => void later().then(act, sayMissing);
}

/** The page’s address, without what it says of the state. */
function pageAddress() {
  return location.href.split("#", 1)[0];
}

/** @returns {((state: State, palette: Palette) => void)[]} */
function mountViews() {
  const { dispatch } = store;
  /** @param {Tab} id @param {string} name @param {(bundle: Awaited<ReturnType<typeof later>>) => Instrument} pick */
  const late = (id, name, pick) => lateInstrument({ id, name }, async () => pick(await later()), sayMissing);
  /** @type {Record<Tab, Instrument>} */
  const byTab = {
    loss: lossInstrument(glueNow, (above, drawing) => {
      Object.assign(plane, { frame: above, drawing });
      plane.changed();
    }),
    ledger: late("ledger", "Ledger", ({ ledgerInstrument }) => ledgerInstrument(glueNow)),
    step: late("step", "Step", ({ stepInstrument }) => stepInstrument),
    filters: late("filters", "Filters", ({ filtersInstrument }) => filtersInstrument),
    why: late("why", "Why", ({ whyInstrument }) => whyInstrument(glueNow)),
    characters: late("characters", "Characters", ({ charactersInstrument }) => charactersInstrument(glueNow)),
    sweep: late("sweep", "Sweep", ({ sweepInstrument }) =>
      sweepInstrument(glueNow, (run, label) => sweep.pin(run, label)),
    ),
    shelf: late("shelf", "Shelf", ({ shelfInstrument }) => shelfInstrument),
  };
  const instruments = mountInstruments(
    part(document, "instruments", HTMLElement),
    TABS.map((tab) => byTab[tab]),
    dispatch,
  );
  mountKeys(document, TABS, dispatch, kept, (key) => {
    const { hides, embed } = store.state();
    return isKeyHidden(hides, key) || isLeftToParent(embed, key);
  });
  const saveFilm = withLater(
    ({ saveFilm: save }) => palette && save(part(document, "export-menu", HTMLElement), store.state(), palette),
  );
  mountExport(document, store, () => addressBar.link(), {
    worksheet: withLater(({ openWorksheet }) => openWorksheet(store.state(), pageAddress(), background)),
    teach: withLater(({ openTeach }) => openTeach(store.state(), pageAddress())),
    notes: () => notesWindow.open(),
    page: () => void handOut.page(),
    embed: withLater(({ openEmbed }) => openEmbed(store.state(), addressBar.link(), palette)),
    film: saveFilm,
    "chart-svg": () => void handOut.picture("svg"),
    "chart-png": () => void handOut.picture("png"),
    card: (run) => void handOut.picture("card", run),
    strip: withLater(({ saveStrip }) => palette && saveStrip(store.state(), palette)),
  });
  mountBring(document, (file, lane) => {
    const { lanes, lanePointedAt } = store.state();
    const name = lane ?? lanes[lanePointedAt].name;
    withLater(({ bringWeights }) => void bringWeights(store, file, name))();
  });
  mountShare(document, store.state, (personal) => addressBar.link(personal), saveFilm);
  mountHandIn(
    document,
    (files) => void ownData.open(files),
    () => isFramed || store.state().hides.includes("data"),
  );
  return [
    mountWithheld(document),
    mountNotices(document, retry, dispatch),
    mountHeader(document, dispatch, kept),
    mountTransport(document, dispatch),
    mountLaneSwitch(part(document, "lane-switch", HTMLElement), dispatch),
    mountLineup(document, dispatch, () =>
      later().then(
        ({ mountPlane }) => mountPlane,
        (error) => (sayMissing(error), undefined),
      ),
    ),
    mountOtherSeeds(document, dispatch),
    instruments,
    mountPad(document, dispatch),
    // It points at what the others have put on the page.
    mountLesson(document, dispatch),
    (state, colours) => predictions?.render(state, colours),
  ];
}

/** The instruments that are opened later. */
async function later() {
  const bundle = await import("./views/later/later.js");
  papers ??= bundle.mountPapers();
  if (!predictions) {
    predictions = bundle.mountPredictions(document, store.dispatch, plane);
    touched += 1;
    schedule();
  }
  return bundle;
}

/** @param {unknown} error */
function sayMissing(error) {
  const message = `A part of the page could not be loaded (${reasonOf(error)}). Check the connection, then reload the page.`;
  store.dispatch({ type: "problem", problem: { id: "later", message, retry: "page" } });
}

let askedForCharts = false;

/** Once the lanes are up, the module that draws is fetched: nothing of it is needed to train. */
function fetchCharts() {
  if (askedForCharts || store.state().lanes.some(({ status }) => status === "creating")) return;
  askedForCharts = true;
  loadCharts(loadBar.begin("the charts"))
    .then(
      (glue) => {
        charts = glue;
        palette = readPalette();
        schedule();
      },
      (error) =>
        store.dispatch({ type: "problem", problem: { id: "charts", message: reasonOf(error), retry: error.retry } }),
    )
    .finally(() => loadBar.end());
}

const notesWindow = new NotesWindow({ view: window, store, storage: keptInTab, later, onMissing: sayMissing });

let filming = false;

/** Shows the film while the state says so. */
async function followFilm() {
  if (store.state().filming === filming) return;
  filming = !filming;
  if (!filming) return;
  try {
    const { showFilm } = await later();
    const isReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    showFilm(store, { isReduced, now: () => performance.now(), nextFrame: requestAnimationFrame.bind(window) });
  } catch (error) {
    store.dispatch({ type: "film", on: false });
    sayMissing(error);
  }
}

let fetchedLater = false;

/** Once nothing else is on its way, what is opened later is fetched: it can then be without a network. */
function fetchLater() {
  if (fetchedLater || !library.rests) return;
  fetchedLater = true;
  const { card, embed } = store.state();
  // A card that asks does so before its runs are trained.
  if (cardOf(card).asks && ["", "lesson"].includes(embed)) later().catch(() => {});
  // A frame is not kept, and a deck may have many of them.
  if (isFramed) return;
  const keep = async () => (await later()).keepOffline(document, store.state);
  setTimeout(() => keep().catch(() => {}), LATER_MS);
}

/** @param {Problem["retry"]} what */
function retry(what) {
  if (what === "page") return location.reload();
  if (what === "one-file") return void handOut.page();
  if (what === "own") return void ownData.open();
  if (what === "fast") {
    store.dispatch({ type: "solved", id: "fast" });
    return store.dispatch({ type: "fast", on: true });
  }
  if (what === "charts") {
    askedForCharts = false;
    return store.dispatch({ type: "solved", id: "charts" });
  }
  if (what !== "module") return library.retry(what);
  store.dispatch({ type: "solved", id: "module" });
  loading = loadModule(loadBar.begin("the page"));
  return void start();
}

/** On paper the runs are as they are, in whatever frame: the summary is of now. */
const onPaper = memo((/** @type {State} */ state) => ({ ...state, then: null }));

function shownNow() {
  return printing ? onPaper(store.state()) : store.state();
}

/** Draws the state, then tells the lab that it is on the screen. */
function frame(/** @type {number} */ time) {
  scheduled = false;
  const state = shownNow();
  if (!printing) {
    followTheme(state.theme);
    followProjector(state.projector);
  }
  palette ??= readPalette();
  // Without colours the page is not displayed, or its style has not come.
  if (palette) {
    lifeless.remove();
    draw(state, palette, touched, devicePixelRatio, innerWidth, innerHeight);
  }
  lab.frame(time);
  if (lab.busy) schedule();
}

/**
 * While runs train, most frames have nothing new. Of pixel ratio and window the views ask by themselves, here and nowhere else: what
 * they draw between two frames, of another size, is as fine as what they have drawn last, or a change would be noticed by some of them
 * alone. A view that cannot be drawn leaves the others, and the runs, as they are.
 */
const draw = memo((/** @type {[State, Palette, number, number, number, number]} */ ...[state, colours]) => {
  document.documentElement.toggleAttribute("data-enlarged", colours.isEnlarged);
  for (const view of views) {
    try {
      view(state, colours);
    } catch (error) {
      sayBroken(error);
    }
  }
});

/** Says once that a part of the page cannot be drawn. @param {unknown} error */
function sayBroken(error) {
  if (store.state().problems.some(({ id }) => id === "view")) return;
  reportError(error);
  const message = `A part of the page cannot be drawn (${reasonOf(error)}). The runs go on; reload the page to see all of it.`;
  store.dispatch({ type: "problem", problem: { id: "view", message, retry: "page" } });
}

function schedule() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(frame);
}

/** @returns {Theme} */
function savedTheme() {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** @param {Theme} theme */
function followTheme(theme) {
  if (theme === savedTheme()) return;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  palette = readPalette();
  try {
    kept.set("theme", theme);
  } catch {
    // Storage is forbidden or full: the choice lasts until the page is closed.
  }
}

/** @param {boolean} projector */
function followProjector(projector) {
  const page = document.documentElement;
  if (page.hasAttribute("data-projector") === projector) return;
  page.toggleAttribute("data-projector", projector);
  palette = readPalette();
}

/**
 * Paper is light, and what is drawn on canvases has to be drawn for it.
 * @param {boolean} on
 */
function printed(on) {
  printing = on;
  const { theme, projector } = store.state();
  document.documentElement.toggleAttribute("data-projector", projector && !on);
  if (on) document.documentElement.dataset.theme = "light";
  else if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  palette = readPalette();
  if (!palette) return;
  draw(shownNow(), palette, touched, devicePixelRatio, innerWidth, innerHeight);
  if (on) fillPaper(store.state(), addressBar.link(), palette);
}

async function start() {
  try {
    const module = await loading;
    lab.start(module);
    background.start(module);
  } catch (error) {
    const again = error instanceof ModuleError ? error.retry : "page";
    store.dispatch({ type: "problem", problem: { id: "module", message: reasonOf(error), retry: again } });
    lab.bar();
  } finally {
    loadBar.end();
  }
}

/** What a page in a frame has besides; what is said to it meanwhile is not lost. */
async function listenToParent() {
  /** @type {MessageEvent[]} */
  const early = [];
  const hear = (/** @type {MessageEvent} */ event) => void early.push(event);
  addEventListener("message", hear);
  try {
    const { mountEmbed } = await import("./views/embed/embed.js");
    mountEmbed(window, store, early);
  } catch (error) {
    sayMissing(error);
  } finally {
    removeEventListener("message", hear);
  }
}

let syncing = false;
store.subscribe(() => {
  schedule();
  addressBar.changed();
  shelfStorage.changed();
  notesWindow.changed();
  if (syncing) return;
  syncing = true;
  queueMicrotask(() => {
    syncing = false;
    lab.sync();
    sweep.follow();
    void followFilm();
    background.makeWay(lab.training);
    background.supply();
    otherSeeds.follow();
    filtersThen.follow();
    theoryFinder.follow();
    fetchCharts();
    fetchLater();
  });
});
for (const type of ["input", "change"]) {
  addEventListener(type, () => {
    touched += 1;
    schedule();
  });
}
addEventListener("popstate", () => {
  addressBar.follow();
  // What is kept, and who is heard, has been decided.
  if (isFramed !== (store.state().embed !== "")) location.reload();
});
if (!isFramed) addEventListener("storage", (event) => shelfStorage.heard(event));
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  shelfStorage.resume();
  notesWindow.resume();
});
addEventListener("pagehide", () => {
  addressBar.flush();
  notesWindow.leave();
  keepDrawing(keptInTab, store.state().drawing);
  keepPredictions(keptInTab, store.state());
});
addEventListener("beforeprint", () => printed(true));
addEventListener("afterprint", () => printed(false));
onNewLook(window, () => {
  palette = readPalette(palette);
  schedule();
});
// All text on canvases is drawn again: its font may have come, under the name by which it was called before.
document.fonts.addEventListener("loadingdone", () => {
  palette = readPalette();
  schedule();
});
setInterval(() => {
  lab.watch();
  // Where a screen is emulated, Chromium changes the pixel ratio without a word.
  schedule();
}, 1000);
if (isFramed) void listenToParent();
const absence = new Absence(store, () => performance.now());
const followVisibility = () => {
  pool.pulse(document.hidden);
  absence.follow(document.hidden);
};
document.addEventListener("visibilitychange", followVisibility);
followVisibility();
schedule();
void start();
// A style sheet that comes late.
document.addEventListener("load", schedule, true);
// All of it has come, even where no frame is drawn yet: what stands ready for a page that does not start goes.
if (palette) lifeless.remove();
