// Weights that were taken away come back: the run stands there as it stood, and goes on to the same bits.
import { readFile } from "node:fs/promises";
import { expect, open, test } from "./lab.js";

test("weights that are brought, by file or by a drop, stand as they stood; what is no weights is refused by name", async ({
  page,
}) => {
  const { a, b } = await open(page, "./#a=k:16&b=k:24,l:.01@20&points=0");
  for (const lane of [a, b]) await lane.appears();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => b.value("step")).toBe(1);
  await b.region.getByText("More", { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    b.region.getByRole("button", { name: "Download weights" }).click(),
  ]);
  const path = await download.path();
  const receipt = await b.readout("receipt").getAttribute("value");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => b.value("step")).toBe(2);
  const later = await b.readout("receipt").getAttribute("value");

  await a.region.getByText("More", { exact: true }).click();
  await a.region
    .getByLabel("Weights", { exact: true })
    .setInputFiles({ name: "b.safetensors", mimeType: "application/octet-stream", buffer: await readFile(path) });
  const status = page.getByRole("status").filter({ hasText: "b.safetensors" });
  await expect(status).toContainText(
    /Run A stands at step 1 as “b\.safetensors” has it: all [\d,]+ numbers are the same/u,
  );
  await expect(a.readout("receipt")).toHaveAttribute("value", receipt ?? "");

  // A drop is another way to the same.
  const bytes = [...(await readFile(path))];
  bytes[bytes.length - 1] ^= 1;
  await a.region.evaluate((lane, content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(content)], "changed.safetensors"));
    for (const type of ["dragover", "drop"])
      lane.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, bytes);
  await expect(page.getByRole("status").filter({ hasText: "changed.safetensors" })).toContainText("1 of the file’s");

  await a.region
    .getByLabel("Weights", { exact: true })
    .setInputFiles({
      name: "none.safetensors",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("no weights"),
    });
  await expect(page.getByRole("status").filter({ hasText: "none.safetensors" })).toContainText(
    "it is no safetensors file",
  );
  // What it has come to goes on as B did.
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => a.value("step")).toBe(2);
  await expect(a.readout("receipt")).toHaveAttribute("value", later ?? "");
});
