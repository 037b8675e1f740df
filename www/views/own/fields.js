/** What a person can say of data before they are used: how they are scaled, which side, what is held out. */

import { OWN } from "../../base/schema.js";
import { POINT_SCALINGS, SCALINGS } from "../../base/reading.js";
import { element, setHidden } from "../kit/dom.js";

/** What was said. @typedef {{scaling: string, inverted: boolean, side: number, crop: boolean, label: string, holdsOutLast: boolean, keep: boolean}} Said */

/** The side that pictures have unless it is said. */
const USUAL_SIDE = 14;

/**
 * @param {(what: "scaling" | "side" | "label" | "other") => void} follow something else was said
 */
export function mountFields(follow) {
  const scaling = element("select", { "aria-label": "Scaling" });
  const side = element("input", { "aria-label": "Side", inputmode: "numeric", size: "3", value: String(USUAL_SIDE) });
  const fit = element(
    "select",
    { "aria-label": "Shape" },
    element("option", { value: "crop" }, "cropped"),
    element("option", { value: "stretch" }, "stretched"),
  );
  const label = element("input", { "aria-label": "Label column", size: "10", placeholder: "name or number" });
  const [inverted, last, keep] = [
    "Invert: paper is white, ink dark",
    "Hold out the last rows instead of drawing them by the seed",
    "Keep on this machine",
  ].map((text) => {
    const box = element("input", { type: "checkbox" });
    return { box, root: element("label", { class: "teach-choice" }, box, text) };
  });
  const field = (/** @type {string} */ name, /** @type {HTMLElement[]} */ ...controls) =>
    element("span", { class: "own-field" }, element("span", { "aria-hidden": "true" }, name), ...controls);
  const rows = {
    scaling: field("Scaling", scaling),
    side: field("Side", side, fit),
    label: field("Label column", label),
  };
  const root = element(
    "div",
    { class: "own-fields" },
    element("div", { class: "own-row" }, rows.scaling, rows.side, rows.label),
    inverted.root,
    last.root,
    keep.root,
  );
  let now = USUAL_SIDE;
  side.addEventListener("change", () => {
    const typed = Math.round(Number(side.value));
    now = Number.isFinite(typed) && side.value.trim() ? Math.min(Math.max(typed, OWN.leastSide), OWN.mostSide) : now;
    side.value = String(now);
    follow("side");
  });
  fit.addEventListener("change", () => follow("side"));
  label.addEventListener("change", () => follow("label"));
  scaling.addEventListener("change", () => follow("scaling"));
  inverted.box.addEventListener("change", () => follow("scaling"));
  last.box.addEventListener("change", () => follow("other"));
  return {
    root,
    /** @returns {Said} */
    said: () => ({
      scaling: scaling.value,
      inverted: inverted.box.checked,
      side: now,
      crop: fit.value === "crop",
      label: label.value,
      holdsOutLast: last.box.checked,
      keep: keep.box.checked,
    }),
    /** Which of them there are. @param {{isRead: boolean, isText: boolean, arePictures: boolean, arePoints: boolean}} what */
    offer({ isRead, isText, arePictures, arePoints }) {
      const offered = arePoints ? POINT_SCALINGS : SCALINGS;
      scaling.replaceChildren(...Object.entries(offered).map(([value, name]) => element("option", { value }, name)));
      setHidden(rows.scaling, arePictures || !isRead);
      setHidden(rows.side, !arePictures);
      setHidden(rows.label, !isText || arePoints);
      for (const { root: row } of [inverted, last, keep]) setHidden(row, arePoints || !isRead);
    },
    /** @param {Partial<Pick<Said, "scaling" | "inverted" | "side" | "label" | "holdsOutLast">>} how */
    set(how) {
      label.value = how.label ?? label.value;
      if (how.scaling) scaling.value = how.scaling;
      inverted.box.checked = how.inverted ?? inverted.box.checked;
      last.box.checked = how.holdsOutLast ?? last.box.checked;
      if (how.side) now = how.side;
      side.value = String(now);
    },
  };
}
