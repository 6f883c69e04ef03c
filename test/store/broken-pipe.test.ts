import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readStream } from "../../ingest/sources/inputs.ts";
import { analyse } from "../../src/pipeline.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { readTails } from "../../src/store/tails.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { numbers } from "../support/content.ts";
import { countingSteps, NOW } from "../support/walk.ts";

const line = (second: number, id: string, said: string): string =>
  `Nov 20 10:15:0${second} mx1 postfix/smtp[10${second}]: ${id}: ${said}`;

const DEFERRED =
  "to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=2, delays=0/0/1/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Too many connections (in reply to MAIL FROM command))";
const SENT =
  "to=<b@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=2, delays=0/0/1/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XYZ)";
const HOST =
  "host mx2.example.net[192.0.2.8] said: 421 4.7.0 Too many connections (in reply to MAIL FROM command)";

const LINES = [
  line(1, "4AAA1D", SENT),
  line(2, "4AAA2D", SENT),
  line(3, "4AAA3D", DEFERRED),
  line(4, "4AAA4D", SENT),
  line(5, "4AAA5D", HOST),
  line(6, "4AAA6D", SENT),
];
const whole = (from: number, to: number): string => `${LINES.slice(from, to).join("\n")}\n`;

/** What the program does with a pipe, into an open database. */
async function piped(db: Database, text: string): Promise<void> {
  const inFlight = new InFlight();
  const keep = createKeep(db, inFlight);
  const batches = readStream("stdin", Readable.from([Buffer.from(text)]), {
    resume: () => [],
    tails: () => readTails(db),
    sieve: () => false,
    now: () => NOW,
    signal: new AbortController().signal,
    failed: () => {},
  });
  await analyse(batches, { ...countingSteps(db, inFlight, {}), keep, progress: () => {} });
}

function counts(db: Database): unknown {
  const deferrals =
    "SELECT coalesce(sum(recipients), 0), coalesce(sum(replies), 0) FROM deferral WHERE code = 421";
  const attempts = "SELECT sum(delivered), sum(deferred) FROM attempt";
  return [numbers(db, deferrals), numbers(db, attempts)];
}

const ALL = [
  [1, 2],
  [4, 1],
];

describe("the last line of a pipe that ended without a newline", () => {
  test("counts: nobody can read it again", async () => {
    const db = openDatabase(":memory:");
    await piped(db, whole(0, 6).trimEnd());
    expect(counts(db)).toEqual(ALL);
  });

  test.each([
    ["a status line", 2],
    ["a delivery", 3],
    ["a delivery behind a line about a host, which repeats as well", 5],
  ])(
    "may be cut anywhere, and counts once when the pipe is started again: %s",
    async (_, at) => {
      const text = LINES[at] ?? "";
      const db = openDatabase(":memory:");
      for (let length = 1; length <= text.length; length++) {
        db.exec("BEGIN");
        await piped(db, whole(0, at) + text.slice(0, length));
        await piped(db, whole(Math.max(0, at - 2), 6));
        expect(counts(db), text.slice(0, length)).toEqual(ALL);
        db.exec("ROLLBACK");
      }
    },
    120_000,
  );
});
