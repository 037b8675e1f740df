/** What theory says about λ in a linear lane: a mark under its slider wherever a component goes out, and a sentence. */

import { survivalSentence } from "../../settings/formula.js";
import { LAMBDAS, ticksOn } from "../../base/scale.js";
import { element, memoBy, part, setAttribute, setHidden, setProperty, setText } from "../kit/dom.js";

/** @import { Lane } from "../../lanes/lanes.js" */

/** Marks nearer than this share of the slider would touch. */
const GAP = 1 / 60;

/** @type {number[]} */
const NONE = [];

/**
 * @param {HTMLElement} section
 * @returns {(lane: Lane) => void}
 */
export function mountSurvival(section) {
  const marks = part(section, "ticks", HTMLElement);
  const sentence = part(section, "survival", HTMLElement);
  sentence.id = `${section.dataset.lane}-survival`;
  const name = part(section, "run-name", HTMLElement);
  name.id = `${section.dataset.lane}-run-name`;
  const slider = part(section, "lambda", HTMLInputElement);
  /** @type {{mark: HTMLElement, largest: number}[]} */
  let ticks = [];
  const place = memoBy(
    (/** @type {number[]} */ thresholds) => thresholds,
    (thresholds) => {
      ticks = ticksOn(LAMBDAS, thresholds, GAP).map(({ at, values }) => {
        const mark = element("i", values.length > 1 ? { class: "several" } : {});
        setProperty(mark, "--at", at);
        return { mark, largest: values[0] };
      });
      marks.replaceChildren(...ticks.map(({ mark }) => mark));
    },
  );
  return ({ config, picture }) => {
    const thresholds = picture?.snapshot.theory?.thresholds ?? NONE;
    place(thresholds);
    for (const { mark, largest } of ticks) mark.classList.toggle("out", config.lambda >= largest);
    setText(sentence, survivalSentence(thresholds, config.lambda));
    setHidden(sentence, thresholds.length === 0);
    // Without a sentence the slider is described as every control is: by its run.
    if (sentence.hidden) slider.removeAttribute("aria-describedby");
    else setAttribute(slider, "aria-describedby", `${name.id} ${sentence.id}`);
  };
}
