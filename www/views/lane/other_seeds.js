/** Is it luck? A button beside the verdicts trains the runs from other seeds, and says how far that is. */

import { formatCount } from "../../base/format.js";
import { eligible } from "../../state/seeds.js";
import { memo, part, passFocus, setAttribute, setHidden, setText } from "../kit/dom.js";

/** @import { Progress } from "../../base/protocol.js" */
/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {ParentNode} page
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountOtherSeeds(page, dispatch) {
  const ask = part(page, "other-seeds", HTMLButtonElement);
  const cancel = part(page, "cancel-seeds", HTMLButtonElement);
  const progress = part(page, "seeds-progress", HTMLProgressElement);
  const counted = part(page, "seeds-counted", HTMLElement);
  const play = part(page, "play", HTMLButtonElement);
  const show = memo((/** @type {boolean} */ busy, /** @type {boolean} */ works) =>
    passFocus(
      () => {
        setHidden(ask, busy);
        for (const shown of [cancel, progress, counted]) setHidden(shown, !busy);
        ask.disabled = !works;
      },
      () => (busy ? cancel : works ? ask : play),
    ),
  );
  ask.addEventListener("click", () => dispatch({ type: "other-seeds" }));
  cancel.addEventListener("click", () => dispatch({ type: "seeds", change: { type: "cancel" } }));
  return ({ seeds, lanes }) => {
    const busy = seeds.phase !== "at rest";
    show(busy, eligible(lanes).length > 0);
    if (!busy) return;
    setAttribute(progress, "value", seeds.progress?.share ?? 0);
    const told = toldOf(seeds.progress);
    setAttribute(progress, "aria-valuetext", told);
    setText(counted, seeds.progress ? `${seeds.progress.done}/${seeds.progress.total}` : "");
  };
}

/** @param {Progress | null} progress */
export function toldOf(progress) {
  if (!progress) return "begins";
  const { done, total, seconds, waits } = progress;
  const count = `${formatCount(done)} of ${formatCount(total)}`;
  if (waits) return `${count}, waits`;
  return seconds === undefined ? count : `${count}, ${formatCount(Math.max(Math.ceil(seconds), 1))} s left`;
}
