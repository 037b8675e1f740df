import { chromium } from "@playwright/test";
import config from "./playwright.config.js";
const { launchOptions } = config.projects.find(({ name }) => name === "page").use;
const [base, ...wanted] = process.argv.slice(2);
const browser = await chromium.launch(launchOptions);
const A = {
  p1: "#a=k:392,l:.01@150", p2: "#step=penalty&a=k:392&b=k:392,l:.01@150", p3: "#a=k:16&b=k:392,l:.01@150&c=k:392,tied",
  p4: "#a=k:16&b=k:392,l:.01@150&c=k:1568,tied&d=k:392,tied,l:.01", pc: "#step=bottleneck", pl: "#step=gradient", pch: "#tab=characters", psh: "#tab=shelf", pf: "#tab=filters&a=k:16&b=k:392&c=k:64&d=k:100", plc:"#tab=ledger&a=k:16&b=k:392&c=k:64&d=k:100",
};
for (const [name, size, scheme = "light"] of wanted.map((w) => w.split(":"))) {
  const [width, height] = size.split("x").map(Number);
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log("CONSOLE", m.text()));
  page.on("pageerror", (e) => console.log("PAGEERROR", e.message));
  await page.goto(`${base}/${A[name]}&projector=on&until=300&speed=unlimited`);
  await page.locator('.lane data[data-readout="train error"]').first().waitFor({ state: "attached" });
  await page.waitForFunction(() => [...document.querySelectorAll('.lane data[data-readout="train error"]')].every((d) => Number(d.value) > 0));
  await page.keyboard.press("Space");
  await page.waitForFunction(() => [...document.querySelectorAll('.lane data[data-readout="step"]')].every((d) => Number(d.value) >= 300), undefined, { timeout: 60000 });
  await page.waitForFunction(() => document.querySelectorAll(".lane[data-at-rest]").length === document.querySelectorAll(".lane").length);
  await page.evaluate(() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d))));
  const m = await page.evaluate(() => {
    const sizes = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      const e = n.parentElement;
      if (!n.textContent.trim() || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest(".hidden, option, script, style")) continue;
      if (getComputedStyle(e).clipPath !== "none") continue;
      const s = parseFloat(getComputedStyle(e).fontSize).toFixed(1);
      (sizes[s] ??= []).push(n.textContent.trim().slice(0, 18));
    }
    const box = (q) => { const b = document.querySelector(q)?.getBoundingClientRect(); return b && [b.x, b.y, b.width, b.height].map(Math.round); };
    const over = [document.documentElement, document.querySelector("main"), ...document.querySelectorAll(".rail, .lane, .lane-body, .masthead, .instruments, .runs")].map((e) => [e.className || e.tagName, e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]).filter(([, x, y]) => x > 0 || y > 0);
    return { min: Object.keys(sizes).map(Number).sort((a, b) => a - b).slice(0, 3).map((k) => [k, sizes[k.toFixed(1)].slice(0, 4)]), chart: box(".chart"), share: (document.querySelector(".panel-body:not([hidden]) .chart")?.getBoundingClientRect().height ?? 0) / innerHeight, rail: box(".rail"), head: box(".masthead"), lane: box(".lane"), tiles: [...document.querySelectorAll(".lane:first-child .tiles")].filter((t) => t.checkVisibility()).map((t) => { const b = t.getBoundingClientRect(); return [Math.round(b.width), Math.round(b.height)]; }), over };
  });
  console.log(name, size, JSON.stringify(m));
  await page.screenshot({ path: `/tmp/projector-shots/${name}-${size}-${scheme}.png` });
  await page.close();
}
await browser.close();
