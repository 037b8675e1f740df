/** The head of the page: what all lanes share, and the tools of the page itself. */

import { DATA_SETS } from "../../base/schema.js";
import { formatCount } from "../../base/format.js";
import { SOURCES, thumbnailOf } from "../../images/data.js";
import { inputsOf, labelOf } from "../../images/own.js";
import { isPlane, nounFor, poolOf } from "../../images/points.js";
import { holds } from "../../place.js";
import { TRAINING_IMAGES, positionOf, valueAt } from "../../base/scale.js";
import { element, memo, part, setAttribute, setSlider, setText, setValue } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";
import { closeOnLeave } from "../kit/overlay.js";
import { mountParts } from "./projector_parts.js";

/** @import { DataSet, RunConfig } from "../../base/protocol.js" */
/** @import { OwnStorage } from "../../storage/browser_storage.js" */
/** @import { Action, OwnSet, State, Theme } from "../../state/state.js" */

/** @type {Record<Theme, {next: Theme, name: string}>} */
const THEMES = {
  auto: { next: "light", name: "Theme: as the system" },
  light: { next: "dark", name: "Theme: light" },
  dark: { next: "auto", name: "Theme: dark" },
};

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @param {OwnStorage} storage keeps which parts a projector shows
 * @returns {(state: State) => void}
 */
export function mountHeader(root, dispatch, storage) {
  const renderShared = mountShared(root, dispatch);
  const renderTheme = mountTheme(root, dispatch);
  const projector = part(root, "projector", HTMLButtonElement);
  projector.addEventListener("click", () => dispatch({ type: "toggle-projector" }));
  mountParts(document, storage);
  const toggle = part(root, "setup-toggle", HTMLButtonElement);
  const now = part(root, "setup-now", HTMLElement);
  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";
  toggle.addEventListener("click", () => setAttribute(toggle, "aria-expanded", !isOpen()));
  closeOnLeave(toggle, part(root, "setup", HTMLElement), isOpen, () => setAttribute(toggle, "aria-expanded", false));
  return (state) => {
    renderShared(state);
    renderTheme(state);
    setAttribute(projector, "aria-pressed", state.projector);
    const { config } = state.lanes[0];
    const { data, trainingImages, seed } = config;
    const images = `${formatCount(trainingImages)} ${nounFor(data, trainingImages)}`;
    setAttribute(toggle, "aria-label", `Set-up: ${labelOf(config)}, ${images}, seed ${seed}`);
    setText(now, `${labelOf(config)} · ${images}`);
  };
}

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
function mountShared(root, dispatch) {
  const data = part(root, "data", HTMLSelectElement);
  const images = part(root, "images", HTMLInputElement);
  const imagesValue = part(root, "images-value", HTMLElement);
  const noun = part(root, "images-noun", HTMLElement);
  const seed = part(root, "seed", HTMLInputElement);
  mountPicker(data);
  const renderOwn = mountOwnOptions(data);
  let notches = TRAINING_IMAGES;
  data.addEventListener("change", () => {
    const chosen = data.value;
    /** @type {Partial<RunConfig>} */
    const change = chosen in DATA_SETS ? { data: /** @type {DataSet} */ (chosen) } : { data: "own", own: chosen };
    dispatch({ type: "configure-all", change });
  });
  images.addEventListener("input", () =>
    dispatch({ type: "configure-all", change: { trainingImages: valueAt(notches, Number(images.value)) } }),
  );
  const writeSeed = mountNumber(
    seed,
    { name: "Seed", min: Number(seed.min), max: Number(seed.max), whole: true },
    (typed) => dispatch({ type: "configure-all", change: { seed: typed } }),
    (status) => dispatch({ type: "view", view: { status } }),
  );
  part(root, "new-seed", HTMLButtonElement).addEventListener("click", () => dispatch(newSeed()));
  return ({ lanes, owns }) => {
    const { config } = lanes[0];
    renderOwn(owns, config.own ?? "");
    setValue(data, config.own ?? config.data);
    // A name of a person’s own may be longer than there is room for.
    setAttribute(data, "title", config.own ? labelOf(config) : "");
    notches = notchesUpTo(poolOf(config));
    setAttribute(images, "max", notches.length - 1);
    setSlider(
      images,
      positionOf(notches, config.trainingImages),
      `${formatCount(config.trainingImages)} ${nounFor(config.data, config.trainingImages)}`,
    );
    setText(noun, isPlane(config.data) ? "Points" : "Images");
    setText(imagesValue, formatCount(config.trainingImages));
    writeSeed(String(config.seed));
  };
}

