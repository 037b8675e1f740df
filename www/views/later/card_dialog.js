/** The dialog with the run card of a run: it is seen before it is taken along. */

import { isPlane } from "../../images/points.js";
import { inked } from "../lane/reconstructions.js";
import { snapshotOf } from "../../lanes/lanes.js";
import { loadDrawings } from "../../load/wasm.js";
import { mountContent } from "../instruments/loss.js";
import { paintChart } from "../kit/chart.js";
import { sayCopied } from "../kit/clipboard.js";
import { download, element, setText } from "../kit/dom.js";
import { layersOf } from "../plane/layers.js";
import { paintPlane } from "../plane/paint.js";
import { dialogOf } from "../teach/dialog.js";
import { CARD, CHART, cardShapes, wordsOf } from "./card.js";
import { paintShapes, shapesAsSvg } from "./card_shapes.js";
import { NO_CHARTS } from "./chart_file.js";
import { svgOf } from "./svg_text.js";

/** @import { Lane, Picture } from "../../lanes/lanes.js" */
/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Drawer } from "./chart_parts.js" */

/** The side of the plane of points in CSS pixels, and pixels to one of them. */
const [PLANE, RATIO] = [420, 2];

/**
 * @param {State} state
 * @param {string} name of the run
 * @param {Palette} palette
 * @param {Drawer | undefined} charts the module that draws on the page
 * @param {string} link to what is on the screen
 * @returns {Promise<string>} why there is no card, as a sentence; empty where there is
 */
export async function openCard(state, name, palette, charts, link) {
  const lane = state.lanes.find((one) => one.name === name);
  const snapshot = lane && snapshotOf(lane);
  if (!charts) return NO_CHARTS;
  if (!lane?.picture || !snapshot) return `Run ${name} is not there yet: try again in a moment.`;
  const colours = { ...palette, scale: 1, textScale: 1 };
  const drawings = await loadDrawings();
  const { code, note } = codeOf(drawings, link);
  const shapes = cardShapes(lane, snapshot, { css: colours.css, ...imagesOf(lane, lane.picture, colours), code });
  const content = mountContent()({ ...state, lanes: [lane], then: null }, colours);
  const axes = { logX: state.logSteps, logY: state.logErrors };
  const size = { width: CHART.width, height: CHART.height, pixelRatio: RATIO };
  const draw = (/** @type {HTMLCanvasElement} */ canvas, /** @type {Drawer} */ module) =>
    paintChart(canvas, new module.Chart(), content, axes, colours, size);
  const chart = element("canvas");
  draw(chart, charts);
  const { title } = wordsOf(lane, snapshot);
  const told = `Run ${name}: ${title}, at step ${snapshot.step}`;
  const card = element("canvas", {
    class: "card",
    role: "img",
    "aria-label": told,
    width: String(CARD.width),
    height: String(CARD.height),
  });
  const context = card.getContext("2d");
  if (!context) return "This browser gives no 2d context for a picture.";
  paintShapes(context, shapes, chart, colours.font);
  const asSvg = () => {
    const own = svgOf((canvas) =>
      paintChart(canvas, new drawings.Chart(), content, axes, colours, { ...size, pixelRatio: 1 }),
    );
    return shapesAsSvg(shapes, CARD, own, colours.font, { title: told, link });
  };
  showCard(card, `run-${name}-step-${snapshot.step}`, asSvg, note);
  return "";
}

/**
 * @param {HTMLCanvasElement} card
 * @param {string} file its name, without an ending
 * @param {() => string} asSvg
 * @param {string} note
 */
function showCard(card, file, asSvg, note) {
  const said = element("p", { class: "hint", role: "status" }, note);
  const button = (/** @type {string} */ name, /** @type {() => unknown} */ act) => {
    const control = element("button", { type: "button", class: "outlined" }, name);
    control.addEventListener("click", act);
    return control;
  };
  const png = () =>
    /** @type {Promise<Blob>} */ (
      new Promise((resolve) => card.toBlob((blob) => resolve(blob ?? new Blob()), "image/png"))
    );
  const copy = button("Copy picture", async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
      sayCopied(copy);
    } catch {
      setText(said, "The browser forbids pictures on the clipboard: download it.");
    }
  });
  const dialog = dialogOf(
    "Run card",
    // Above it: on a low screen the card is higher than the dialog.
    element(
      "p",
      { class: "worksheet-buttons" },
      button("Download PNG", async () => download(`${file}.png`, await png())),
      button("Download SVG", () => download(`${file}.svg`, new Blob([asSvg()], { type: "image/svg+xml" }))),
      copy,
    ),
    card,
    said,
  );
  dialog.classList.add("card-dialog");
  dialog.showModal();
}

/**
 * The modules of the code, or why there is none.
 * @param {Awaited<ReturnType<typeof loadDrawings>>} drawings
 * @param {string} link
 * @returns {{code?: Uint8Array, note: string}}
 */
function codeOf(drawings, link) {
  if (!/^https?:/u.test(link))
    return { note: "This page was opened as a file, which nobody else can open by a link: the card has no QR code." };
  try {
    return { code: drawings.QrCode.modules(link), note: "" };
  } catch {
    return { note: "The link is too long for a QR code: the card has none." };
  }
}

/**
 * What the run was shown and made of it, each row a picture of its own; of points the plane.
 * @param {Lane} lane
 * @param {Picture} picture
 * @param {Palette} palette
 */
function imagesOf({ name, config }, picture, palette) {
  const { side, rows } = picture.tiles;
  if (isPlane(config.data)) {
    const plane = element("canvas");
    const scene = { layers: layersOf(picture), placed: [], probe: null };
    paintPlane(plane, scene, palette, palette.css[name.toLowerCase()], PLANE, RATIO);
    return { rows: [], plane };
  }
  return {
    rows: rows.map((row, at) => {
      const pixels = inked(picture, at, false, palette);
      const image = new OffscreenCanvas(pixels.width, pixels.height);
      image.getContext("2d")?.putImageData(pixels, 0, 0);
      return { name: row, image, columns: pixels.width / side, side };
    }),
  };
}
