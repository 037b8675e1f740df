/** The lesson: one step at a time, with the numbers of the running lanes in its sentences. */

import { DATA_SETS } from "../data.js";
import { formatCount } from "../format.js";
import { STEPS, lessonStep } from "../lesson/steps.js";
import { configOf } from "../presets.js";
import { isDone, isTooEarly, standsFor } from "../scene.js";
import { element, memo, part, setAttribute, setHidden, setText } from "./dom.js";
import { mountFormula } from "./formula.js";
import { closeOnLeave } from "./overlay.js";
import { mountPlaces } from "./places.js";
import { mountPresets } from "./presets.js";
import { mountText } from "./text.js";

/** @import { Action, State } from "../state.js" */

/**
 * @param {ParentNode} page
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountLesson(page, dispatch) {
  const root = part(page, "lesson", HTMLElement);
  const renderContents = mountContents(root, dispatch);
  const renderStep = mountStep(root, dispatch);
  const renderFormula = mountFormula(root, dispatch);
  const renderTurns = mountTurns(root, dispatch);
  const renderPresets = mountPresets(part(root, "presets", HTMLElement), dispatch);
  unfoldWhereThereIsRoom(part(root, "rail-more", HTMLDetailsElement));
  return (state) => {
    const index = STEPS.findIndex(({ id }) => id === state.step);
    renderContents(index);
    renderFormula(state);
    renderStep(state);
    renderTurns(state, index);
    renderPresets(state, STEPS[index].scene === undefined);
  };
}

/**
 * The list of steps: a row of marks, or when it is opened their titles.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 */
function mountContents(root, dispatch) {
  const list = part(root, "steps", HTMLElement);
  const toggle = part(root, "contents", HTMLButtonElement);
  const where = part(root, "where", HTMLElement);
  const unfold = (/** @type {boolean} */ open) => {
    toggle.setAttribute("aria-expanded", String(open));
    list.classList.toggle("open", open);
  };
  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";
  toggle.addEventListener("click", () => {
    unfold(!isOpen());
    // The list stands before its button: by keyboard a person goes on from the step that is shown.
    if (isOpen() && toggle.matches(":focus-visible")) buttons.find((button) => button.hasAttribute("aria-current"))?.focus();
  });
  closeOnLeave(toggle, list, isOpen, () => unfold(false));
  const buttons = STEPS.map(({ id, title }, index) => {
    const name = element("span", {}, title);
    const button = element("button", { type: "button", title }, element("span", { class: "number" }, String(index + 1)), " ", name);
    button.addEventListener("click", () => {
      unfold(false);
      dispatch({ type: "lesson", step: id });
    });
    list.append(element("li", {}, button));
    return button;
  });
  return memo((/** @type {number} */ current) => {
    setText(where, `${current + 1} of ${STEPS.length} · ${STEPS[current].part}`);
    buttons.forEach((button, index) => {
      if (index === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      button.classList.toggle("past", index < current);
    });
  });
}

/**
 * Title, prose, what to do, where to look, how far it holds.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
function mountStep(root, dispatch) {
  const title = part(root, "title", HTMLElement);
  const formula = part(root, "formula", HTMLDetailsElement);
  const folded = part(root, "limits-fold", HTMLDetailsElement);
  const deed = part(root, "deed", HTMLButtonElement);
  deed.addEventListener("click", () => dispatch({ type: "deed" }));
  const renderOtherImages = mountOtherImages(part(root, "other-images", HTMLElement));
  const places = mountPlaces(dispatch);
  const texts = [part(root, "prose", HTMLElement), part(root, "try", HTMLElement), part(root, "look", HTMLElement), part(root, "limits", HTMLElement)]
    .map((target) => mountText(target, places.pointer));
  const show = memo((/** @type {string} */ id) => {
    const step = lessonStep(id);
    setText(title, step.title);
    [step.prose, step.try, step.look, step.limits].forEach((text, index) => texts[index].show(text));
    formula.open = step.formula ?? false;
    folded.open = false;
    setHidden(deed, !step.deed);
    setText(part(deed, "deed-name", HTMLElement), step.deed?.name ?? "");
    root.scrollTop = 0;
  });
  return (state) => {
    show(state.step);
    for (const { render } of texts) render(state.lanes);
    places.render(lessonStep(state.step), state);
    setAttribute(deed, "data-done", isDone(state));
    const early = isTooEarly(state);
    setAttribute(deed, "aria-disabled", early);
    setAttribute(deed, "title", early ? "Train first" : "Do it (D)");
    renderOtherImages(state);
  };
}

/**
 * Says what images a step speaks of, where the runs have others.
 * @param {HTMLElement} root
 * @returns {(state: State) => void}
 */
function mountOtherImages(root) {
  return ({ step, lanes }) => {
    const { scene } = lessonStep(step);
    const { data, trainingImages } = configOf(scene?.lanes[0] ?? lanes[0].config, lanes[0].config.seed);
    const isOther = lanes[0].config.data !== data || lanes[0].config.trainingImages !== trainingImages;
    setHidden(root, !isOther);
    setText(root, isOther ? `Written for ${formatCount(trainingImages)} images of ${DATA_SETS[data].label}; yours are others, and so are their numbers.` : "");
  };
}

/**
 * Back and Next, and whether the next step goes on with the runs that are here.
 * @param {HTMLElement} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State, index: number) => void}
 */
function mountTurns(root, dispatch) {
  const back = part(root, "back", HTMLButtonElement);
  const next = part(root, "next", HTMLButtonElement);
  const outlook = part(root, "outlook", HTMLElement);
  back.addEventListener("click", () => dispatch({ type: "turn", by: -1 }));
  next.addEventListener("click", () => dispatch({ type: "turn", by: 1 }));
  return ({ lanes }, index) => {
    const following = STEPS[index + 1];
    setAttribute(back, "aria-disabled", index === 0);
    setAttribute(next, "aria-disabled", !following);
    const keeps = following && (!following.scene || standsFor(lanes, following.scene));
    setText(outlook, !following ? "" : keeps ? "keeps the runs" : "begins new runs");
  };
}

/**
 * Open where there is room for it beside the lanes; folded to one line where it would push them off the screen.
 * @param {HTMLDetailsElement} details
 */
function unfoldWhereThereIsRoom(details) {
  const roomy = matchMedia("(min-width: 1200px), (min-width: 701px) and (min-height: 1200px)");
  const follow = () => {
    details.open = roomy.matches;
  };
  roomy.addEventListener("change", follow);
  follow();
}
