/** Why: what the network passes on, as one linear map around the data, and what is left of its first weights. */

import { isPlane } from "../../images/points.js";
import { laneNamed } from "../../lanes/lineup.js";
import { partsOf } from "../../lanes/why.js";
import { mountChart } from "../kit/chart.js";
import { element, memo, setAttribute, setHidden } from "../kit/dom.js";
import { mountHiddenTable } from "../kit/hidden_table.js";
import { mountLaneChoice } from "../kit/lane_choice.js";
import { mountChoice, mountSwitch } from "../kit/options.js";
import { mountMaps } from "./why_maps.js";
import { mountSpectrum, rowsOf } from "./why_spectrum.js";
import { NO_IMAGES, SEE_ARROWS, mountWords } from "./why_words.js";

/** @import { Field } from "../../base/tabs.js" */
/** @import { Glue } from "../kit/chart.js" */
/** @import { Instrument } from "./instruments.js" */

/** What the second map shows of the pixel that is picked. */
const CHOICES = Object.freeze(/** @type {Record<Field, string>} */ ({ in: "answers to", out: "moves" }));
/**
 * @param {Glue} glue
 * @returns {Instrument}
 */
export function whyInstrument(glue) {
  return {
    id: "why",
    name: "Why",
    mount(panel, options, dispatch) {
      const showLane = mountLaneChoice(options, "why", dispatch);
      const showField = mountChoice(options, "What is shown of the pixel", CHOICES, (field) =>
        dispatch({ type: "view", view: { field } }),
      );
      const showLogY = mountSwitch(options, "log y", "Logarithmic axis of singular values", (logErrors) =>
        dispatch({ type: "view", view: { logErrors } }),
      );
      const root = element("div", { class: "why" });
      const none = element("p", { class: "hint", hidden: "" }, `${NO_IMAGES} ${SEE_ARROWS}`);
      panel.append(none, root);
      const maps = mountMaps(root);
      const spectrum = element("div", { class: "why-spectrum" });
      const words = element("div", { class: "why-words", role: "group", tabindex: "0", "aria-label": "What J says" });
      root.append(spectrum, words);
      const draw = mountChart(spectrum, glue, "Crosshair: singular values of J");
      const list = mountHiddenTable(spectrum, "Singular values of J, the largest first", [
        "Direction",
        "Mean",
        "Least",
        "Most",
      ]);
      const say = mountWords(words);
      const known = memo(partsOf);
      const contentOf = mountSpectrum();
      return (state, palette) => {
        const lane = laneNamed(state.lanes, state.inside);
        showLane(state);
        showField(state.field);
        showLogY(state.logErrors);
        setAttribute(root, "data-lane", lane.name);
        const hasNone = isPlane(lane.config.data);
        setHidden(none, !hasNone);
        setHidden(root, hasNone);
        const { picture } = lane;
        if (!picture || hasNone) return;
        const parts = known(picture.jacobian);
        maps(lane, state.field, palette);
        const content = contentOf(lane, parts.spectrum, state.logErrors, palette);
        draw(content, { logX: false, logY: state.logErrors }, palette);
        list(rowsOf(parts.spectrum));
        say(lane, picture, parts);
      };
    },
  };
}
