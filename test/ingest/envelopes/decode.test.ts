import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDecoder } from "../../../ingest/envelopes/decode.ts";
import { createSyslogDecoder } from "../../../ingest/envelopes/syslog.ts";
import { SAMPLE_LOG } from "../../support/sample-log.ts";
import { NOW } from "../../support/walk.ts";
import { brief, briefOf, decodeLines } from "./decoded.ts";

const BODY = "4ABC1D: to=<ann@example.net>, relay=none";
const SYSLOG = `Nov 20 15:45:46 mx1 postfix/smtp[7]: ${BODY}`;

/** One record in every envelope. */
const SHAPES: readonly string[] = [
  SYSLOG,
  `<22>${SYSLOG}`,
  `2026-11-20T15:45:46Z mx1 postfix/smtp[7]: ${BODY}`,
  `<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp 7 - - ${BODY}`,
  `99 <22>1 2026-11-20T15:45:46Z mx1 postfix/smtp 7 - [a b="c"] ${BODY}`,
  `Fri 2026-11-20 15:45:46 UTC mx1 postfix/smtp[7]: ${BODY}`,
  `1795189546.000000 mx1 postfix/smtp[7]: ${BODY}`,
  JSON.stringify({ MESSAGE: BODY, HOST: "mx1", PROGRAM: "postfix/smtp", PID: 7, ts: 1795189546 }),
  JSON.stringify({ log: `${SYSLOG}\n`, stream: "stdout", time: "2026-11-20T15:45:47Z" }),
  `2026-11-20T15:45:47.1Z stdout F ${SYSLOG}`,
  `smtp_1  | ${SYSLOG}`,
  `/var/log/mail.log:${SYSLOG}`,
];

describe("one file", () => {
  test("may mix all envelopes", () => {
    const expected = ["2026-11-20T15:45:46.000Z", "mx1", "postfix/smtp", "smtp", 7, BODY];
    expect(decodeLines(SHAPES).map(briefOf)).toEqual(SHAPES.map(() => expected));
  });

  test("of plain syslog lines is read as the syslog decoder reads it", () => {
    const options = { zone: "UTC", year: null };
    const plain = createSyslogDecoder(options);
    const any = createDecoder(options);
    for (const text of SAMPLE_LOG.split("\n")) {
      const entry = { offset: 0, line: 0, text, cut: false };
      expect(any(entry, NOW)).toEqual(plain(entry, NOW));
    }
  });

  test("gives each writer one object", () => {
    const [one, other] = decodeLines([SHAPES[3] ?? "", SHAPES[3] ?? ""]);
    expect(one?.kind === "value" && other?.kind === "value").toBe(true);
    if (one?.kind === "value" && other?.kind === "value") {
      expect(one.value.writer).toBe(other.value.writer);
    }
  });

  test.each([
    ["", "skip"],
    ["\ufeff", "skip"],
    ["\r", "skip"],
    ["   ", "unknown-envelope"],
    ["\0\0\0", "binary-line"],
    ["no envelope at all", "unknown-envelope"],
  ])("%j", (text, expected) => {
    expect(brief(text)).toBe(expected);
  });
});

describe("hostile lines", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    '"',
    '{"log":"',
    '","stream":"stdout","time":"',
    '{"MESSAGE":[1,300,-1,1e9]',
    "<22>",
    "<22>1 ",
    "1 <22>",
    " stdout P ",
    " stdout F ",
    "\u001b[",
    " | ",
    "|",
    "[a b=",
    "\\",
    "]",
    "-- ",
    ":",
    "Fri 2026-11-20 ",
    "2026-11-20T15:45:46Z ",
    "9999999999.999999 ",
    "\0",
    "\ufeff",
    "",
  );
  const edited = fc
    .tuple(
      fc.constantFrom(...SHAPES),
      fc.array(fc.tuple(fc.nat(200), fc.nat(20), piece), { maxLength: 4 }),
    )
    .map(([shape, edits]) =>
      edits.reduce((text, [at, length, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      }, shape),
    );
  const bytes = fc
    .uint8Array({ maxLength: 300 })
    .map((array) => Buffer.from(array).toString("utf8"));

  test("no sequence of bytes makes the decoder throw, and a record always has a time", () => {
    const decode = createDecoder({ zone: "UTC", year: null });
    let line = 0;
    fc.assert(
      fc.property(fc.oneof(edited, bytes, fc.json()), (text) => {
        const outcome = decode({ offset: line, line: line++, text, cut: false }, NOW);
        if (outcome.kind === "value") expect(Number.isFinite(outcome.value.at)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test("64 KiB of one thing take no time to speak of", () => {
    const starts = ["", "{", "<22>1 2026-11-20T15:45:46Z a b c d ", "Nov 20 15:45:46 ", "smtp | "];
    const units = [
      "[",
      "{",
      '{"a":',
      '[a="',
      "\\",
      " ",
      ":",
      "-",
      "a",
      "1",
      "\u001b[",
      "|",
      "Nov 2",
    ];
    const started = performance.now();
    for (const start of starts) {
      for (const unit of units) brief(start + unit.repeat(65_536 / unit.length));
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
