/** Pictures as the browser decodes them: each becomes a small grey square in the worker that reads. */

/** @import { Reader } from "../../load/reader.js" */

/** Pixels that are handed over of a picture, at most: a larger one is drawn smaller before. */
const MOST_PIXELS = 4_000_000;

/** @param {File} file */
export const isPicture = (file) => file.type.startsWith("image/");

/**
 * The squares of pictures, one after another.
 * @param {Reader} reader
 * @param {readonly File[]} files
 * @param {{side: number, crop: boolean}} shape
 * @param {(done: number) => boolean} goesOn told of each; false ends it
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} nothing where it was ended
 */
export async function squaresOf(reader, files, { side, crop }, goesOn) {
  const squares = new Uint8Array(files.length * side * side);
  for (const [index, file] of files.entries()) {
    if (!goesOn(index)) return undefined;
    const { pixels, wide } = await pixelsOf(file);
    // It may have been ended meanwhile, and a question would begin the reader anew.
    if (!goesOn(index)) return undefined;
    const square = await reader.ask({ type: "square", name: file.name, pixels, wide, side, crop }, [pixels]);
    squares.set(square, index * side * side);
  }
  return squares;
}

/** @param {File} file */
async function pixelsOf(file) {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: "none" }).catch(() => {
    throw new Error(
      `${file.name}: expected a picture that this browser can show, found ${file.type || "something else"} that it cannot decode`,
    );
  });
  const shrunk = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const [wide, high] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.floor(length * shrunk)));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [wide, high];
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) throw new Error(`${file.name}: the browser has no canvas to decode it on`);
  drawing.drawImage(bitmap, 0, 0, wide, high);
  bitmap.close();
  return { pixels: drawing.getImageData(0, 0, wide, high).data.buffer, wide };
}
