// How the page of two runs that the lesson opens with feels on a slow processor: `cargo xtask bench page --feel --cpu TIMES`.
import { lambdaDelays, median, open, watch } from "./watching.js";

/** @import { Browser, Page } from '@playwright/test' */

const WATCHED_MS = 10_000;

/**
 * Makes the page's thread so many times slower, and its workers too where the browser can do that; returns how many of them it has.
 * @param {Page} page
 * @param {number} rate
 */
async function throttle(page, rate) {
  const session = await page.context().newCDPSession(page);
  let slowed = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== "worker") return;
    const message = JSON.stringify({ id: 1, method: "Emulation.setCPUThrottlingRate", params: { rate } });
    void session.send("Target.sendMessageToTarget", { sessionId, message });
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    if (JSON.parse(message).result) slowed += 1;
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await page.waitForTimeout(500);
  return slowed;
}

/**
 * A table of what is felt while both runs train at the speed that the page opens with.
 * @param {Browser} browser
 * @param {string} url
 * @param {number} rate
 */
export async function slowPage(browser, url, rate) {
  const page = await open(browser, url, "#until=1000000000");
  const slowed = await throttle(page, rate);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).feel.moved > 0);
  const seen = await watch(page, WATCHED_MS);
  const begins = (await lambdaDelays(page)).map(({ begin }) => begin);
  const workers = page.workers().length;
  await page.context().close();
  const rows = [
    [`two runs of the lesson, processor ${rate}× slower: frames a second`, seen.perSecond.toFixed(1)],
    ["– longest time between frames", `${seen.longestGap.toFixed(0)} ms`],
    [
      "– λ to the beginning of the first step that has it",
      `${median(begins).toFixed(0)} ms, at most ${Math.max(...begins).toFixed(0)} ms`,
    ],
    ["– step after ten seconds", String(seen.step)],
    [
      "– what was slowed",
      `the page's thread${slowed > 0 ? ` and ${slowed} of ${workers} workers` : "; Chromium does not slow workers"}`,
    ],
  ];
  return { rows, seen, begins, slowed };
}
