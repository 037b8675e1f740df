/** One lane: its head, controls, drawing, pictures, readouts and verdict. */

import { inputsOf } from "../../images/own.js";
import { filesFor } from "../../images/data.js";
import { wordsFor } from "../../images/points.js";
import { formatBytes, formatCount } from "../../base/format.js";
import { canBePinned } from "../../state/shelving.js";
import { spreadOf } from "../../base/spread.js";
import { keptNear, laneAt } from "../../lanes/then.js";
import { verdict } from "../../lanes/verdict.js";
import { mountControls } from "./controls.js";
import { element, memo, part, passFocus, setAttribute, setHidden, setText } from "../kit/dom.js";
import { mountMore } from "./more.js";
import { mountNetwork, parameterCount } from "./network.js";
import { mountPictures } from "./pictures.js";
import { mountPlanePlace } from "./plane_place.js";
import { newPin } from "./pin.js";
import { mountReadouts } from "./readouts.js";
import { mountReconstructions } from "./reconstructions.js";
import { mountRunMenu } from "./run_menu.js";
import { mountSurvival } from "./survival.js";
import { mountThen } from "./then.js";

/** @import { Lane } from "../../lanes/lanes.js" */
/** @import { RunConfig } from "../../base/protocol.js" */
/** @import { SeedRanges } from "../../state/seed_ranges.js" */
/** @import { Action, Loading, State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { LoadPlane } from "./plane_place.js" */

/**
 * @param {HTMLTemplateElement} template
 * @param {string} name
 * @param {(action: Action) => void} dispatch
 * @param {AbortSignal} gone says that the lane has been removed
 * @param {LoadPlane} loadPlane
 * @returns {{section: HTMLElement, render: (state: State, index: number, ranges: SeedRanges | undefined, palette: Palette) => void}}
 */
export function mountLane(template, name, dispatch, gone, loadPlane) {
  const section = /** @type {HTMLElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
  section.dataset.lane = name;
  section.setAttribute("aria-label", `Run ${name}`);
  nameParts(section, name);
  /** Where the lane stands now: it moves when another comes or goes. */
  let lane = 0;
  const configure = (/** @type {Partial<RunConfig>} */ change) => dispatch({ type: "configure", lane, change });
  const say = (/** @type {string} */ status) => dispatch({ type: "view", view: { status } });
  part(section, "restart", HTMLButtonElement).addEventListener("click", () => dispatch({ type: "restart", lane }));
  const remove = part(section, "remove", HTMLButtonElement);
  remove.addEventListener("click", () => dispatch({ type: "remove-lane", lane }));
  const pin = part(section, "pin", HTMLButtonElement);
  pin.addEventListener("click", () => dispatch(newPin(name)));
  const difference = part(section, "difference", HTMLInputElement);
  difference.addEventListener("change", () => dispatch({ type: "view", view: { difference: difference.checked } }));
  const draw = part(section, "draw", HTMLButtonElement);
  draw.addEventListener("click", () =>
    dispatch({ type: "view", view: { padOpen: draw.getAttribute("aria-expanded") !== "true" } }),
  );
  const views = [
    mountHead(section),
    mountControls(section, configure, say),
    mountSurvival(section),
    mountNetwork(section),
    mountProblem(section, (type) => dispatch({ type, lane })),
    mountMore(section, configure, say, gone),
  ];
  const renderReadouts = mountReadouts(section);
  const renderVerdict = mountVerdict(section);
  const renderSwitches = mountPictures(section, dispatch);
  const renderRunMenu = mountRunMenu(section, name, dispatch);
  const renderPictures = mountReconstructions(section);
  const renderPlane = mountPlanePlace(section, name, dispatch, loadPlane);
  const renderThen = mountThen(section, name, {
    back: () => dispatch({ type: "travel", to: null }),
    goOn: () => dispatch({ type: "go-from", lane }),
  });
  const held = [part(section, "controls", HTMLElement), part(section, "more-panel", HTMLElement)];
  const then = memo(laneAt);
  const render = (
    /** @type {State} */ state,
    /** @type {number} */ index,
    /** @type {SeedRanges | undefined} */ ranges,
    /** @type {Palette} */ palette,
  ) => {
    lane = index;
    const now = state.lanes[index];
    const point = state.then === null ? undefined : keptNear(now, state.then);
    const shown = point ? then(now, point, state.uniformNoise) : now;
    renderThen(now, point, state.then ?? 0);
    // What was cannot be changed, and a run that repeats another is to come to where that was.
    const rests = point !== undefined || now.aim !== undefined;
    for (const controls of held) if (controls.inert !== rests) controls.inert = rests;
    for (const view of views) view(shown);
    const over = point ? undefined : ranges;
    renderReadouts(shown, over);
    renderVerdict(shown, state.loading, over?.sentence ?? "", over?.clear ?? false);
    renderRunMenu(now, state.lanes);
    renderPictures(shown, state, palette);
    renderPlane(shown, state, palette);
    renderSwitches(state);
    difference.checked = state.difference;
    setAttribute(draw, "aria-expanded", state.padOpen);
    pin.disabled = !canBePinned(now);
    setHidden(remove, state.lanes.length === 1);
    section.classList.toggle("pointed-at", index === state.lanePointedAt);
    setAttribute(section, "aria-busy", shown.status === "creating");
    // For programs that read the page: until then errors may be of an earlier step than the one shown.
    section.toggleAttribute("data-at-rest", now.atRest);
  };
  return { section, render };
}

/**
 * Says which run everything in a lane is of: in a list of all sliders or buttons the region around them is not heard. Names stay
 * as they are, for those who look for them; the run is added to their descriptions.
 * @param {HTMLElement} section
 * @param {string} name
 */
