/** Asks for runs to be pinned. */

/** @import { Action } from "../../state/state.js" */

/**
 * Another page may pin at the same moment, so that only chance gives runs ids of their own: from 1 to 2⁵², with room for those that follow.
 * @param {string} [name] of the lane; without it every run is pinned
 * @returns {Action}
 */
export function newPin(name) {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return { type: "pin", name, id: (high % 2 ** 20) * 2 ** 32 + low + 1, at: Date.now() };
}
