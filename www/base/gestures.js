/** What one gesture of a slider is: of the many changes that a drag leaves in a run's record, the one that it was. */

/** @import { RunEvent } from "./protocol.js" */

/** Changes of one setting, three or more of them, that are so many reaches from each other at most are a drag, too. */
const DRAG = 2;

/**
 * The changes as a person made them: a slider that was dragged was moved once, from where it began to where it ended.
 *
 * Changes of λ (or η) that follow each other within `reach` steps are one gesture, and so are more than two that follow each
 * other within twice as many: a drag at full speed. One that came back to where it began is none.
 * @param {readonly RunEvent[]} events steps rising
 * @param {number} reach steps
 * @returns {RunEvent[]} each at the step of its last change
 */
export function gestures(events, reach) {
  return series(events, DRAG * reach)
    .flatMap((row) => (row.length > 2 ? [row] : series(row, reach)))
    .map((row) => ({ ...row[row.length - 1], from: row[0].from }))
    .filter(({ from, to }) => from !== to);
}

/**
 * Changes of one setting that follow each other within `reach` steps, together; each tying alone.
 * @param {readonly RunEvent[]} events
 * @param {number} reach steps
 * @returns {RunEvent[][]}
 */
function series(events, reach) {
  /** @type {RunEvent[][]} */
  const rows = [];
  for (const event of events) {
    const last = rows.at(-1)?.at(-1);
    const goesOn = last?.field === event.field && event.field !== "tied" && event.step - last.step <= reach;
    if (goesOn) rows[rows.length - 1].push(event);
    else rows.push([event]);
  }
  return rows;
}
