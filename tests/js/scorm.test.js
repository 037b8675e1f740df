// The lesson in a learning platform: what it is told, and what the package has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CARDS } from "../../www/lesson/cards.js";
import { Attempt, apiFor, timespan } from "../../www/views/course/attempt.js";
import { packed, scormFiles } from "../../xtask/dist/scorm.js";
import { Player } from "./scorm_player.js";

const DECK = ["tie", "copy", "penalty"];

test("a platform is told of each page that is seen, of the place, and once all have been seen; a second visit goes on there", () => {
  let now = 0;
  const player = new Player();
  const attempt = new Attempt(player, () => now, DECK);
  assert.deepEqual([attempt.place, player.kept["cmi.core.lesson_status"]], ["", "incomplete"]);
  for (const card of ["tie", "copy", "tie"]) attempt.see(card);
  now = 3_723_450;
  attempt.end();
  attempt.end();
  assert.deepEqual(player.kept, {
    "cmi.core.lesson_status": "incomplete",
    "cmi.core.lesson_location": "tie",
    "cmi.suspend_data": "tie,copy",
    "cmi.core.exit": "suspend",
    "cmi.core.session_time": "0001:02:03.45",
  });
  assert.deepEqual([player.faults, player.finished], [[], 1]);

  const later = new Player(player.kept);
  const again = new Attempt(later, () => now, DECK);
  assert.equal(again.place, "tie");
  again.see("penalty");
  assert.equal(later.kept["cmi.core.lesson_status"], "completed");
  again.end();
  assert.deepEqual([later.faults, later.kept["cmi.core.exit"]], [[], ""]);

  const last = new Player({ ...later.kept, "cmi.core.lesson_status": "passed" });
  new Attempt(last, () => now, DECK).see("tie");
  assert.equal(last.kept["cmi.core.lesson_status"], "passed", "it is not taken back");

  const replaced = new Player({ "cmi.suspend_data": "gone,lost", "cmi.core.lesson_status": "incomplete" });
  new Attempt(replaced, () => now, DECK).see("tie");
  assert.equal(replaced.kept["cmi.core.lesson_status"], "incomplete", "cards of another package do not count");
});

test("the whole lesson fits into what a platform keeps", () => {
  const player = new Player();
  const cards = CARDS.map(({ id }) => id);
  const attempt = new Attempt(player, () => 0, cards);
  for (const card of cards) attempt.see(card);
  attempt.end();
  assert.deepEqual([player.faults, player.kept["cmi.core.lesson_status"]], [[], "completed"]);
});

test("the platform is found in the windows around, and around the one that opened it; without one nothing is said", () => {
  const API = new Player();
  const top = { API, parent: /** @type {any} */ (undefined) };
  top.parent = top;
  const own = { parent: { parent: top } };
  assert.equal(apiFor(own), API);
  const alone = { parent: /** @type {any} */ (undefined), top: { opener: own } };
  alone.parent = alone;
  assert.equal(apiFor(alone), API);
  const foreign = {
    get parent() {
      throw new DOMException("Blocked a frame", "SecurityError");
    },
  };
  assert.equal(apiFor(foreign), undefined);
  const named = { API: { nodeName: "DIV" }, parent: top };
  assert.equal(apiFor(named), API, "an element can be called so");
  const nobody = new Attempt(undefined, () => 0, DECK);
  nobody.see("tie");
  nobody.end();
  assert.equal(nobody.place, "");
});

test("a platform whose session ends is given up, at whatever call, and the lesson goes on", () => {
  for (let calls = 0; calls < 12; calls += 1) {
    let left = calls;
    const failing = new Proxy(new Player(), {
      get:
        (player, name) =>
        (/** @type {any[]} */ ...given) => {
          left -= 1;
          if (left < 0) throw new Error("session expired");
          return /** @type {any} */ (player)[name](...given);
        },
    });
    const attempt = new Attempt(failing, () => 0, DECK);
    attempt.see("tie");
    attempt.end();
    assert.equal(typeof attempt.place, "string");
  }
});

test("a timespan is written as the standard wants it", () => {
  const times = [0, 9, 59_999, 3_600_000, 1e12].map(timespan);
  assert.deepEqual(times, ["0000:00:00.00", "0000:00:00.01", "0000:01:00.00", "0001:00:00.00", "9999:46:40.00"]);
});

test("the package lists what it holds, at its root, and opens a page that names the deck", async () => {
  const files = await scormFiles("pages=bottleneck,tie&hide=seed", async () => "the page");
  const { "imsmanifest.xml": manifest, "index.html": page, "course.js": script } = files;
  const listed = [...manifest.matchAll(/<file href="([^"]+)"/gu)].map(([, file]) => file);
  assert.deepEqual([...listed, "imsmanifest.xml"].sort(), Object.keys(files).sort());
  assert.match(manifest, /<schema>ADL SCORM<\/schema>\s*<schemaversion>1\.2<\/schemaversion>/u);
  assert.match(manifest, /<resource [^>]*adlcp:scormtype="sco" href="index\.html"/u);
  assert.match(page, /data-link="pages=bottleneck,tie&amp;hide=seed"/u);
  assert.match(script, /LMSInitialize/u);
  const zip = await packed(files);
  assert.equal(zip.readUInt32LE(0), 0x04034b50);
  assert.ok(zip.includes("imsmanifest.xml"));
  assert.deepEqual(await packed(files), zip, "the same to the byte");
  await assert.rejects(
    scormFiles("pages=bottleneck&flavour=mint", async () => ""),
    /^Error: the link cannot be followed: “flavour=mint” is not known here/u,
  );
});
