/** The dialog that takes a person's own data: files come in, what they hold is said and shown, and nothing is used before “Use”. */

import { formatCount } from "../../base/format.js";
import { SCALINGS } from "../../base/reading.js";
import { OWN } from "../../base/schema.js";
import { labelOf, nameFor, ownOf, ownPool, ownText } from "../../images/own.js";
import { MOST_POINTS, UNIT, textOf } from "../../images/points.js";
import { element, setHidden, setText } from "../kit/dom.js";
import { dialogOf } from "../teach/dialog.js";
import { mountFields } from "./fields.js";
import { mountKept } from "./kept.js";
import { isPicture, squaresOf } from "./pictures.js";
import { maskOf, paintThumbnails } from "./thumbnails.js";

/** @import { About, Shown } from "../../base/reading.js" */
/** @import { Reader } from "../../load/reader.js" */
/** @import { KeptOwn, OwnDataStorage } from "../../storage/own_storage.js" */

/**
 * What the dialog needs of the page.
 * @typedef {object} Parts
 * @property {Reader} reader
 * @property {OwnDataStorage} storage
 * @property {(data: KeptOwn) => void} use images are trained on from now on
 * @property {(points: string) => void} place points are
 * @property {(sentence: string) => void} say
 * @property {string} wanted the text of data that runs wait for, or none
 */

const LIMITS = `IDX, NPY, NPZ or CSV (gzip, too) of ${formatCount(OWN.mostBytes / 1e6)} MB at most, or pictures that this browser shows: ${formatCount(OWN.leastImages)} to ${formatCount(OWN.mostImages)} square images of one size, with a side of ${OWN.leastSide} to ${OWN.mostSide} pixels. Pictures are made grey (Rec. 709) and square here. Rows of two numbers are points of the plane, ${MOST_POINTS} at most.`;
const PRIVATE = "Images stay on this machine: nothing is sent anywhere.";
/** Coordinates that the plane has go from −244 to 243 units. */
const REACH = 243 * UNIT;

/** @param {unknown} error */
const sentenceOf = (error) => `${(error instanceof Error ? error.message : String(error)).replace(/[.]?$/u, "")}.`;

