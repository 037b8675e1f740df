/** What a first visit begins with: what an autoencoder is, before anything is said about it. */

/** @import { Card } from "./card.js" */

/** @type {readonly Card[]} */
export const BEGINNING = Object.freeze([
  {
    id: "autoencoder",
    part: "Beginning",
    title: "What is an autoencoder?",
    picture: true,
    before:
      "A network that learns to redraw what it is shown. Its encoder turns an image x into a code h, its decoder turns h into an image x̂. Training changes both, a little each step, until x̂ looks like x.",
    try: "Press Step, or →, some twenty times, and watch x̂ change. Then go on with Next: a card says what to do and where to look, and some first ask what you expect.",
    look: "Beside each run stands [its drawing](A.weights), as wide as its layers. In each row are images x, and [below them x̂](A.train row): what the run makes of them.",
    leads: { name: "Draw a digit of your own", card: "your-stroke" },
    limits: "Many in use have more layers. These have one hidden layer, so that every weight can be shown.",
  },
]);
