/** Reset, play, step, speed, arithmetic, and the step the runs are on. */

import { formatCount, formatEpoch } from "../../base/format.js";
import { stepOf, trains } from "../../lanes/lanes.js";
import { SPEEDS } from "../../settings/speeds.js";
import { element, part, setAttribute, setHidden, setText, setValue } from "../kit/dom.js";

/** @import { Speed } from "../../settings/speeds.js" */
/** @import { Action, State } from "../../state/state.js" */

/**
 * @param {ParentNode} root
 * @param {(action: Action) => void} dispatch
 * @returns {(state: State) => void}
 */
export function mountTransport(root, dispatch) {
  const play = part(root, "play", HTMLButtonElement);
  const playName = part(root, "play-name", HTMLElement);
  const speed = part(root, "speed", HTMLSelectElement);
  const step = part(root, "clock-step", HTMLElement);
  const epoch = part(root, "clock-epoch", HTMLElement);
  for (const [value, { label }] of Object.entries(SPEEDS)) speed.append(element("option", { value }, label));
  play.addEventListener("click", () => dispatch({ type: "toggle" }));
  part(root, "reset", HTMLButtonElement).addEventListener("click", () => dispatch({ type: "reset" }));
  part(root, "step", HTMLButtonElement).addEventListener("click", () => dispatch({ type: "step" }));
  const lockstep = part(root, "lockstep", HTMLButtonElement);
  lockstep.addEventListener("click", () =>
    dispatch({ type: "view", view: { lockstep: lockstep.getAttribute("aria-pressed") !== "true" } }),
  );
  const fast = part(root, "fast", HTMLButtonElement);
  fast.addEventListener("click", () => dispatch({ type: "fast", on: fast.getAttribute("aria-pressed") !== "true" }));
  speed.addEventListener("change", () => dispatch({ type: "speed", speed: /** @type {Speed} */ (speed.value) }));
  return (state) => {
    setText(playName, state.playing ? "Pause" : "Play");
    setAttribute(play, "data-playing", state.playing);
    setValue(speed, state.speed);
    setAttribute(lockstep, "aria-pressed", state.lockstep);
    lockstep.title = state.lockstep
      ? "Lockstep: the faster runs wait, all show the same step"
      : "Each run at its own pace";
    setHidden(fast, !state.fastOffered);
    setAttribute(fast, "aria-pressed", state.fast);
    const behind = slowest(state);
    setText(step, formatCount(stepOf(behind)));
    setText(epoch, formatEpoch(behind.status === "creating" ? 0 : (behind.picture?.snapshot.epoch ?? 0)));
  };
}

/**
 * The lane whose step the clock shows: the one the other waits for.
 * @param {State} state
 */
function slowest({ lanes }) {
  const training = lanes.filter(trains);
  return (training.length > 0 ? training : lanes).reduce((a, b) => (stepOf(b) < stepOf(a) ? b : a));
}
