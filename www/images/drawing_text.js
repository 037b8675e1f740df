/**
 * A drawing as a short text for a link, and back: the ink of square cells, as few of them as make the text too long. Letters and digits
 * only, for chat programs take a sign at the end of a link for the end of a sentence.
 */

import { DRAWING_SIDE, blank } from "./drawing.js";

/** @import { Drawing } from "./drawing.js" */

/** The most letters that a drawing may have. */
export const MOST_LETTERS = 240;

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** The first letters say how many blank cells follow each other, the others how much ink there is in one. */
const LEVELS = 31;
/** Cells in a row, by the letter at the beginning. */
const SIDES = Object.freeze([30, 24, 20, 16, 15]);

/** What a drawing was read from: its cells are smoothed, and would be another text. @type {WeakMap<Drawing, string>} */
const written = new WeakMap();

/** @param {Drawing} drawing */
export function textOfDrawing(drawing) {
  const known = written.get(drawing);
  if (known !== undefined) return known;
  const texts = SIDES.map((side, at) => LETTERS[at] + textOfCells(cellsOf(drawing, side)));
  return texts.find((text) => text.length <= MOST_LETTERS) ?? texts[texts.length - 1];
}

/**
 * @param {string} text
 * @returns {Drawing | undefined} none where it is not the text of a drawing
 */
export function drawingOfText(text) {
  const side = SIDES[LETTERS.indexOf(text[0])];
  const cells = side && text.length <= MOST_LETTERS ? cellsOfText(text.slice(1), side) : undefined;
  if (!cells) return undefined;
  const drawing = smoothed(cells, side);
  written.set(drawing, text);
  return drawing;
}

/**
 * The mean ink of each cell, in levels.
 * @param {Drawing} drawing
 * @param {number} side
 */
function cellsOf(drawing, side) {
  const width = DRAWING_SIDE / side;
  const sums = new Float64Array(side * side);
  drawing.forEach((ink, at) => {
    const [row, column] = [Math.floor(at / DRAWING_SIDE), at % DRAWING_SIDE];
    sums[Math.floor(row / width) * side + Math.floor(column / width)] += ink;
  });
  return Array.from(sums, (sum) => Math.round((LEVELS * sum) / (255 * width * width)));
}

/** Blank cells at the end are left out. @param {readonly number[]} cells */
function textOfCells(cells) {
  let [text, blanks] = ["", 0];
  for (const level of cells) {
    if (level === 0) {
      blanks += 1;
      continue;
    }
    for (; blanks > 0; blanks -= Math.min(blanks, LEVELS)) text += LETTERS[Math.min(blanks, LEVELS) - 1];
    text += LETTERS[LEVELS + level - 1];
  }
  return text;
}

/**
 * @param {string} text
 * @param {number} side
 * @returns {number[] | undefined}
 */
function cellsOfText(text, side) {
  /** @type {number[]} */
  const cells = [];
  for (const letter of text) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return undefined;
    if (at < LEVELS) cells.push(...new Array(at + 1).fill(0));
    else cells.push(at - LEVELS + 1);
  }
  const missing = side * side - cells.length;
  return missing < 0 || cells.at(-1) === 0 ? undefined : [...cells, ...new Array(missing).fill(0)];
}

/**
 * Between the middles of cells ink changes evenly; what is blank all around stays so.
 * @param {readonly number[]} cells
 * @param {number} side
 */
function smoothed(cells, side) {
  const width = DRAWING_SIDE / side;
  const drawing = blank();
  const places = Array.from({ length: DRAWING_SIDE }, (_, line) => {
    const place = Math.min(Math.max((line + 0.5) / width - 0.5, 0), side - 1);
    const first = Math.min(Math.floor(place), side - 2);
    return { first, beyond: place - first };
  });
  places.forEach(({ first: row, beyond: down }, y) => {
    places.forEach(({ first: column, beyond: across }, x) => {
      const at = row * side + column;
      const above = cells[at] * (1 - across) + cells[at + 1] * across;
      const below = cells[at + side] * (1 - across) + cells[at + side + 1] * across;
      drawing[y * DRAWING_SIDE + x] = Math.round((255 / LEVELS) * (above * (1 - down) + below * down));
    });
  });
  return drawing;
}
