/** Small hands for the page's elements: find or make one, and write to it only when something changed. */

/**
 * The element marked `data-part="name"` below `root`.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} type
 * @returns {T}
 */
export function part(root, name, type) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} "${name}"`);
}

/**
 * A new HTML element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * A new SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent === text) return;
  const { firstChild } = node;
  // A text that changes costs less than one that is taken away for another.
  if (firstChild instanceof Text && node.childNodes.length === 1) firstChild.data = text;
  else node.textContent = text;
}

/**
 * Browsers take even an element that is hidden again for one that has changed.
 * @param {HTMLElement} target
 * @param {boolean} hidden
 */
export function setHidden(target, hidden) {
  if (target.hidden !== hidden) target.hidden = hidden;
}

/**
 * @param {Element} target
 * @param {string} name
 * @param {string | number | boolean} value
 */
export function setAttribute(target, name, value) {
  const text = String(value);
  if (target.getAttribute(name) !== text) target.setAttribute(name, text);
}

/**
 * A custom property of an element's own style.
 * @param {HTMLElement} target
 * @param {`--${string}`} name
 * @param {string | number} value
 */
export function setProperty(target, name, value) {
  const text = String(value);
  if (target.style.getPropertyValue(name) !== text) target.style.setProperty(name, text);
}

/**
 * A number with all its digits behind the few that are shown.
 * @param {HTMLDataElement} data
 * @param {number | undefined} value
 * @param {(value: number) => string} format
 */
export function setNumber(data, value, format) {
  setAttribute(data, "value", value ?? "");
  setText(data, value === undefined ? "–" : format(value));
}

/**
 * A field's value, unless a person is just typing into it.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} value
 */
export function setValue(field, value) {
  const typing = field === document.activeElement && field instanceof HTMLInputElement && field.type !== "range";
  if (!typing && field.value !== value) field.value = value;
}

/**
 * A field for a number or a name: it is read when a person presses Enter or leaves it, and Escape takes back what was typed.
 * @template T
 * @param {HTMLInputElement} field
 * @param {(text: string) => T | undefined} parse what is typed
 * @param {(value: T) => void} choose
 * @returns {(written: string) => void} shows the setting
 */
export function mountTyped(field, parse, choose) {
  let text = "";
  /** Something was chosen since the last frame, and more has been typed after it. */
  let [chosen, typing] = [false, false];
  field.addEventListener("input", () => {
    typing = true;
  });
  field.addEventListener("change", () => {
    if (field.value === text) return;
    const typed = parse(field.value);
    [chosen, typing] = [typed !== undefined, false];
    if (typed !== undefined) choose(typed);
    field.value = text;
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") field.value = text;
  });
  return (written) => {
    // What is being typed gives way when the setting changes, but not to what was typed before it.
    if (written !== text && !(chosen && typing)) field.value = written;
    [chosen, text] = [false, written];
    setValue(field, written);
  };
}

/**
 * A slider's position and the length of its coloured part.
 * @param {HTMLInputElement} slider
 * @param {number} position
 * @param {string} text what it is set to, in words
 */
export function setSlider(slider, position, text) {
  setValue(slider, String(Math.round(position)));
  setProperty(slider, "--fill", position / Number(slider.max));
  setAttribute(slider, "aria-valuetext", text);
}

/**
 * Moves nodes about, after which the one that had the focus still has it.
 * @param {Element} root
 * @param {() => void} move
 */
export function keepFocus(root, move) {
  const focused = document.activeElement;
  move();
  if (focused instanceof HTMLElement && focused !== document.activeElement && root.contains(focused))
    focused.focus({ preventScroll: true });
}

/**
 * Takes controls away, or their use. Where one of them had the focus, its heir gets it, a control or else a place to go on from.
 * @param {() => void} change
 * @param {() => HTMLElement | null | undefined} heir
 */
export function passFocus(change, heir) {
  const { activeElement, body } = document;
  change();
  // Those that are disabled or hidden lose it later, when the page is drawn.
  const keeps = document.activeElement !== body && !activeElement?.matches(":disabled, [hidden]");
  if (activeElement === body || keeps) return;
  const next = heir();
  if (next && next.tabIndex < 0) next.tabIndex = -1;
  next?.focus({ preventScroll: true });
}

/**
 * Calls `make` only when its inputs have changed; else the last result stands.
 * @template {readonly unknown[]} Inputs
 * @template Result
 * @param {(...inputs: Inputs) => Result} make
 * @returns {(...inputs: Inputs) => Result}
 */
export function memo(make) {
  return memoBy((...inputs) => inputs, make);
}

/**
 * As {@link memo}, for a `make` that depends on less than its inputs: on what `keyOf` picks out of them.
 * @template {readonly unknown[]} Inputs
 * @template Result
 * @param {(...inputs: Inputs) => readonly unknown[]} keyOf
 * @param {(...inputs: Inputs) => Result} make
 * @returns {(...inputs: Inputs) => Result}
 */
export function memoBy(keyOf, make) {
  /** @type {{key: readonly unknown[], result: Result} | undefined} */
  let last;
  return (...inputs) => {
    const key = keyOf(...inputs);
    const same = last?.key.length === key.length && last.key.every((before, index) => Object.is(before, key[index]));
    if (!last || !same) last = { key, result: make(...inputs) };
    return last.result;
  };
}

/**
 * Hands a file to the person.
 * @param {string} name
 * @param {Blob} content
 */
export function download(name, content) {
  const url = URL.createObjectURL(content);
  element("a", { href: url, download: name }).click();
  // The browser takes the content up after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
