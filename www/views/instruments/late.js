/** An instrument whose script comes when it is opened first. */

import { element } from "../kit/dom.js";

/** @import { State } from "../../state/state.js" */
/** @import { Palette } from "../kit/palette.js" */
/** @import { Instrument } from "./instruments.js" */

/**
 * @param {Pick<Instrument, "id" | "name">} tab
 * @param {() => Promise<Instrument>} load
 * @param {(error: unknown) => void} onMissing it cannot be had
 * @returns {Instrument}
 */
export function lateInstrument({ id, name }, load, onMissing) {
  return {
    id,
    name,
    mount(panel, options, dispatch) {
      const note = element("p", { class: "hint", role: "status" }, "This instrument is on its way …");
      /** @type {[State, Palette]} */
      let shown;
      /** @type {ReturnType<Instrument["mount"]> | undefined} */
      let render;
      let asked = false;
      const begin = async () => {
        try {
          const instrument = await load();
          note.remove();
          render = instrument.mount(panel, options, dispatch);
          render(...shown);
        } catch (error) {
          note.remove();
          onMissing(error);
        }
      };
      return (...now) => {
        shown = now;
        if (render) return render(...now);
        if (asked) return undefined;
        asked = true;
        panel.append(note);
        void begin();
        return undefined;
      };
    },
  };
}
