/** What lies over the page while it is open: it closes when a person turns to something else. */

/**
 * Closes on Escape, which gives the focus back to the toggle, and when something outside is pressed or gets the focus.
 * @param {HTMLElement} toggle opens it
 * @param {HTMLElement} panel
 * @param {() => boolean} isOpen
 * @param {() => void} close
 * @param {AbortSignal} [gone] says that toggle and panel are no longer part of the page, which would keep them for what it tells them
 */
export function closeOnLeave(toggle, panel, isOpen, close, gone) {
  const leave = (/** @type {Event} */ { target }) => {
    if (isOpen() && target instanceof Node && !toggle.contains(target) && !panel.contains(target)) close();
  };
  document.addEventListener("pointerdown", leave, { signal: gone });
  document.addEventListener("focusin", leave, { signal: gone });
  document.addEventListener(
    "keydown",
    ({ key }) => {
      if (key !== "Escape" || !isOpen()) return;
      close();
      toggle.focus();
    },
    { signal: gone },
  );
}

/** CSS pixels that stay free at the edges of the window. */
export const MARGIN = 8;

/**
 * Puts an open panel at a place of the window, and no further out than all of it can be seen.
 * @param {HTMLElement} panel
 * @param {number} left
 * @param {number} top
 */
export function putWithin(panel, left, top) {
  const { width, height } = panel.getBoundingClientRect();
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  panel.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
}
