/**
 * What the page and its window of speaker notes say to each other, over a channel that both know by the page's name for it.
 *
 * Each load of the page has a number, which its messages bear: of two pages with one channel, as after "Duplicate tab", the notes go with
 * the one that came last.
 */

/** A number of a run that a speaker looks at. @typedef {{name: string, text: string}} Figure */
/** A paragraph, under its heading where it has one. @typedef {{heading: string, text: string}} Paragraph */

/**
 * When the talk began, when the card that is shown came, and how long it was shown before: milliseconds, by the clock of the machine.
 * @typedef {{began: number, came: number, before: number}} Clock
 */

/**
 * What is shown, in words.
 * @typedef {object} Shown
 * @property {string} theme
 * @property {string} place of the card, and the part of the lecture that it belongs to
 * @property {string} title
 * @property {Paragraph[]} paragraphs
 * @property {string[]} predictions what a class has predicted; none where none has
 * @property {{name: string, figures: Figure[]}[]} runs
 * @property {boolean} playing
 * @property {string} act what the card has its person do next; empty where there is nothing
 * @property {boolean} isFirst there is no card before
 * @property {{title: string, text: string, outlook: string} | null} next the card that follows, and what becomes of the runs then
 * @property {Clock} clock
 */

/** What can be pressed in the notes. @typedef {"play" | "act" | "advance" | "back" | "next" | "clock"} Press */

/**
 * From the page: it has been loaded and listens; what it shows; it is being left.
 * @typedef {{type: "loaded", page: number}} Loaded
 * @typedef {{type: "shown", page: number, shown: Shown}} ShownMessage
 * @typedef {{type: "left", page: number}} Left
 * @typedef {Loaded | ShownMessage | Left} PageMessage
 */

/**
 * From the notes: they are open and want to know what is shown; a button was pressed; they are being closed.
 * @typedef {{type: "open"} | {type: "press", page: number, press: Press} | {type: "closed"}} NotesMessage
 */

/**
 * The channel of a page.
 * @param {string} id
 */
export function channelOf(id) {
  return `autoencoder-lab:notes:${id}`;
}
