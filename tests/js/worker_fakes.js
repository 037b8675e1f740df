// The worker itself, with the real wasm module, outside a browser: each file of tests that imports this has one.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { configOf } from "../../www/settings/presets.js";
import { dataFiles } from "./data_files.js";

/** What it has reported, in all seats. @type {any[]} */
export const reports = [];
/** @type {MessagePort[]} */
const ports = [];
/** @type {Map<number, number>} by the number of the run */
const seatOf = new Map();
/** @type {(event: {data: any}) => void} */
let tell = () => {};
/** @type {WebAssembly.Module} */
let module;
/** Data sets, as the page hands them over. @type {Record<string, any>} */
export const files = {};

before(async () => {
  const www = new URL("../../www/", import.meta.url);
  module = await WebAssembly.compile(await readFile(new URL("pkg/autoencoder_lab_bg.wasm", www)));
  Object.assign(files, {
    first: await dataFiles("mnist-14", 1),
    mnist: await dataFiles("mnist-14"),
    fashion: await dataFiles("fashion-shown"),
  });
  const Channel = globalThis.MessageChannel;
  Object.assign(globalThis, {
    self: {
      addEventListener: (/** @type {string} */ _, /** @type {typeof tell} */ listener) => (tell = listener),
      postMessage: (/** @type {any} */ { seat, report }) => {
        assert.equal(seatOf.get(report.runId), seat);
        reports.push(report);
      },
    },
    MessageChannel: class {
      constructor() {
        const channel = new Channel();
        ports.push(channel.port1, channel.port2);
        return channel;
      }
    },
  });
  await import(new URL("worker.js", www).href);
});

after(() => ports.forEach((port) => port.close()));

/** @param {any} command @param {number} [seat] */
export const send = (command, seat = 1) => tell({ data: { seat, command } });
/** @param {number} runId @param {Record<string, any>} [config] @param {Record<string, any>} [rest] @param {number} [seat] */
export const create = (runId, config = {}, rest = {}, seat = 1) => {
  seatOf.set(runId, seat);
  send({ type: "create", runId, module, config: configOf(config, 1), events: [], data: files.first, ...rest }, seat);
};
/** @param {number} runId @param {Record<string, any>} [config] @param {Record<string, any>} [rest] */
export const fulfil = (runId, config = {}, rest = {}) => {
  seatOf.set(runId, 1);
  const job = {
    config: configOf(config, 1),
    events: [],
    data: files.first,
    wantsCurve: false,
    filters: null,
    exactAt: [],
    share: 1,
  };
  send({ type: "fulfil", runId, module, ...job, ...rest });
};

/**
 * The next report for which `wanted` holds; each is acknowledged, as a page that keeps up does.
 * @param {(report: any) => boolean} wanted
 */
export async function next(wanted) {
  const end = performance.now() + 20_000;
  for (;;) {
    const report = reports.shift();
    if (report && wanted(report)) return report;
    if (report) send({ type: "acknowledge", runId: report.runId }, seatOf.get(report.runId));
    // What has come by then is still read: a worker that takes all the time there is lets nobody else have a turn.
    else if (performance.now() > end) throw new Error("the worker did not report in time");
    else await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
