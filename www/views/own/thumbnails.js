/** The first images of what was read, as they are going to be trained on. */

/** Pixels of the canvas from image to image, at most, and between them. */
const [PITCH, GAP] = [48, 6];
/** Images in a row. */
const ACROSS = 12;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} preview a byte a pixel
 * @param {number} side
 */
export function paintThumbnails(canvas, preview, side) {
  const count = preview.length / (side * side);
  const zoom = Math.max(1, Math.floor((PITCH - GAP) / side));
  const pitch = side * zoom + GAP;
  canvas.width = Math.min(count, ACROSS) * pitch - GAP;
  canvas.height = Math.ceil(count / ACROSS) * pitch - GAP;
  const drawing = canvas.getContext("2d");
  if (!drawing) return;
  drawing.imageSmoothingEnabled = false;
  for (let image = 0; image < count; image += 1) {
    const pixels = preview.subarray(image * side * side, (image + 1) * side * side);
    const [across, down] = [image % ACROSS, Math.floor(image / ACROSS)].map((place) => place * pitch);
    drawing.drawImage(maskedIn(pixels, side), across, down, side * zoom, side * zoom);
  }
  // Ink has the colour of text, on the paper of the dialog: light in the dark, as on the lanes.
  drawing.globalCompositeOperation = "source-in";
  drawing.fillStyle = getComputedStyle(canvas).color;
  drawing.fillRect(0, 0, canvas.width, canvas.height);
}

/** One image as a mask for the picker. @param {Uint8Array} preview @param {number} side */
export function maskOf(preview, side) {
  return maskedIn(preview.subarray(0, side * side), side).toDataURL();
}

/** An image as opaque as there is ink. @param {Uint8Array} pixels @param {number} side */
function maskedIn(pixels, side) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [side, side];
  const image = new ImageData(side, side);
  pixels.forEach((ink, at) => image.data.set([0, 0, 0, ink], 4 * at));
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
