import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutationsOf } from "../../../support/mutations.ts";
import { expectSoundCounts } from "../../../support/sound-counts.ts";
import { createReader } from "./read.ts";

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
const PIECES: readonly string[] = [
  ...["[", "]", "]: ", ": ", ":", "(", ")", '"', "\\", "\\n", "\\n421 ", "\\303", "<", ">", "*"],
  ...["421-", "421 ", " 4.7.0 ", "defer (", " defer (-18)", " H=", "H=", " DS [", " QT=", " DT="],
  ...[" I=[", " (EHLO response was: ", "host ", " after ", " in response to ", "pipelined "],
  ...["== ", "=> ", "** ", "\0", "\r", "\t", "\u202e", "é", "💥", "::1", "retry time not reached"],
  ...[" ", ""],
];

const anything = fc.oneof(
  mutationsOf(LINES, PIECES),
  fc.string({ unit: "binary", maxLength: 300 }),
);

describe("hostile input", () => {
  test("every line this starts from is read", () => {
    const read = createReader();
    expect(LINES.slice(0, -1).map((line) => read(line).kind)).toEqual(
      LINES.slice(1).map(() => "value"),
    );
  });

  test("no line makes a step throw or a count go astray", () => {
    expectSoundCounts(anything, createReader());
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
