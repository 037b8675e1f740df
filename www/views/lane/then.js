/** Over a lane that is shown as it was: a band that says when, and leads back, or on from there. */

import { nearest, pairsOf } from "../../base/curve.js";
import { formatCount } from "../../base/format.js";
import { stepOf } from "../../lanes/lanes.js";
import { element, memo, setText } from "../kit/dom.js";

/** @import { KeptPoint } from "../../base/kept.js" */
/** @import { Lane } from "../../lanes/lanes.js" */

const HELP =
  "Images, numbers and verdict of exactly this step, kept with the curve. The instruments below show the runs as they are now.";

/**
 * @param {HTMLElement} section
 * @param {string} name of the lane
 * @param {{back: () => void, goOn: () => void}} acts
 * @returns {(lane: Lane, point: KeptPoint | undefined, wanted: number) => void}
 */
export function mountThen(section, name, { back, goOn }) {
  const root = element("section", { class: "then", "aria-label": `Then, ${name}` });
  const said = element("p", { title: HELP });
  const button = (
    /** @type {string} */ label,
    /** @type {string[]} */ [before, word, after],
    /** @type {() => void} */ act,
  ) => {
    const control = element(
      "button",
      { type: "button", "aria-label": label, "aria-description": `Run ${name}` },
      element("span", { class: "long" }, before),
      word,
      element("span", { class: "long" }, after),
    );
    control.addEventListener("click", act);
    return control;
  };
  root.append(
    element("b", { "aria-hidden": "true" }, name),
    said,
    button("Back to now", ["", "Back", " to now"], back),
    button("Go on from here", ["", "Go on", " from here"], goOn),
  );
  const toldOf = memo(told);
  return (lane, point, wanted) => {
    section.classList.toggle("in-then", point !== undefined);
    // Taken out of the page, it gives up the focus.
    if (!point) return root.remove();
    if (root.parentElement !== section) section.prepend(root);
    return setText(said, toldOf(lane, point, wanted));
  };
}

/**
 * @param {Lane} lane
 * @param {KeptPoint} point
 * @param {number} wanted step
 */
function told(lane, { step }, wanted) {
  const pairs = pairsOf(/** @type {NonNullable<Lane["picture"]>} */ (lane.picture).curve, "train");
  const read = pairs[2 * nearest(pairs, wanted)];
  const apart = read === step ? "" : ", nearest kept";
  return `step ${formatCount(step)} of ${formatCount(stepOf(lane))}${apart}`;
}
