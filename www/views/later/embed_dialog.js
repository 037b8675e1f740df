/** The dialog that writes a frame with the runs of now, for slides and courses; and a picture of them, for where frames are forbidden. */

import { escaped } from "../../base/format.js";
import { ONE_FILE } from "../../files/one_file.js";
import { isPlane } from "../../images/points.js";
import { lastStep } from "../../lanes/then.js";
import { withLink } from "../../link/decks.js";
import { parse, serialize } from "../../link/url.js";
import { download, element } from "../kit/dom.js";
import { copied, dialogOf } from "../teach/dialog.js";
import { FRAME, paintFrame } from "./film_frame.js";

/** @import { Embed } from "../../base/frame.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */

/** What a frame can show, as it is offered. @type {readonly [Embed, string][]} */
const KINDS = Object.freeze([
  ["page", "Runs and chart"],
  ["chart", "Chart"],
  ["lane", "One run"],
  ["plane", "Points of the plane"],
  ["sweep", "Sweep"],
  ["lesson", "Lesson, for a course"],
]);

/** Widths and heights that fit slides and columns, in CSS pixels. */
const SIZES = Object.freeze(["960 × 600", "1280 × 720", "640 × 400"]);

/** What the picture is saved as. */
const PICTURE = "autoencoder-lab.png";

/**
 * @param {State} state
 * @param {string} link to what is on the screen: its whole address
 * @param {Palette | undefined} palette
 */
export function openEmbed(state, link, palette) {
  const [kind, kindLabel] = choice("Shows", kindsFor(state));
  const [size, sizeLabel] = choice(
    "Size",
    SIZES.map((text) => [text, text]),
  );
  const begins = element("input", { type: "checkbox" });
  begins.checked = state.autoplay;
  const frame = copied("Frame", element("textarea", { readonly: "", rows: "5" }));
  const picture = copied(
    "Picture with a link, where frames are forbidden",
    element("textarea", { readonly: "", rows: "3" }),
  );
  const save = element("button", { type: "button", class: "outlined" }, "Save picture");
  const follow = () => {
    const embed = /** @type {Embed} */ (kind.value);
    const [width, height] = size.value.split(" × ").map(Number);
    const title = titleOf(state);
    frame.show(frameOf(frameLink(link, { embed, autoplay: begins.checked }), title, width, height), "");
    picture.show(pictureOf(link, title, width), "");
  };
  save.addEventListener("click", () => palette && void savePicture(state, palette));
  const dialog = dialogOf(
    "Embed",
    element(
      "p",
      { class: "hint" },
      "A frame shows these runs on a slide or in a course, from step 0, with their settings and changes in its address. It keeps nothing, rests while nobody sees it, and hands on the keys that it does not use.",
    ),
    ...(state.lanes.some(({ config }) => config.data === "own")
      ? [element("p", { class: "hint" }, "These runs are on your own data: the frame has none, and asks for the file.")]
      : []),
    element("div", { class: "embed-choices" }, kindLabel, sizeLabel),
    element("label", { class: "teach-choice" }, begins, element("span", {}, "Begin when it is shown")),
    frame.root,
    picture.root,
    save,
  );
  dialog.classList.add("teach");
  dialog.addEventListener("input", follow);
  follow();
  dialog.showModal();
}

/** @param {State} state @returns {readonly [Embed, string][]} */
function kindsFor({ lanes }) {
  return KINDS.filter(([kind]) => kind !== "plane" || isPlane(lanes[0].config.data));
}

/**
 * @param {string} name
 * @param {readonly (readonly [value: string, text: string])[]} options
 * @returns {[HTMLSelectElement, HTMLLabelElement]}
 */
function choice(name, options) {
  const select = element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
  return [select, element("label", { class: "sweep-choice" }, name, select)];
}

/**
 * The address of a frame with what a link has. Opened as a file, the page is one that stands beside the deck.
 * @param {string} link
 * @param {{embed: Embed, autoplay: boolean}} change
 */
export function frameLink(link, change) {
  const [page, hash = ""] = link.split("#");
  const { address } = parse(hash);
  const here = page.startsWith("file:") ? ONE_FILE : page;
  const view = { ...address.view, ...change, projector: false };
  return withLink(here, serialize({ ...address, view }));
}

/** @param {State} state */
function titleOf({ lanes }) {
  const names = lanes.map(({ name }) => name).join(", ");
  return `autoencoder lab: run${lanes.length > 1 ? "s" : ""} ${names}`;
}

/** @param {string} src @param {string} title @param {number} width @param {number} height */
export function frameOf(src, title, width, height) {
  return `<iframe src="${escaped(src)}" width="${width}" height="${height}" title="${escaped(title)}" style="border:0;max-width:100%" loading="lazy" allow="fullscreen"></iframe>`;
}

/** @param {string} link @param {string} title @param {number} width */
export function pictureOf(link, title, width) {
  const height = Math.round((width * FRAME.height) / FRAME.width);
  return `<a href="${escaped(link)}"><img src="${PICTURE}" width="${width}" height="${height}" alt="${escaped(title)}"></a>`;
}

/** The runs as they stand, as a film would show them. @param {State} state @param {Palette} palette */
async function savePicture(state, palette) {
  const canvas = new OffscreenCanvas(FRAME.width, FRAME.height);
  const context = canvas.getContext("2d");
  if (!context) return;
  paintFrame(context, state, palette, lastStep(state.lanes));
  download(PICTURE, await canvas.convertToBlob({ type: "image/png" }));
}
