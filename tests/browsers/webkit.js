// WebKitGTK, driven by its own driver, on a screen that nobody sees.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder } from "selenium-webdriver";

/** How long the driver may take to answer, in tenths of a second. */
const PATIENCE = 300;

/** A port that nothing listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Ends a program and waits until it is gone.
 * @param {import('node:child_process').ChildProcess} program
 */
async function end(program) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill();
  await once(program, "exit");
}

/**
 * Starts an X server on a display of its own choice.
 * @returns {Promise<{display: string, xvfb: import('node:child_process').ChildProcess}>}
 */
async function screen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const stopped = once(xvfb, "exit").then(([code]) => {
    throw new Error(`Xvfb ended with exit code ${code} before it had a display`);
  });
  const told = once(/** @type {import('node:stream').Readable} */ (xvfb.stdio[3]), "data");
  const [number] = await Promise.race([told, stopped]);
  return { display: `:${String(number).trim()}`, xvfb };
}

/**
 * Opens WebKitGTK's small browser.
 * @param {{proxy?: {proxyType: "manual", httpProxy: string, sslProxy: string}}} [wishes]
 * @returns {Promise<{browser: import('selenium-webdriver').WebDriver, close: () => Promise<void>}>}
 */
export async function openWebKit(wishes = {}) {
  const { display, xvfb } = await screen();
  const port = await freePort();
  const driver = spawn(process.env.LAB_WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
  });
  const server = `http://127.0.0.1:${port}`;
  try {
    await answer(server);
    const browser = await new Builder()
      .usingServer(server)
      .withCapabilities({ browserName: "MiniBrowser", ...wishes })
      .build();
    const close = async () => {
      await browser.quit();
      await end(driver);
      await end(xvfb);
    };
    return { browser, close };
  } catch (error) {
    await end(driver);
    await end(xvfb);
    throw error;
  }
}

/** Waits until the driver answers. @param {string} server */
async function answer(server) {
  for (let tries = 0; tries < PATIENCE; tries += 1) {
    const { ok } = await fetch(`${server}/status`).catch(() => ({ ok: false }));
    if (ok) return;
    await sleep(100);
  }
  throw new Error("WebKitWebDriver does not answer");
}
