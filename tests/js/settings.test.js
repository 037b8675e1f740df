// The settings of a run: how they are read, and which fit each other.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { isPlane } from "../../www/images/points.js";
import { DEFAULT_CONFIG, PRESETS, configOf } from "../../www/settings/presets.js";
import { fitted, misfitOf, settingText } from "../../www/settings/settings.js";

test("presets are set as those that were measured", async () => {
  const { defaults, presets } = JSON.parse(
    await readFile(new URL("../fixtures/reference/presets.json", import.meta.url), "utf8"),
  );
  // Those on points are held to their numbers by tests/pytorch/plane.rs.
  const onImages = PRESETS.filter(({ settings }) => !isPlane(configOf(settings, 1).data));
  assert.equal(onImages.length, 9);
  for (const { id, settings, steps } of onImages) {
    const measured = presets.find((/** @type {{id?: number}} */ preset) => preset.id === id);
    assert.deepEqual(
      { config: configOf(settings, 1), steps },
      {
        config: { ...DEFAULT_CONFIG, ...defaults.config, ...measured.config },
        steps: measured.steps ?? defaults.steps,
      },
      `preset ${id}`,
    );
  }
});

test("a setting is read as a word, a count or a number; a seed as the name it is", () => {
  assert.equal(settingText("tied", true), "on");
  assert.equal(settingText("data", "mnist-14"), "MNIST 14×14");
  assert.equal(settingText("activation", "relu"), "relu");
  assert.equal(settingText("hiddenUnits", 1568), "1,568");
  assert.equal(settingText("lambda", 1e-5), "0.00001");
  assert.equal(settingText("seed", 8841), "8841");
  assert.deepEqual([settingText("points", "V2S000"), settingText("points", undefined)], ["2", "none"]);
});

test("what does not fit gives way to what was asked for", () => {
  const config = Object.freeze({
    ...DEFAULT_CONFIG,
    loss: /** @type {const} */ ("cross-entropy"),
    outputActivation: /** @type {const} */ ("linear"),
  });
  assert.equal(misfitOf(config), "loss");
  assert.deepEqual(fitted(config, { loss: "cross-entropy" }), { ...config, outputActivation: "sigmoid" });
  assert.deepEqual(fitted(config, { outputActivation: "linear" }), { ...config, loss: "squared-error" });
  const centred = Object.freeze({
    ...DEFAULT_CONFIG,
    outputActivation: /** @type {const} */ ("sigmoid"),
    centred: true,
  });
  assert.equal(misfitOf(centred), "centred");
  assert.deepEqual(fitted(centred, { centred: true }), { ...centred, outputActivation: "linear" });
  assert.deepEqual(fitted(centred, { outputActivation: "sigmoid" }), { ...centred, centred: false });
  const entropy = { ...config, outputActivation: /** @type {const} */ ("sigmoid"), data: /** @type {const} */ ("arc") };
  assert.equal(misfitOf(entropy), "points");
  for (const change of [{ loss: entropy.loss }, { data: entropy.data }])
    assert.deepEqual(fitted(entropy, change), { ...entropy, loss: "squared-error" });
  assert.deepEqual(fitted({ ...DEFAULT_CONFIG, points: "V2S" }, {}), DEFAULT_CONFIG, "points are of their data alone");
});
