/** A text onto the clipboard. */

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the browser let it onto the clipboard
 */
export async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
