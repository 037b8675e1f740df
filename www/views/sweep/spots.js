/**
 * Where a sweep's values stand on their drawing: columns and rows of one panel or two. A chart of lines is one panel with one row.
 * Pure functions.
 */

/** Edges in CSS pixels: of the columns from left to right, of the rows from below up; one more than there are of each. @typedef {{columns: readonly number[], rows: readonly number[]}} Panel */
/** A place in it. @typedef {{panel: number, column: number, row: number}} Spot */

/**
 * The panel of a chart of lines, whose columns meet half-way between the values.
 * @param {readonly number[]} middles of its columns, rising
 * @param {{left: number, right: number, top: number, bottom: number}} plot
 * @returns {Panel}
 */
export function linePanel(middles, { left, right, top, bottom }) {
  const between = middles.slice(1).map((middle, index) => (middle + middles[index]) / 2);
  return { columns: [left, ...between, right], rows: [bottom, top] };
}

/**
 * The spot at a point; `slack` pixels beside the outermost count as these.
 * @param {readonly Panel[]} panels
 * @param {number} x
 * @param {number} y
 * @param {number} [slack]
 * @returns {Spot | undefined}
 */
export function spotAt(panels, x, y, slack = 0) {
  for (const [panel, { columns, rows }] of panels.entries()) {
    const [left, right] = [columns[0] - slack, columns[columns.length - 1] + slack];
    const [bottom, top] = [rows[0] + slack, rows[rows.length - 1] - slack];
    if (x < left || x > right || y > bottom || y < top) continue;
    const column = columns.slice(1, -1).filter((edge) => edge <= x).length;
    const row = rows.slice(1, -1).filter((edge) => edge >= y).length;
    return { panel, column, row };
  }
  return undefined;
}

/** By how many columns and rows a key moves. */
const MOVES = Object.freeze(
  /** @type {Record<string, readonly [number, number]>} */ ({
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowDown: [0, -1],
    ArrowUp: [0, 1],
    PageDown: [-4, 0],
    PageUp: [4, 0],
    Home: [-Infinity, 0],
    End: [Infinity, 0],
  }),
);

/**
 * Where a key leads; nothing for a key that leads nowhere. Of two panels side by side the second follows the first.
 * @param {readonly Panel[]} panels
 * @param {Spot} from
 * @param {string} key
 * @returns {Spot | undefined}
 */
export function moved(panels, from, key) {
  const move = MOVES[key];
  if (!move || panels.length === 0) return undefined;
  const [count, height] = [panels[0].columns.length - 1, panels[0].rows.length - 1];
  // Where there are no rows, up is onwards.
  const [right, up] = height === 1 && move[1] !== 0 ? [move[1], 0] : move;
  const at = from.panel * count + from.column + right;
  const place = Math.min(Math.max(at, 0), panels.length * count - 1);
  return {
    panel: Math.floor(place / count),
    column: place % count,
    row: Math.min(Math.max(from.row + up, 0), height - 1),
  };
}

/**
 * The middle of a spot.
 * @param {readonly Panel[]} panels
 * @param {Spot} spot
 */
export function middleOf(panels, { panel, column, row }) {
  const { columns, rows } = panels[panel];
  return { x: (columns[column] + columns[column + 1]) / 2, y: (rows[row] + rows[row + 1]) / 2 };
}