/** @param {Parts} parts */
export function openDialog({ reader, storage, use, place, say, wanted }) {
  const wish = ownOf(wanted);
  /** What comes later makes what is under way pointless. */
  let turn = 0;
  /** @type {{files: readonly File[], about: About | undefined, shown: Shown | undefined, name: string}} */
  let now = { files: [], about: undefined, shown: undefined, name: "" };

  const choose = element("input", { type: "file", multiple: "", hidden: "", "aria-label": "Files" });
  const button = element("button", { type: "button", class: "outlined" }, "Choose files");
  const problem = element("p", { class: "own-problem", role: "alert", hidden: "" });
  const status = element("p", { class: "own-found", role: "status" });
  const findings = element("ul", { class: "own-findings" });
  const thumbnails = element("canvas", { class: "own-thumbnails", role: "img" });
  const split = element("p", { class: "hint" });
  const accept = element("button", { type: "button", class: "outlined own-use" }, "Use");
  const fields = mountFields(
    (what) => void (what === "side" || what === "label" ? read() : what === "scaling" ? show() : describe()),
  );
  const found = element("div", { hidden: "" }, fields.root, findings, thumbnails, split);
  const isWished = wish
    ? `The runs wait for ${labelOf({ data: "own", own: wanted })}, ${formatCount(wish.count)} images, hash ${wish.hash}.`
    : "";
  const dialog = dialogOf(
    "Your data",
    ...(wish ? [element("p", { class: "own-wanted" }, isWished)] : []),
    element("p", { class: "hint" }, LIMITS),
    element(
      "div",
      { class: "own-drop" },
      button,
      choose,
      element("span", {}, "or drop them anywhere on the page, or paste them here: files, or rows of numbers."),
    ),
    element("p", { class: "hint" }, PRIVATE),
    problem,
    status,
    found,
    element("div", { class: "own-buttons" }, accept),
    ...mountKept(storage, useKept),
  );
  dialog.classList.add("teach", "own");
  accept.disabled = true;
  button.addEventListener("click", () => choose.click());
  choose.addEventListener("change", () => {
    take([...(choose.files ?? [])]);
    choose.value = "";
  });
  dialog.addEventListener("paste", (event) => {
    // What is pasted into a field belongs there.
    if (event.target instanceof HTMLInputElement) return;
    const { files, text } = pastedIn(event);
    if (files.length === 0 && !text.trim()) return;
    event.preventDefault();
    take(files.length > 0 ? files : [new File([text], "pasted.csv", { type: "text/csv" })]);
  });
  dialog.addEventListener("close", () => {
    turn += 1;
    reader.end();
  });
  accept.addEventListener("click", () => void accepted().catch(refuse));
  dialog.showModal();

  /** @param {readonly File[]} files */
  function take(files) {
    if (files.length === 0) return;
    const [first] = files;
    const name =
      files.length > 1 && files.every(isPicture) ? `${files.length}-pictures` : first.name.replace(/\.gz$/u, "");
    now = { files, about: undefined, shown: undefined, name: nameFor(name) };
    setHidden(found, true);
    fields.set({ label: "", ...(wish?.side && { side: wish.side }) });
    void read();
  }

  /** Reads the files, from their first byte. */
  async function read() {
    const mine = (turn += 1);
    // What was read before is not what is asked for any more.
    now = { ...now, about: undefined, shown: undefined };
    accept.disabled = true;
    setHidden(problem, true);
    try {
      const { files } = now;
      const pictures = files.filter(isPicture);
      if (pictures.length > 0 && pictures.length < files.length)
        throw new Error(`${files.length} files: expected pictures alone, or files of numbers alone, found both`);
      setText(status, `Reading ${now.name}…`);
      const about = await (pictures.length > 0 ? readPictures(pictures, mine) : readNumbers(files, mine));
      if (mine !== turn || !about) return;
      now.about = about;
      fields.offer({
        isRead: true,
        isText: isText(files),
        arePictures: pictures.length > 0,
        arePoints: about.side === 0,
      });
      fields.set({ scaling: pictures.length > 0 ? "byte" : about.fitting });
      await matchWish(about);
      if (mine === turn) await show();
    } catch (error) {
      if (mine !== turn) return;
      refuse(error);
      // Perhaps the column of labels is another.
      if (!isText(now.files)) return;
      fields.offer({ isRead: now.about !== undefined, isText: true, arePictures: false, arePoints: false });
      setHidden(found, false);
    }
  }

  /** @param {readonly File[]} files @param {number} mine @returns {Promise<About | undefined>} */
  async function readNumbers(files, mine) {
    const total = files.reduce((sum, { size }) => sum + size, 0);
    // Before a byte of it is in memory.
    if (total > OWN.mostBytes)
      throw new Error(
        `${files[0].name}: expected at most ${formatCount(OWN.mostBytes)} bytes of all files, found ${formatCount(total)}`,
      );
    const contents = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })),
    );
    if (mine !== turn) return undefined;
    return reader.ask(
      { type: "files", files: contents, label: fields.said().label },
      contents.map(({ bytes }) => bytes),
    );
  }

  /** @param {readonly File[]} pictures @param {number} mine @returns {Promise<About | undefined>} */
  async function readPictures(pictures, mine) {
    if (pictures.length < OWN.leastImages || pictures.length > OWN.mostImages)
      throw new Error(
        `pictures: expected ${formatCount(OWN.leastImages)} to ${formatCount(OWN.mostImages)} of them, found ${formatCount(pictures.length)}`,
      );
    const { side, crop } = fields.said();
    const squares = await squaresOf(reader, pictures, { side, crop }, (done) => {
      if (done % 50 === 0)
        setText(status, `Reading picture ${formatCount(done + 1)} of ${formatCount(pictures.length)}…`);
      return mine === turn;
    });
    return squares && reader.ask({ type: "squares", name: now.name, squares, side }, [squares.buffer]);
  }

  /** Scales data that runs wait for as they were. @param {About} about */
  async function matchWish({ side }) {
    if (!wish || side !== wish.side) return;
    const how = await reader.ask({ type: "find", hash: wish.hash, scalings: Object.keys(SCALINGS) });
    if (how) fields.set({ ...how, holdsOutLast: wish.holdsOutLast });
  }

  /** Scales what was read, and shows it. */
  async function show() {
    // Files that are being read are shown when they are.
    if (!now.about) return;
    const mine = (turn += 1);
    const { scaling, inverted } = fields.said();
    try {
      const shown = await reader.ask({ type: "show", scaling, inverted, mostPoints: MOST_POINTS });
      if (mine !== turn) return;
      now.shown = shown;
      describe();
    } catch (error) {
      if (mine === turn) refuse(error);
    }
  }

  function describe() {
    const { about, shown, name } = now;
    if (!about || !shown) return;
    setHidden(problem, true);
    setHidden(found, false);
    accept.disabled = false;
    const said = [...shown.findings];
    if (shown.images) {
      const { count, preview, hash } = shown.images;
      const classes = about.classes > 0 ? `, ${about.classes} classes` : "";
      setText(
        status,
        `${name}: ${formatCount(count)} images of ${about.side}×${about.side} (${about.kind}${classes}), n = ${about.side ** 2}, hash ${hash}.`,
      );
      paintThumbnails(thumbnails, preview, about.side);
      const many = preview.length / about.side ** 2;
      thumbnails.setAttribute("aria-label", `The first ${many} images as they will be trained on`);
      const pool = ownPool({ ...ownHere(), count });
      const drawn = fields.said().holdsOutLast ? "the last ones" : "drawn by the seed";
      setText(split, `m up to ${formatCount(pool)} (80 %); ${formatCount(count - pool)} are held out, ${drawn}.`);
      if (wish)
        said.unshift(
          textNow() === wanted
            ? "These are the data that the runs wait for."
            : hash === wish.hash
              ? "These are the images that the runs wait for, but other rows are held out."
              : `These are not the data that the runs wait for: expected hash ${wish.hash}, found ${hash}.`,
        );
    } else if (shown.points) {
      const count = shown.points.length / 2;
      const out = shown.points.filter((value) => Math.abs(value) > REACH).length;
      setText(status, `${name}: ${formatCount(about.rows)} points (${about.kind}).`);
      if (count === MOST_POINTS && count < about.rows)
        said.push(`${formatCount(count)} of them are placed, the most that the plane takes.`);
      if (out > 0)
        said.push(`${formatCount(out)} coordinates lie outside ±${REACH.toFixed(2)} and are placed at the edge.`);
      setText(split, "They become “Your points”; every fifth is held out.");
    }
    setHidden(thumbnails, !shown.images);
    findings.replaceChildren(...said.map((sentence) => element("li", {}, sentence)));
  }

  /** What the data are, as they stand. */
  function ownHere() {
    const { about, shown, name } = now;
    return {
      count: shown?.images?.count ?? 0,
      side: about?.side ?? 0,
      holdsOutLast: fields.said().holdsOutLast,
      hash: shown?.images?.hash ?? "",
      name,
    };
  }

  /** As recipes name them: those that runs wait for are known by what they hold, whatever their file is called by now. */
  function textNow() {
    const here = ownHere();
    const isSame =
      wish && wish.hash === here.hash && wish.count === here.count && wish.holdsOutLast === here.holdsOutLast;
    return isSame ? wanted : ownText(here);
  }

  async function accepted() {
    const { shown, about } = now;
    if (shown?.points) {
      const pairs = Array.from(
        { length: shown.points.length / 2 },
        (_, at) => /** @type {const} */ ([shown.points?.[2 * at] ?? 0, shown.points?.[2 * at + 1] ?? 0]),
      );
      place(textOf(pairs));
      return dialog.close();
    }
    if (!shown?.images || !about) return undefined;
    const { scaling, inverted, keep } = fields.said();
    accept.disabled = true;
    const bytes = await reader.ask({ type: "make", scaling, inverted });
    const data = { text: textNow(), bytes: bytes.buffer, picture: maskOf(shown.images.preview, about.side) };
    dialog.close();
    use(data);
    if (!keep) return undefined;
    // Else the browser may clear them away when room is short, without a word.
    void navigator.storage?.persist?.().catch(() => {});
    await storage.keep(data).catch((error) => say(sentenceOf(error)));
    return undefined;
  }

  /** @param {string} text */
  async function useKept(text) {
    const data = await storage.find(text);
    if (!data) throw new Error("These data are no longer kept.");
    dialog.close();
    use(data);
  }

  /** @param {unknown} error */
  function refuse(error) {
    turn += 1;
    accept.disabled = true;
    setText(status, "");
    setText(split, "");
    setHidden(thumbnails, true);
    findings.replaceChildren();
    setText(problem, sentenceOf(error));
    setHidden(problem, false);
  }

  return { take, isOpen: () => dialog.open };
}

/** Whether it is text that is read. @param {readonly File[]} files */
function isText([file, ...more]) {
  return more.length === 0 && !isPicture(file) && !/\.(?:np[yz]|idx\d?)(?:\.gz)?$|ubyte/iu.test(file.name);
}

/** @param {ClipboardEvent} event */
function pastedIn({ clipboardData }) {
  return { files: [...(clipboardData?.files ?? [])], text: clipboardData?.getData("text/plain") ?? "" };
}
