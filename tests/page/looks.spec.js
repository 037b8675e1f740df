// How the page looks: pictures of its main states against those in `looks.spec.js-pictures`.
//
// A run is the same to the bit everywhere, and the page brings its fonts, so pictures differ only by how a browser draws edges and letters:
// `cargo xtask test looks` compares them where it draws as the one that made them (docs/adr/0011-where-pictures-are-compared.md). After a change
// that is meant: `npx playwright test --project=looks --update-snapshots`, and look at each.
import { expect, test } from "./lab.js";
import { recordMachine } from "./machine.js";
import { LOOKS, pose } from "./poses.js";

test.afterAll(async ({ browser }, { config: { updateSnapshots } }) => {
  if (updateSnapshots === "all" || updateSnapshots === "changed") await recordMachine(browser);
});

for (const look of LOOKS) {
  test(`looks as it did: ${look.name}`, async ({ page }) => {
    await pose(page, look);
    await expect(page).toHaveScreenshot(`${look.name}.png`, { maxDiffPixelRatio: 0.004, animations: "disabled" });
  });
}
