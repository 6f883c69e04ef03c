import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEximInterpreter } from "../../../../ingest/dialects/exim/interpret.ts";
import { createEximDecoder } from "../../../../ingest/envelopes/exim-main-log.ts";
import { createUnderstand } from "../../../../src/meaning/understand.ts";
import type { Cell } from "../../../../src/tally/cells.ts";
import { InFlight } from "../../../../src/tally/in-flight.ts";
import { Journeys } from "../../../../src/tally/journeys.ts";
import { OpenReplies } from "../../../../src/tally/open-replies.ts";
import { Tally } from "../../../../src/tally/tally.ts";

const H = "H=mx.example.net [192.0.2.7]";
const ERROR = "SMTP error from remote mail server after";

/** One line of every form. */
const LINES: readonly string[] = [
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k ${H}: ${ERROR} initial connection: 421 4.7.0 Busy`,
  `2026-11-20 15:46:55.174 +0000 [8907] 1xUQpD-0001pH-0k == ann@example.net R=r T=t defer (-44) ${H}:2525* PRX=[192.0.2.9]:1080 I=[198.51.100.1]:38980 TFO* DT=0.000s: ${ERROR} RCPT TO:<ann@example.net>: 421-4.2.1 one\\n421 4.2.1 caf\\303\\251`,
  `2026-11-20 15:46:55 10HmaX-000000005vi-0000 == "a b"@example.net (x) <y> R=r T=t defer (-18) ${H}: Remote host closed connection in response to HELO x (EHLO response was: 421 4.7.0 No (EHLO))`,
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k == ann@example.net R=r T=t defer (110): Connection timed out ${H}: SMTP timeout after DATA`,
  "2026-11-20 15:46:55 1xUQpD-0001pH-0k == ann@example.net routing defer (-52): retry time not reached",
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k => ann@example.net R=r T=t ${H} X=TLS1.3:A:256 DN="CN=x" C="250 \\"Ok\\"" QT=1h DT=1s`,
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k ** ann@example.net R=r T=t ${H} : ${ERROR} end of data: 550 No`,
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k ${ERROR} DATA: host mx.example.net [192.0.2.7]: 451 No`,
  "2026-11-20 15:46:55 1xUQpD-0001pH-0k SMTP timeout while connected to mx [192.0.2.7] after DATA",
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k ${H}:2525 Connection refused`,
  `2026-11-20 15:46:55 1xUQpD-0001pH-0k ${H}: Malformed SMTP reply in response to DATA: 4214.7.0 x`,
  "2026-11-20 15:46:55 1xUQpD-0001pH-0k Completed QT=1s",
  "2026-11-20 15:46:55 H=(me) [192.0.2.9] F=<a@example.org> temporarily rejected RCPT <b@example.net>: 421 4.7.0 slow",
];

/** Pieces that steer the parsers: the grammar's own words, brackets, quotes and what a hostile host would write. */
const piece = fc.constantFrom(
  ...["[", "]", "]: ", ": ", ":", "(", ")", '"', "\\", "\\n", "\\n421 ", "\\303", "<", ">", "*"],
  ...["421-", "421 ", " 4.7.0 ", "defer (", " defer (-18)", " H=", "H=", " DS [", " QT=", " DT="],
  ...[" I=[", " (EHLO response was: ", "host ", " after ", " in response to ", "pipelined "],
  ...["== ", "=> ", "** ", "\0", "\r", "\t", "\u202e", "é", "💥", "::1", "retry time not reached"],
  ...[" ", ""],
);

/** A real line with some of it taken out, doubled, cut or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...LINES),
    fc.array(fc.tuple(fc.nat(400), fc.nat(30), piece), { maxLength: 4 }),
  )
  .map(([line, edits]) =>
    edits.reduce((text, [place, length, put]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + length);
    }, line),
  );

const anything = fc.oneof(mutated, fc.string({ unit: "binary", maxLength: 300 }));

function createReader() {
  const decode = createEximDecoder({ zone: "UTC", year: null });
  const interpret = createEximInterpreter();
  return (text: string) => {
    const decoded = decode({ offset: 1, line: 1, text, cut: false }, 0);
    return decoded.kind === "value" ? interpret(decoded.value) : decoded;
  };
}

function expectSane(cell: Readonly<Cell>): void {
  expect(Number.isInteger(cell.bucket)).toBe(true);
  for (const band of cell.bands) expect(Number.isInteger(band)).toBe(true);
  for (const { meaning, recipients, replies, withheld, shadowed } of cell.deferrals) {
    expect(recipients + replies + withheld + shadowed).toBeGreaterThan(0);
    expect(meaning.code === 0 || (meaning.code >= 400 && meaning.code <= 599)).toBe(true);
  }
}

describe("hostile input", () => {
  test("every line this starts from is read", () => {
    const read = createReader();
    expect(LINES.slice(0, -1).map((line) => read(line).kind)).toEqual(
      LINES.slice(1).map(() => "value"),
    );
  });

  test("no line makes a step throw or a count go astray", () => {
    const read = createReader();
    const tally = new Tally(
      createUnderstand(),
      new OpenReplies(1),
      new Journeys(1, new InFlight()),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const outcome = read(text);
        if (outcome.kind !== "value") return;
        tally.add(outcome.value);
        for (const cell of tally.drain().cells) expectSane(cell);
      }),
      { numRuns: 20_000 },
    );
  });

  test("a long line of one character takes no time to speak of", () => {
    const read = createReader();
    const units = [
      "[",
      "(",
      " ",
      ":",
      ": ",
      "4",
      '"',
      "\\",
      "a",
      "421-",
      "\\n421-",
      " H=",
      "\\303",
    ];
    for (const unit of units) {
      const tail = unit.repeat(65_536 / unit.length);
      for (const start of LINES) {
        expect(["value", "skip", "issue"]).toContain(read(`${start}${tail}`).kind);
        expect(["value", "skip", "issue"]).toContain(read(`${start.slice(0, 60)}${tail}`).kind);
      }
    }
  });
});
