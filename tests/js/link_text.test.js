// What chat and mail programs do to a link, and what is left of it when it is read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, serialize } from "../../www/link/url.js";
import { isTracking, mended } from "../../www/link/link_text.js";
import { quote } from "../../www/base/remarks.js";
import { generator, randomAddress } from "./link_fakes.js";

const LINK = "a=k:16&b=k:392,l:.01@700&seed=3";

/** What becomes of a link on its way, by who does it. @type {Record<string, (link: string) => string>} */
const ALTERED = {
  "HTML in its source": (link) => link.replaceAll("&", "&amp;"),
  "HTML twice": (link) => link.replaceAll("&", "&amp;amp;"),
  "HTML without the semicolon": (link) => link.replaceAll("&", "&amp"),
  "HTML by number": (link) => link.replaceAll("&", "&#38;").replaceAll(":", "&#x3a;").replaceAll("=", "&equals;"),
  "a form": encodeURIComponent,
  "a form in a form": (link) => encodeURIComponent(encodeURIComponent(encodeURIComponent(link))),
  "a form in HTML in a form": (link) => encodeURIComponent(encodeURIComponent(link).replaceAll("%26", "%26amp;")),
  "every sign escaped": (link) => [...link].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(""),
  "a mail that is quoted-printable": (link) => link.replaceAll("=", "=3D").replace("392", "3=\r\n92"),
  "a mail that breaks lines": (link) => link.replace("392", "39\r\n2").replace(",", ",\n"),
  "a mail that is answered": (link) => link.replace("392", "39\n> 2").replace(",", ",\n> > "),
  "a space at the break": (link) => link.replace(",", ", ").replace("&", " &").replace("16", "1 6"),
  "a space as in forms": (link) => link.replace(",", ",+").replace("&", "+&"),
  "spaces that are not seen": (link) =>
    link.replace(",", ",\u200b").replace("&", "\u00ad&\u2060").replace("392", "3\ufeff92"),
  "a right-to-left text": (link) => `\u202b${link}\u202c`,
  "a keyboard for Chinese": (link) =>
    link.replaceAll(":", "：").replaceAll(",", "，").replaceAll("=", "＝").replaceAll("@", "＠"),
  "Markdown that escapes": (link) => link.replaceAll("&", "\\&").replaceAll(":", "\\:"),
  "a text to scroll to": (link) => `${link}:~:text=held-out`,
  "a slash in front": (link) => `#/${link}`,
  ...Object.fromEntries(
    [
      ".",
      ",",
      ";",
      ":",
      "!",
      "?",
      "…",
      ")",
      ").",
      "]",
      "}",
      ">",
      ">.",
      '"',
      "”",
      "’",
      "»",
      "'",
      "*",
      "**",
      "_",
      "~~",
      "`",
      "|",
      "。",
      "、",
      "，",
      "！",
      "？",
      "」",
      "』",
      "）",
      "】",
      "》",
      "؟",
      "،",
      "؛",
      "।",
      "॥",
      "។",
      "&",
      "-",
      "—",
      "$",
      "%",
    ].map((end) => [`a sentence that goes on with ${end}`, (/** @type {string} */ link) => link + end]),
  ),
  "quotes around it": (link) => `„${link}“`,
  "brackets around it": (link) => `<${link}>`,
};

test("what only looks like a mail’s escape is left as it is", () => {
  for (const link of ["embed=plane&origins=3d.example&data=arc", "data=points&points=3DaEsmdPw", "step=tie&ink=3Dab"])
    assert.equal(mended(link), link);
});

for (const [who, alter] of Object.entries(ALTERED)) {
  test(`a link is read as it was written: ${who}`, () => {
    const expected = { address: parse(LINK).address, problems: [] };
    for (const hash of ["", "#"]) assert.deepEqual(parse(hash + alter(LINK)), expected, alter(LINK));
    const random = generator(9);
    for (let count = 0; count < 40; count += 1) {
      const address = randomAddress(random);
      assert.deepEqual(parse(alter(serialize(address))), { address, problems: [] }, alter(serialize(address)));
    }
  });
}