/** The numbers of images that the slider stops at: of data that have more of them, all. */
const notchesUpTo = memo((/** @type {number} */ pool) => {
  const most = TRAINING_IMAGES[TRAINING_IMAGES.length - 1];
  return pool > most ? Object.freeze([...TRAINING_IMAGES, pool]) : TRAINING_IMAGES;
});

/**
 * Options for data of a person's own that are here, and for those that the runs wait for.
 * @param {HTMLSelectElement} select
 * @returns {(owns: readonly OwnSet[], wanted: string) => void}
 */
function mountOwnOptions(select) {
  const group = element("optgroup", { label: "Yours" });
  return memo((owns, wanted) => {
    const missing = wanted && !owns.some(({ text }) => text === wanted) ? [{ text: wanted, picture: "" }] : [];
    const options = [...owns, ...missing].map(({ text, picture }) => {
      const config = /** @type {const} */ ({ data: "own", own: text });
      return optionOf(text, labelOf(config), inputsOf(config), picture || String(thumbnailOf("own")));
    });
    group.replaceChildren(...options);
    if (options.length > 0) select.append(group);
    else group.remove();
  });
}

/** @param {string} value @param {string} label @param {number} inputs @param {string} picture */
function optionOf(value, label, inputs, picture) {
  const thumbnail = element("span", { class: "thumbnail", "aria-hidden": "true" });
  thumbnail.style.setProperty("--picture", `url("${picture}")`);
  return element("option", { value, "data-inputs": `n = ${inputs}` }, thumbnail, label);
}

/**
 * The data sets with a picture of each, where the browser can show more than words in a list.
 * @param {HTMLSelectElement} select
 */
function mountPicker(select) {
  // Elsewhere it would be a button without a name.
  if (CSS.supports("appearance", "base-select"))
    select.append(element("button", { type: "button" }, document.createElement("selectedcontent")));
  const missing = element("optgroup", { label: "Not in this file" });
  for (const [value, { label, inputs }] of /** @type {[DataSet, typeof DATA_SETS[DataSet]][]} */ (
    Object.entries(DATA_SETS)
  )) {
    if (value === "own") continue;
    const option = optionOf(value, label, inputs, String(thumbnailOf(value)));
    option.disabled = !SOURCES[value].files.every(({ file }) => holds(`data/${file}`));
    (option.disabled ? missing : select).append(option);
  }
  if (missing.hasChildNodes()) select.append(missing);
}

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
function mountTheme(root, dispatch) {
  const button = part(root, "theme", HTMLButtonElement);
  const name = part(root, "theme-name", HTMLElement);
  /** @type {Theme} */
  let current = "auto";
  button.addEventListener("click", () => dispatch({ type: "view", view: { theme: THEMES[current].next } }));
  return ({ theme }) => {
    current = theme;
    setText(name, THEMES[theme].name);
    button.title = THEMES[theme].name;
    button.dataset.theme = theme;
  };
}

/** Seeds that New seed draws from: few enough digits to read out and to remember. */
const SEEDS = 10_000;

/**
 * Both lanes from another seed, drawn by the browser.
 * @returns {Action}
 */
export function newSeed() {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return { type: "configure-all", change: { seed: drawn % SEEDS } };
}
