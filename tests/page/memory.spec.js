// A browser that has a hundred megabytes for a module, as phones do: a run that needs more is refused, and the others train on.
import config from "../../playwright.config.js";
import { Lane, expect, test } from "./lab.js";

const { launchOptions } = config.projects?.find(({ name }) => name === "page")?.use ?? {};
test.use({
  launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), "--js-flags=--wasm-max-mem-pages=1600"] },
});

const REFUSED =
  /^A run of 4096 hidden units in batches of 5000 images needs \d{3} MB of memory, more than there is here; choose fewer hidden units, a smaller batch or fewer images\.$/u;

test("a run for which there is no memory says what it needs, the other trains, and a smaller one is taken", async ({
  page,
}) => {
  await page.goto("./#a=k:4096,batch:5000&b=k:64&m=5000");
  const [a, b] = ["A", "B"].map((name) => new Lane(page, name));
  await expect(a.region.getByText(REFUSED)).toBeVisible();
  await page.getByRole("button", { name: "Play" }).click();
  await b.reaches(20);
  await expect(a.region.getByText(REFUSED)).toBeVisible();
  await a.hiddenUnits.fill("0");
  await expect(a.region.getByText(REFUSED)).toHaveCount(0);
  await a.reaches(1);
});
