/** Puts the page together: one store, one lab, the views, and the frame that keeps them in step. */

import { loadDataset } from "./data.js";
import { Lab } from "./lab.js";
import { Library } from "./library.js";
import { Run } from "./run.js";
import { initialState, reduce } from "./state.js";
import { createStore } from "./store.js";
import { part } from "./views/dom.js";
import { mountHeader } from "./views/header.js";
import { mountInstruments } from "./views/instruments.js";
import { mountKeys } from "./views/keys.js";
import { mountLane } from "./views/lane.js";
import { mountLaneSwitch } from "./views/lane_switch.js";
import { mountLesson } from "./views/lesson.js";
import { lossInstrument } from "./views/loss.js";
import { mountNotices } from "./views/notices.js";
import { onSystemTheme, readPalette } from "./views/palette.js";
import { mountTransport } from "./views/transport.js";
import { loadModule } from "./wasm.js";

/** @import { LossChart } from "./pkg/autoencoder_lab.js" */
/** @import { DataKind } from "./protocol.js" */
/** @import { Action, State, Theme } from "./state.js" */

/** How often a hidden page, which gets no frames, lets its runs go on. */
const HIDDEN_FRAME_MS = 1000;

const store = createStore(/** @type {(state: State, action: Action) => State} */ (reduce), { ...initialState(), theme: savedTheme() });
const library = new Library(store, loadDataset);
const lab = new Lab({ store, library, newRun, now: () => performance.now() });
/** @type {LossChart | undefined} */
let chart;
const views = mountViews();
let palette = readPalette();
let scheduled = false;

/** @param {number} index @param {ConstructorParameters<typeof Run>[1]} onReport */
function newRun(index, onReport) {
  const name = `run-${store.state().lanes[index].name}`;
  return new Run(() => new Worker(new URL("worker.js", import.meta.url), { type: "module", name }), onReport);
}

/** @returns {((state: State) => void)[]} */
function mountViews() {
  const { dispatch } = store;
  const template = part(document, "lane-template", HTMLTemplateElement);
  const lanes = part(document, "lanes", HTMLElement);
  const instruments = mountInstruments(part(document, "instruments", HTMLElement), [lossInstrument(() => chart)], dispatch);
  mountKeys(document, dispatch);
  return [
    mountNotices(part(document, "notices", HTMLElement), retry),
    mountHeader(document, dispatch),
    mountTransport(document, dispatch),
    mountLesson(document, dispatch),
    mountLaneSwitch(part(document, "lane-switch", HTMLElement), dispatch),
    ...store.state().lanes.map(({ name }, index) => {
      const render = mountLane(template, lanes, index, name, dispatch);
      return (/** @type {State} */ state) => render(state, palette);
    }),
    (state) => instruments(state, palette),
  ];
}

/** @param {DataKind | "page"} what */
function retry(what) {
  if (what === "page") location.reload();
  else library.retry(what);
}

/** Draws the state, then tells the lab that it is on the screen. */
function frame(/** @type {number} */ time) {
  scheduled = false;
  const state = store.state();
  followTheme(state.theme);
  for (const view of views) view(state);
  lab.frame(time);
  if (lab.busy) schedule();
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
    localStorage.setItem("theme", theme);
  } catch {
    // Storage is forbidden or full: the choice lasts until the page is closed.
  }
}

async function start() {
  try {
    const { module, glue } = await loadModule();
    chart = new glue.LossChart();
    store.dispatch({ type: "hyperparameters", hyperparameters: glue.hyperparameters() });
    lab.start(module);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    store.dispatch({ type: "problem", problem: { id: "module", message, retry: "page" } });
    lab.bar();
  }
}

let syncing = false;
store.subscribe(() => {
  schedule();
  if (syncing) return;
  syncing = true;
  queueMicrotask(() => {
    syncing = false;
    lab.sync();
  });
});
onSystemTheme(() => {
  palette = readPalette();
  schedule();
});
setInterval(() => lab.watch(), 1000);
setInterval(() => document.hidden && lab.frame(performance.now(), HIDDEN_FRAME_MS), HIDDEN_FRAME_MS);
schedule();
void start();
