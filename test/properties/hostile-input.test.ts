import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { createPostfixInterpreter } from "../../ingest/dialects/postfix/interpret.ts";
import { createDecoder } from "../../ingest/envelopes/decode.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import { createUnderstand } from "../../src/meaning/understand.ts";
import type { Delta } from "../../src/tally/cells.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { Journeys } from "../../src/tally/journeys.ts";
import { OpenReplies } from "../../src/tally/open-replies.ts";
import { Tally } from "../../src/tally/tally.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { NOW } from "../support/walk.ts";

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
const piece = fc.constantFrom(
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
);

/** A real line with some of it taken out, doubled, cut or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...LINES),
    fc.array(fc.tuple(fc.nat(500), fc.nat(30), piece), { maxLength: 4 }),
  )
  .map(([line, edits]) =>
    edits.reduce(
      (text, [at, length, put]) =>
        text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + length),
      line,
    ),
  );

const anything = fc.oneof(mutated, fc.string({ unit: "binary", maxLength: 300 }));

function createReader() {
  const decode = createDecoder({ zone: "UTC", year: null });
  const interpret = createPostfixInterpreter();
  return (text: string) => {
    const decoded = decode({ offset: 0, line: 0, text, cut: false }, NOW);
    return decoded.kind === "value" ? interpret(decoded.value) : decoded;
  };
}

function expectSound({ cells, inbound }: Delta): void {
  for (const { code } of inbound) expect(code === 0 || (code >= 400 && code < 500)).toBe(true);
  for (const cell of cells) {
    expect(Number.isInteger(cell.bucket)).toBe(true);
    for (const { meaning, recipients, replies, withheld, shadowed } of cell.deferrals) {
      expect(recipients + replies + withheld + shadowed).toBeGreaterThan(0);
      expect(meaning.code === 0 || (meaning.code >= 400 && meaning.code <= 599)).toBe(true);
    }
  }
}

describe("hostile input", () => {
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
        expectSound(tally.drain());
      }),
      { numRuns: 20_000 },
    );
  });

  test("what the sieve drops, the dialect would have skipped", () => {
    const read = createReader();
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
    const read = createReader();
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
