// The colour of predictions: it can be read on the page, and no kind of colour vision takes it for a run's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const TOKENS = readFileSync(new URL("../../www/styles/tokens.css", import.meta.url), "utf8");

/** What a colour is on a light and on a dark page. @param {string} name */
function pairOf(name) {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`, "u").exec(TOKENS) ?? [];
  assert.ok(light && dark, name);
  return [light, dark].map(linear);
}

/** Red, green and blue in proportion to light. @param {string} hex */
function linear(hex) {
  return [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

/** @param {number[][]} matrix @param {number[]} vector */
const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, value, at) => sum + value * vector[at], 0));

/** CIE L*a*b*, D65. @param {number[]} rgb */
function lab(rgb) {
  const xyz = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    rgb.map((value) => Math.min(Math.max(value, 0), 1)),
  );
  const [x, y, z] = xyz
    .map((value, at) => value / [0.95047, 1, 1.08883][at])
    .map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** As dichromats see it: Machado, Oliveira & Fernandes (2009), severity 1. */
const EYES = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** @param {number[]} one @param {number[]} other */
function contrast(one, other) {
  const [dark, light] = [one, other]
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Colours that are further apart than this are told apart beside each other: ten times what can just be seen. */
const APART = 20;

for (const [at, theme] of ["light", "dark"].entries()) {
  test(`${theme}: what is predicted can be read, and is in nobody else's colour`, () => {
    const guess = pairOf("guess")[at];
    for (const ground of ["bg", "card", "guess-wash"])
      assert.ok(contrast(guess, pairOf(ground)[at]) >= 4.5, `${ground}: ${contrast(guess, pairOf(ground)[at])}`);
    assert.ok(contrast(pairOf("ink")[at], pairOf("guess-wash")[at]) >= 4.5);
    for (const [eye, matrix] of Object.entries(EYES)) {
      for (const lane of ["a", "b", "c", "d"]) {
        const [one, other] = [guess, pairOf(lane)[at]].map((color) => lab(times(matrix, color)));
        const distance = Math.hypot(...one.map((value, axis) => value - other[axis]));
        assert.ok(distance >= APART, `${eye}: ${lane} is ${distance} away`);
      }
    }
  });
}