test("a number keeps its signs", () => {
  const { address, problems } = parse("a=l:1e-7,lr:1e+1,l:2E-3@5");
  assert.deepEqual(
    [address.lanes[0].config.lambda, address.lanes[0].config.learningRate, address.lanes[0].events, problems],
    [1e-7, 10, [{ step: 5, change: { lambda: 0.002 } }], []],
  );
  assert.equal(mended("l:1e−7"), "l:1e-7");
});

test("what trackers add is dropped without a word", () => {
  const tracked = [
    "fbclid=IwAR0abc",
    "utm_source=chat",
    "UTM_Campaign=x",
    "gclid=1",
    "mc_eid=2",
    "_hsenc=p2",
    "_ga=1.2",
    "igshid=3",
    "msclkid=4",
  ];
  assert.deepEqual(parse(`${tracked.join("&")}&${LINK}&${tracked.join("&")}`), {
    address: parse(LINK).address,
    problems: [],
  });
  assert.ok(!["step", "k", "a", "b", "c", "d", "seed", "tab", "utmost", "fb"].some(isTracking));
});

test("what is still not understood is said, with no more of it than can be read", () => {
  assert.deepEqual(parse("a=k:16 and b=k:392").problems, [
    "“k” of run A is “16andb=k:392”, but may be a whole number from 1 to 4096.",
  ]);
  assert.deepEqual(parse("a=k:%zz").problems, ["“k” of run A is “%zz”, but may be a whole number from 1 to 4096."]);
  assert.deepEqual(
    parse("a=k:%E4").problems,
    ["“k” of run A is “%E4”, but may be a whole number from 1 to 4096."],
    "no letter in UTF-8",
  );
  const long = "x".repeat(64);
  assert.match(parse(`${LINK}&id=${long}`).problems[0], /^“id=x{57}…” is not known here; known are /u);
  assert.match(parse(`a=k:${long}`).problems[0], /^“k” of run A is “x{60}…”/u);
  assert.match(parse(`a=l:1@${long}`).problems[0], /^The step of “l:1@x{56}…” of run A may be /u);
  assert.match(parse(`a=${long}:1@2`).problems[0], /^“x{60}…” of run A is not known here/u);
  assert.equal(quote("😀".repeat(61)), `${"😀".repeat(60)}…`);
  assert.equal(quote("😀".repeat(60)), "😀".repeat(60));
});

test("of ten thousand parts that are not known ten are named and the rest is counted", () => {
  const { problems } = parse(Array.from({ length: 10_000 }, (_, at) => `x${at}=1`).join("&"));
  assert.equal(problems.length, 11);
  assert.match(problems[0], /^“x0=1” is not known here; known are step, /u);
  assert.equal(problems[9], "“x9=1” is not known here.");
  assert.equal(problems[10], "And 9,990 more.");
  assert.equal(parse(`a=${"k:0,".repeat(11)}`).problems.at(-1), "And 1 more.");
});

test("a text that is long, or escaped without end, takes no time", () => {
  const size = 100_000;
  const texts = [
    "%25".repeat(size),
    "&amp;".repeat(size),
    "!".repeat(size) + "a",
    "\n".repeat(size),
    " ".repeat(size),
    "=".repeat(size),
    "=3D".repeat(size),
    "&#38;amp;".repeat(size),
    "+".repeat(size),
    "%".repeat(size),
    "a=k:1&".repeat(size),
    `a=${"l:1@2,".repeat(size)}`,
    "\n>".repeat(size),
    "&#".repeat(size),
    "%f0".repeat(size),
  ];
  for (const text of texts) {
    const begin = performance.now();
    parse(text);
    const took = performance.now() - begin;
    assert.ok(took < 5000, `${text.slice(0, 12)}… took ${Math.round(took)} ms`);
  }
});
