// How the page stands in windows of all sizes, with one to four runs, in each instrument: nothing is cut off, nothing lies on anything else.
import { Lane, expect, open, overflowOf, test } from "./lab.js";
import { misplaced } from "./layout.js";
import { openRuns, settled } from "./poses.js";

/** What is held in a hand, under a finger, and what stands on a desk. @type {{device: string, touch: boolean, sizes: [width: number, height: number][]}[]} */
const DEVICES = [
  {
    device: "phones and tablets",
    touch: true,
    sizes: [
      [360, 740],
      [390, 844],
      [768, 1024],
      [1024, 768],
    ],
  },
  {
    device: "desks",
    touch: false,
    sizes: [
      [1024, 768],
      [1280, 720],
      [1366, 768],
      [1440, 900],
      [1920, 1080],
    ],
  },
];
const INSTRUMENTS = ["Loss", "Ledger", "Step", "Filters", "Why", "Characters", "Sweep", "Shelf"];
for (const { device, touch, sizes } of DEVICES) {
  test.describe(device, () => {
    test.use({ hasTouch: touch, isMobile: touch, viewport: { width: sizes[0][0], height: sizes[0][1] } });

    for (const count of [1, 2, 3, 4]) {
      test(`nothing is cut off and no words lie on others, in every size and instrument: ${count} of 4 runs on ${device}`, async ({
        page,
      }) => {
        await openRuns(page, count);
        /** @type {string[]} */
        const faults = [];
        for (const projector of touch ? [false] : [false, true]) {
          if (projector) await page.keyboard.press("p");
          for (const [width, height] of sizes) {
            await page.setViewportSize({ width, height });
            for (const [index, name] of INSTRUMENTS.entries()) {
              await page.keyboard.press(String(index + 1));
              await settled(page);
              for (const fault of await misplaced(page))
                faults.push(`${width}×${height}${projector ? " projected" : ""}, ${name}: ${fault}`);
            }
          }
        }
        expect(faults).toEqual([]);
      });
    }
  });
}

test("the names of the matrices stand within their trapezoids, however narrow these are", async ({ page }) => {
  // Four runs show their networks only where each has room for it.
  await page.setViewportSize({ width: 2400, height: 1200 });
  for (const address of [
    "./#a=k:1,tied&b=k:4,tied&c=k:16,tied&d=k:40,tied&data=digits-8&m=50",
    "./#a=k:1&b=k:64,tied&c=k:100,tied&d=k:600,tied&data=digits-8&m=50",
  ]) {
    await page.goto("about:blank");
    await page.goto(address);
    await new Lane(page, "D").appears();
    const outside = await page.locator(".network svg").evaluateAll((drawings) =>
      drawings.flatMap((drawing) => {
        const [encoder, decoder] = /** @type {SVGPathElement[]} */ ([
          ...drawing.querySelectorAll(".weights path:not(.link)"),
        ]);
        return /** @type {SVGTextElement[]} */ ([...drawing.querySelectorAll("text.matrix")]).flatMap((name, index) => {
          const { x, y, width, height } = name.getBBox();
          // The box has room for accents above and tails below.
          const corners = [
            [x, y + 0.25 * height],
            [x + width, y + 0.25 * height],
            [x, y + 0.75 * height],
            [x + width, y + 0.75 * height],
          ];
          const path = index === 0 ? encoder : decoder;
          return corners.every(([left, top]) => path.isPointInFill(new DOMPoint(left, top)))
            ? []
            : [`${name.textContent} of ${drawing.getAttribute("aria-label")}`];
        });
      }),
    );
    expect(outside).toEqual([]);
  }
});

test("beside every row stands which of its images are x and which x̂, or their difference", async ({ page }) => {
  const { a } = await open(page);
  const halves = () =>
    a.region
      .locator(".row-name:visible")
      .evaluateAll((names) =>
        names.map((name) => [...name.querySelectorAll(".halves span")].map((half) => half.textContent).join(" ")),
      );
  expect(await halves()).toEqual(["x x̂", "x x̂", "x x̂", "x x̂"]);
  await a.region.getByRole("switch", { name: "Show difference" }).click();
  await expect.poll(halves).toEqual(["x |x̂−x|", "x |x̂−x|", "x |x̂−x|", "x |x̂−x|"]);
  expect(await misplaced(page)).toEqual([]);
  /** Whether x and x̂ stand beside the upper and the lower half of the images of each row. */
  const beside = () =>
    a.region.locator(".row-name:visible").evaluateAll((names) =>
      names.map((name) => {
        const canvas = name.nextElementSibling?.querySelector("canvas");
        if (!canvas) return false;
        const { top, height } = canvas.getBoundingClientRect();
        return [...name.querySelectorAll(".halves span")]
          .map((half) => half.getBoundingClientRect())
          .every((half, at) => {
            const middle = (half.top + half.bottom) / 2 - top;
            return middle > (at * height) / 2 && middle < ((at + 1) * height) / 2;
          });
      }),
    );
  expect(await beside()).toEqual([true, true, true, true]);
  await page.goto("about:blank");
  await open(page, "./#nearest=on");
  await expect(a.region.getByRole("img", { name: "nearest training image" })).toBeVisible();
  expect(await beside(), "the nearest training images are neither").toEqual([true, true, true, true]);
});

test("on a low desk the pictures take the room that there is, and the chart keeps its least height", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const { a } = await open(page);
  expect((await a.region.getByRole("img", { name: "train", exact: true }).boundingBox())?.width).toBeGreaterThanOrEqual(
    276,
  );
  expect((await page.getByRole("slider", { name: "Crosshair" }).boundingBox())?.height).toBeGreaterThanOrEqual(130);
  expect(await overflowOf(page)).toEqual([0, 0, 0, 0]);
});
