/** What is drawn on canvases depends on sizes, colours, fonts and pixels that change without the page's doing: here it hears of that. */

/**
 * Calls `listener` in the frame after an element has changed its size. At once would be too early: what is drawn anew may be higher than
 * before, and browsers report an element that changes while sizes are told as an error of the page.
 * @param {Element} target
 * @param {(size: {width: number, height: number}) => void} listener of the room within it, in CSS pixels
 */
export function followSize(target, listener) {
  new ResizeObserver(
    ([
      {
        contentRect: { width, height },
      },
    ]) => requestAnimationFrame(() => listener({ width, height })),
  ).observe(target);
}

/** Where colours change with the system's. */
const COLOURS = Object.freeze(["(prefers-color-scheme: dark)", "(forced-colors: active)"]);

/**
 * Calls `listener` whenever the page may look otherwise than before without having been told to: with other colours of the system,
 * another size, a finer screen, larger text, or at last a size, where it began in a frame that was not displayed. A new font it has to
 * be told of.
 * @param {Window} view
 * @param {() => void} listener
 */
export function onNewLook(view, listener) {
  for (const query of COLOURS) view.matchMedia(query).addEventListener("change", listener);
  let ratio = 0;
  const followRatio = () => {
    if (view.devicePixelRatio === ratio) return false;
    ratio = view.devicePixelRatio;
    // A query can only say that the ratio is no longer what it was: the next one has to ask for the ratio that there is then.
    view.matchMedia(`(resolution: ${ratio}dppx)`).addEventListener("change", compare, { once: true });
    return true;
  };
  const compare = () => followRatio() && listener();
  followRatio();
  view.addEventListener("resize", listener);
  // Not every browser tells a frame that it is displayed now; its page, which had no size, has one then.
  followSize(view.document.documentElement, listener);
  followSize(ruler(view.document), listener);
}

/** An element as long as 1rem, which nobody sees: of another size of a person's text nothing else tells. @param {Document} page */
function ruler(page) {
  const span = page.createElement("span");
  span.className = "hidden";
  span.style.inlineSize = "1rem";
  page.body.append(span);
  return span;
}