function nameParts(section, name) {
  setText(part(section, "badge", HTMLElement), name);
  setText(part(section, "run-name", HTMLElement), `Run ${name}: `);
  setText(part(section, "remove-name", HTMLElement), `Remove run ${name}`);
  for (const named of section.querySelectorAll("input, button, summary")) {
    const title = named.getAttribute("title");
    if (!named.hasAttribute("aria-describedby"))
      named.setAttribute("aria-description", [`Run ${name}`, ...(title ? [title] : [])].join(". "));
  }
}

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane) => void}
 */
function mountHead(section) {
  const title = part(section, "title", HTMLElement);
  const subtitle = part(section, "subtitle", HTMLElement);
  /** Narrow lanes leave out the words that are not needed. @param {string} text */
  const long = (text) => element("span", { class: "long" }, text);
  const describe = memo((/** @type {string} */ k, /** @type {string} */ units, /** @type {string} */ inputs) => {
    subtitle.replaceChildren(`${k} `, long("hidden "), units, long(` for ${inputs}`), count);
  });
  /** A hall sees no drawing that says it. */
  const count = element("span", { class: "projected" });
  return ({ config }) => {
    const k = config.hiddenUnits;
    const n = inputsOf(config);
    setText(title, k < n ? "Undercomplete" : "Overcomplete");
    setText(count, ` · ${formatCount(parameterCount(k, n, config.tied))} parameters`);
    describe(formatCount(k), k === 1 ? "unit" : "units", wordsFor(config.data, `${formatCount(n)} pixels`));
  };
}

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane, loading: Loading[], ofSeeds: string, clear: boolean) => void}
 */
function mountVerdict(section) {
  const root = part(section, "verdict", HTMLElement);
  const lead = element("b");
  const text = element("span");
  const since = element("span", { class: "since" });
  const seeds = element("span", { class: "of-seeds" });
  root.append(lead, " ", text, since, " ", seeds);
  return memo((lane, loading, ofSeeds, clear) => {
    const { firm, begin, sentence, since: change = "" } = sentenceFor(lane, loading);
    setHidden(root, lane.problem !== "" && lane.status !== "ready");
    setText(lead, begin);
    // What a change did is for readers, not for the back row: it ends the sentence, with its full stop.
    setText(text, change ? sentence.slice(0, -change.length - 1) : sentence);
    setText(since, change && `${change}.`);
    root.classList.toggle("firm", firm);
    setText(seeds, ofSeeds);
    seeds.classList.toggle("clear", clear);
  });
}

/**
 * @param {Lane} lane
 * @param {Loading[]} loading
 */
function sentenceFor({ name, config, status, note, picture, aim }, loading) {
  const awaited =
    status === "creating" &&
    loading.find(
      ({ source, files }) => source === config.data && filesFor(config).some(({ file }) => files.includes(file)),
    );
  if (awaited)
    return {
      firm: false,
      begin: "",
      sentence: `Loading ${awaited.name}: ${formatBytes(awaited.loaded)} of ${formatBytes(awaited.total)}.`,
    };
  if (!picture || status === "creating")
    return { firm: false, begin: "", sentence: note || `Run ${name} is being set up.` };
  const { snapshot, curve, tiles, inputs, reconstructions, passes } = picture;
  const { spread = spreadOf(tiles, inputs, reconstructions) } = picture;
  if (aim)
    return {
      firm: false,
      begin: "",
      sentence: `${name} repeats run ${aim.of}: step ${formatCount(snapshot.step)} of ${formatCount(aim.step)}.`,
    };
  if (snapshot.step === 0)
    return {
      firm: false,
      begin: "",
      sentence: note || `${name} is not trained yet: these are its first weights at work.`,
    };
  const { firm, text, since } = verdict({ name, config, snapshot, curve, passes, spread });
  return { firm, begin: firm ? "In this run" : "So far", sentence: text, since };
}

/**
 * What went wrong in this lane, and what can be done about it.
 * @param {HTMLElement} section
 * @param {(remedy: "remedy" | "go-on") => void} choose
 * @returns {(lane: Lane) => void}
 */
function mountProblem(section, choose) {
  const root = part(section, "problem", HTMLElement);
  const show = (
    /** @type {string} */ problem,
    /** @type {Lane["status"]} */ status,
    /** @type {boolean} */ hasAccepted,
  ) => {
    setHidden(root, problem === "");
    root.replaceChildren(...(problem === "" ? [] : [element("span", {}, problem)]));
    if (problem === "" || status === "ready" || status === "creating" || status === "barred") return;
    if (status === "diverged") root.append(choice("Go on with half the learning rate", () => choose("go-on")));
    root.append(choice(remedyName(status, hasAccepted), () => choose("remedy")));
  };
  const render = memo((/** @type {Parameters<typeof show>} */ ...shown) =>
    passFocus(
      () => show(...shown),
      () => section.querySelector("h2"),
    ),
  );
  return (lane) => render(lane.problem, lane.status, lane.accepted !== undefined);
}

/**
 * @param {string} name
 * @param {() => void} act
 */
function choice(name, act) {
  const button = element("button", { type: "button", class: "outlined" }, name);
  button.addEventListener("click", act);
  return button;
}

/**
 * @param {Lane["status"]} status
 * @param {boolean} hasAccepted
 */
function remedyName(status, hasAccepted) {
  if (status === "diverged") return "Begin again with half of it";
  return status === "rejected" && hasAccepted ? "Back to the settings before" : "Restart this run";
}
