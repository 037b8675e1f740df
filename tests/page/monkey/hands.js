// How a monkey takes hold of the page. What is sent into the page names nothing of this file.

/**
 * A control that can be used: its kind, its name in full and as it is called, where its middle is, and of a slider where its thumb stands.
 * @typedef {{kind: "press" | "slide" | "choose" | "type", name: string, called: string, x: number, y: number, left: number, top: number, width: number, height: number, share: number, count: number}} Reached
 */

/**
 * In the page: of the controls that are seen, enabled and not covered, the one that chance says, brought into view. What is not pressed gets the
 * focus.
 * @param {{selector: string, chance: number}} wanted
 * @returns {Reached | undefined}
 */
export function reach({ selector, chance }) {
  const controls = [...document.querySelectorAll(selector)].filter(
    (control) => !control.matches(":disabled, [readonly]") && control.checkVisibility({ visibilityProperty: true }),
  );
  const first = Math.floor(chance * controls.length);
  const covered = (/** @type {Element} */ target, /** @type {DOMRect} */ { left, top, width, height }) =>
    !target.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  const kindOf = (/** @type {Element} */ control) => {
    if (control.matches("[type=range], [role=slider]")) return "slide";
    if (control.matches("select")) return "choose";
    return control.matches("input:not([type=checkbox], [type=radio]), canvas") ? "type" : "press";
  };
  for (const control of [...controls.slice(first), ...controls.slice(0, first)]) {
    // Some inputs are seen only as their labels.
    for (const target of [control, control.closest("label")]) {
      target?.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const box = target?.getBoundingClientRect();
      if (!target || !box || covered(target, box)) continue;
      const { min = "0", max = "1", value = "0", type = "" } = /** @type {HTMLInputElement} */ (control);
      const kind = kindOf(control);
      const called = (
        control.getAttribute("aria-label") ??
        control.getAttribute("title") ??
        target.textContent ??
        ""
      ).trim();
      const of = control.closest("[data-lane]")?.getAttribute("data-lane");
      if (kind !== "press" && control instanceof HTMLElement) control.focus();
      return {
        kind,
        name: `${type || control.localName} “${called.slice(0, 40)}”${of ? ` of run ${of}` : ""}`,
        called,
        x: box.left + box.width / 2,
        y: box.top + box.height / 2,
        left: box.left,
        top: box.top,
        width: box.width,
        height: box.height,
        share: (Number(value) - Number(min)) / (Number(max) - Number(min)) || 0,
        count: control instanceof HTMLSelectElement ? control.options.length : 0,
      };
    }
  }
  return undefined;
}

/**
 * In the page: unfolds the menu of a run.
 * @param {number} chance
 * @returns {string} which run; none where no menu can be unfolded
 */
export function unfold(chance) {
  const menus = [...document.querySelectorAll("details.more")].filter((menu) => menu.checkVisibility());
  const menu = menus[Math.floor(chance * menus.length)];
  if (!(menu instanceof HTMLDetailsElement)) return "";
  if (!menu.open) menu.querySelector("summary")?.click();
  return menu.closest("[data-lane]")?.getAttribute("data-lane") ?? "";
}

/**
 * In the page: plays, or pauses.
 * @param {boolean} on
 * @returns {boolean} whether it had to be done
 */
export function play(on) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector('[data-part="play"]'));
  if (!button || (button.dataset.playing === "true") === on) return false;
  button.click();
  return true;
}

/**
 * Places on a pad, and whether the pen is down from there on.
 * @param {Reached} pad
 * @param {() => number} random
 * @returns {[x: number, y: number, pressed: boolean][]}
 */
export function strokes({ left, top, width, height }, random) {
  return Array.from({ length: 4 + Math.floor(random() * 12) }, () => [
    left + width * (1.2 * random() - 0.1),
    top + height * (1.2 * random() - 0.1),
    random() < 0.85,
  ]);
}
