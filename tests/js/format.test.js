// Numbers as a person reads and types them.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatBytes,
  formatCount,
  formatEpoch,
  formatNumber,
  formatReceipt,
  formatSetting,
  parseCount,
  parseNumber,
} from "../../www/base/format.js";

test("readouts keep about three digits", () => {
  const written = [
    [0, "0"],
    [2.2241, "2.22"],
    [0.1991, "0.20"],
    [0.0102, "0.010"],
    [0.0995, "0.10"],
    [0.00072, "0.001"],
    [0.00012, "1.2e−4"],
    [10.04, "10.0"],
    [107.19, "107"],
    [1563.2, "1,563"],
    [1.23e44, "1.2e44"],
    [-2.78, "−2.78"],
    [-0.0107, "−0.011"],
  ];
  for (const [value, text] of written) assert.equal(formatNumber(/** @type {number} */ (value)), text);
});

test("what is no number says so", () => {
  assert.equal(formatNumber(undefined), "–");
  assert.equal(formatNumber(NaN), "not a number");
  assert.equal(formatNumber(-Infinity), "−∞");
});

test("counts, epochs and bytes", () => {
  assert.equal(formatCount(154252), "154,252");
  assert.equal(formatEpoch(0.25), "0.3");
  assert.equal(formatEpoch(3), "3");
  assert.equal(formatEpoch(375.75), "375");
  assert.equal(formatBytes(974_299), "974 kB");
  assert.equal(formatBytes(2_616_903), "2.6 MB");
});

test("settings are written as they can be typed", () => {
  for (const value of [0, 0.01, 1e-5, 1.5e-4, 0.3, 1, 0.002]) assert.equal(parseNumber(formatSetting(value)), value);
  assert.equal(formatSetting(1e-5), "0.00001");
});

test("typed numbers are read as they are meant", () => {
  assert.equal(parseNumber(" 0,01 "), 0.01);
  assert.equal(parseNumber("10^-3"), 0.001);
  assert.equal(parseNumber("1e−3"), 0.001);
  for (const text of ["2·10^−3", "2*10^-3", "2 × 10^-3", "０．００２", "+.002"])
    assert.equal(parseNumber(text), 0.002, `"${text}"`);
  for (const text of ["", "  ", "lots", "1.2.3", "Infinity", "0x10", "0b1", "1_000", "1e", "−", "1,000,000"])
    assert.equal(parseNumber(text), undefined, `"${text}"`);
});

test("in a whole number thousands may be set apart by whatever a country uses; elsewhere a comma is decimal", () => {
  for (const text of [
    "1568",
    "1,568",
    "1.568",
    "1 568",
    " 1\u202f568 ",
    "1\u2009568",
    "1\u00a0568",
    "1’568",
    "1'568",
    "１５６８",
    "1568.0",
    "15.68e2",
  ])
    assert.equal(parseCount(text), 1568, `"${text}"`);
  for (const text of ["1,000,000", "1.000.000", "1 000 000"]) assert.equal(parseCount(text), 1e6);
  assert.equal(parseCount("1e3"), 1000);
  assert.equal(parseNumber("1,568"), 1.568);
});

test("what is no whole number is refused, not rounded", () => {
  for (const text of [
    "12.5",
    "12,5",
    "15,68",
    "0,568",
    "0.568",
    "1.5e-3",
    "",
    "lots",
    "1,568,00",
    "1,568.000",
    "1.568,5",
    "15 68",
    "0x10",
  ])
    assert.equal(parseCount(text), undefined, `"${text}"`);
});

test("a receipt that cannot be had says why", () => {
  assert.equal(formatReceipt("1f2e-3d4c-5b6a"), "1f2e-3d4c-5b6a");
  assert.equal(formatReceipt(null), "fast arithmetic: not reproducible");
});
