// The glossary: every term of art has a short definition, and is found where it stands in a text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CARDS } from "../../www/lesson/cards.js";
import { FORMS, GLOSSARY, termsIn } from "../../www/lesson/glossary.js";
import { pieces } from "../../www/lesson/text.js";

const MOST_WORDS = 25;

/** What a page about autoencoders cannot be read without. */
const NEEDED = [
  "hidden unit",
  "undercomplete",
  "overcomplete",
  "held-out",
  "gap",
  "copy index",
  "noise kept",
  "receipt",
  "epoch",
  "step",
  "batch",
  "λ",
  "tied",
  "init gain",
  "squared error",
  "ledger",
  "filter",
  "settled",
];

test("each term has a definition of at most 25 words that ends as a sentence", () => {
  for (const [term, { text }] of Object.entries(GLOSSARY)) {
    const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
    assert.ok(words.length >= 4 && words.length <= MOST_WORDS, `${term}: ${words.length} words`);
    assert.match(text, /[.]$/u, term);
  }
});

test("no term of art goes without one, and the readouts have all theirs", () => {
  for (const term of NEEDED) assert.ok(Object.hasOwn(GLOSSARY, term), term);
  for (const name of ["train error", "held-out error", "denoising error", "parameters"])
    assert.ok(Object.hasOwn(GLOSSARY, name), name);
});

test("a form names one term", () => {
  assert.equal(new Set(FORMS.map(({ form }) => form)).size, FORMS.length);
  assert.deepEqual(
    FORMS.map(({ form }) => form.length),
    FORMS.map(({ form }) => form.length).toSorted((a, b) => b - a),
  );
});

test("of a text each term is found once, whole words only, the longer term first", () => {
  const known = new Set(["batch"]);
  assert.deepEqual(termsIn("The gap: held-out error minus train error. A gap! One batch. Untied, stepwise.", known), [
    { at: 4, form: "gap", term: "gap" },
    { at: 9, form: "held-out error", term: "held-out error" },
    { at: 30, form: "train error", term: "train error" },
  ]);
  assert.ok(known.has("gap") && !known.has("tied") && !known.has("step"));
  assert.deepEqual(termsIn("λ‖θ‖², then λ alone", new Set()), [
    { at: 1, form: "‖θ‖²", term: "‖θ‖²" },
    { at: 12, form: "λ", term: "λ" },
  ]);
  assert.deepEqual(termsIn("", new Set()), []);
});

test("every card has words that are explained", () => {
  for (const { id, before, look, limits } of CARDS) {
    const text = [before, look, limits]
      .flatMap(pieces)
      .map((piece) => ("text" in piece ? piece.text : " "))
      .join("");
    assert.ok(termsIn(text, new Set()).length > 0, id);
  }
});
