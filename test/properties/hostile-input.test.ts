import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { createPostfixInterpreter } from "../../ingest/dialects/postfix/interpret.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import { mutationsOf } from "../support/mutations.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { expectSoundCounts } from "../support/sound-counts.ts";
import { createReader } from "../support/walk.ts";

/** What smtpd, postscreen and cleanup say, of which the sieve drops most and the dialect wants some. */
const INBOUND = [
  "smtpd[812]: connect from client.example.org[192.0.2.9]",
  "smtpd[812]: 4A1B2C3D: client=client.example.org[192.0.2.9]",
  "smtpd[812]: warning: Connection rate limit exceeded: 31 from a[192.0.2.9] for service smtpd",
  "smtpd[812]: NOQUEUE: too many errors after AUTH from a[192.0.2.9]",
  "smtpd[812]: timeout after DATA (9 bytes) from a[192.0.2.9]",
  "smtpd: NOQUEUE: reject: RCPT from a[192.0.2.9]: 450 4.7.1 <x@example.net>: later",
  "smtpd[812]: NOQUEUE: reject: RCPT from a[192.0.2.9]: 554 5.7.1 <x@example.net>: no",
  "smtpd[812]: NOQUEUE: proxy-reject: END-OF-MESSAGE: 451 4.3.0 later",
  "postscreen[9]: reject: connect from [192.0.2.9]:1337: all screening ports busy",
  "postscreen[9]: COMMAND TIME LIMIT from [192.0.2.9]:1337 after CONNECT",
  "cleanup[7]: 4A1B2C3D: milter-reject: END-OF-MESSAGE from a[192.0.2.9]: 4.7.1 later; x",
].map((text) => `Nov 20 10:15:07 mx1 postfix/${text}`);

const LINES = [...SAMPLE_LOG.split("\n").filter((line) => line !== ""), ...INBOUND];

/** Pieces that steer a parser: the grammar's own words, brackets, digits and what a hostile host would write. */
const PIECES: readonly string[] = [
  "[",
  "]",
  "]: ",
  ": ",
  "(",
  ")",
  " (in reply to ",
  "status=",
  "to=<",
  ">, relay=",
  ", ",
  " said: ",
  "421-",
  "421 ",
  " 4.7.0 ",
  "\0",
  "\r",
  "\t",
  "\\n",
  "\u202e",
  "é",
  "💥",
  "host ",
  "lost connection with ",
  " while ",
  "delay=",
  "dsn=",
  "<22>",
  "warning: ",
  "reject: ",
  " from ",
  "smtpd",
  "450 ",
  " ",
  "",
];

const anything = fc.oneof(
  mutationsOf(LINES, PIECES),
  fc.string({ unit: "binary", maxLength: 300 }),
);

describe("hostile input", () => {
  test("no line makes a step throw or a count go astray", () => {
    expectSoundCounts(anything, createReader(createPostfixInterpreter()));
  });

  test("what the sieve drops, the dialect would have skipped", () => {
    const read = createReader(createPostfixInterpreter());
    const sieve = createSieve(SILENCE);
    let dropped = 0;
    fc.assert(
      fc.property(anything, (text) => {
        const bytes = Buffer.from(text);
        if (text.includes("\n") || !sieve(bytes, 0, bytes.length)) return;
        dropped++;
        const outcome = read(bytes.toString());
        if (outcome.kind === "value") throw new Error(`dropped ${JSON.stringify(text)}`);
      }),
      { numRuns: 20_000 },
    );
    expect(dropped).toBeGreaterThan(500);
  });

  test("a line of nothing but one character, however long, takes no time to speak of", () => {
    const read = createReader(createPostfixInterpreter());
    for (const unit of [
      "[",
      "(",
      " ",
      ":",
      "4",
      "-",
      "a",
      "421-",
      "421 ",
      ", ",
      ">, relay=",
      " (in reply to ",
    ]) {
      const line = `Nov 20 10:15:07 mx1 postfix/smtp[1]: 4ABC1D: to=<a@example.net>, relay=mx[192.0.2.1]:25, delay=1, dsn=4.0.0, status=deferred (host mx[192.0.2.1] said: 421-${unit.repeat(65_536 / unit.length)})`;
      expect(read(line).kind).toBe("value");
    }
  });
});
