/** The head of the page: what all lanes share, and the tools of the page itself. */

import { DATA_SETS } from "../../base/schema.js";
import { formatCount } from "../../base/format.js";
import { SOURCES, thumbnailOf } from "../../images/data.js";
import { isPlane, nounFor } from "../../images/points.js";
import { holds } from "../../place.js";
import { TRAINING_IMAGES, positionOf, valueAt } from "../../base/scale.js";
import { element, part, setAttribute, setSlider, setText, setValue } from "../kit/dom.js";
import { mountNumber } from "../kit/number_field.js";
import { closeOnLeave } from "../kit/overlay.js";
import { mountParts } from "./projector_parts.js";

/** @import { DataSet } from "../../base/protocol.js" */
/** @import { OwnStorage } from "../../storage/browser_storage.js" */
/** @import { Action, State, Theme } from "../../state/state.js" */

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
    const { data, trainingImages, seed } = state.lanes[0].config;
    const images = `${formatCount(trainingImages)} ${nounFor(data, trainingImages)}`;
    setAttribute(toggle, "aria-label", `Set-up: ${DATA_SETS[data].label}, ${images}, seed ${seed}`);
    setText(now, `${DATA_SETS[data].label} · ${images}`);
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
  data.addEventListener("change", () =>
    dispatch({ type: "configure-all", change: { data: /** @type {DataSet} */ (data.value) } }),
  );
  images.addEventListener("input", () =>
    dispatch({ type: "configure-all", change: { trainingImages: valueAt(TRAINING_IMAGES, Number(images.value)) } }),
  );
  const writeSeed = mountNumber(
    seed,
    { name: "Seed", min: Number(seed.min), max: Number(seed.max), whole: true },
    (typed) => dispatch({ type: "configure-all", change: { seed: typed } }),
    (status) => dispatch({ type: "view", view: { status } }),
  );
  part(root, "new-seed", HTMLButtonElement).addEventListener("click", () => dispatch(newSeed()));
  return ({ lanes }) => {
    const { config } = lanes[0];
    setValue(data, config.data);
    setSlider(
      images,
      positionOf(TRAINING_IMAGES, config.trainingImages),
      `${formatCount(config.trainingImages)} ${nounFor(config.data, config.trainingImages)}`,
    );
    setText(noun, isPlane(config.data) ? "Points" : "Images");
    setText(imagesValue, formatCount(config.trainingImages));
    writeSeed(String(config.seed));
  };
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
    const thumbnail = element("span", { class: "thumbnail", "aria-hidden": "true" });
    thumbnail.style.setProperty("--picture", `url("${thumbnailOf(value)}")`);
    const option = element("option", { value, "data-inputs": `n = ${inputs}` }, thumbnail, label);
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
