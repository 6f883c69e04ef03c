import { appendFileSync, copyFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { NOTHING_NEW, NOTHING_READ } from "../support/commit.ts";
import { content, numbers, read } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { walk } from "../support/walk.ts";

describe("nothing counts twice, nothing is lost", () => {
  test("reading again adds nothing, under another name neither, nor twice in one call", async () => {
    const path = temporaryFile("mail.log", SAMPLE_LOG);
    const once = content(await read(path));
    const copy = join(temporaryFolder(), "mail.log.1");
    copyFileSync(path, copy);
    const db = await read(path, path, copy);
    await walk([copy, path], db);
    expect(content(db)).toEqual(once);
  });

  test("growth and rotation are followed", async () => {
    const whole = content(await read(temporaryFile("mail.log", SAMPLE_LOG)));
    const lines = SAMPLE_LOG.split("\n");
    for (let at = 1; at < lines.length - 1; at++) {
      const path = temporaryFile(
        "mail.log",
        `${lines.slice(0, at).join("\n")}\n${lines[at]?.slice(0, 20)}`,
      );
      const db = await read(path);
      appendFileSync(path, `${lines[at]?.slice(20)}\n${lines.slice(at + 1).join("\n")}`);
      renameSync(path, `${path}.1`);
      await walk([`${path}.1`], db);
      expect(content(db)).toEqual(whole);
    }
  });

  test("commits after every block or only at the end keep the same", async () => {
    const path = temporaryFile("mail.log", SAMPLE_LOG.repeat(1500));
    const [seldom, often] = [openDatabase(":memory:"), openDatabase(":memory:")];
    await walk([path], seldom);
    await walk([path], often, { commitEvery: 0 });
    expect(content(often)).toEqual(content(seldom));
  });

  test("two runs that read one file into one database do not both count it", () => {
    const db = openDatabase(":memory:");
    const keep = createKeep(db, new InFlight());
    const source = { name: "mail.log", fingerprint: "f", hashedBytes: 9 };
    const day = {
      day: 0,
      bytes: 10,
      understood: 1,
      irrelevant: 0,
      notUnderstood: 0,
      firstAt: 1,
      lastAt: 1,
      issues: new Map(),
    };
    const read = { ...NOTHING_READ, source, end: { offset: 10, line: 1 }, days: [day] };
    keep({ ...NOTHING_NEW, source: read });
    const once = content(db);
    expect(() => keep({ ...NOTHING_NEW, source: read })).toThrow(
      "another process is reading mail.log",
    );
    expect(content(db)).toEqual(once);
  });

  test("however a log is cut into reads, the counts are the same", async () => {
    const whole = content(await read(temporaryFile("mail.log", SAMPLE_LOG)));
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: SAMPLE_LOG.length - 1 }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const folder = temporaryFolder();
        const db = openDatabase(":memory:");
        for (const end of [...places.sort((a, b) => a - b), SAMPLE_LOG.length]) {
          writeFileSync(join(folder, "mail.log"), SAMPLE_LOG.slice(0, end));
          await walk([join(folder, "mail.log")], db);
        }
        expect(content(db)).toEqual(whole);
        db.close();
      }),
      { numRuns: 30 },
    );
  });
});

describe("a file written anew under the same beginning", () => {
  const line = (second: number) =>
    `Nov 20 10:00:${String(second % 60).padStart(2, "0")} mx1 postfix/smtp[${second}]: 4ABC${second}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok ${"x".repeat(second)})\n`;
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => line(from + at)).join("");
  /** More events than are compared with the next ones: otherwise a line written anew would be known as one that came twice. */
  const others = () => temporaryFile("other.log", lines(100, 170));
  const delivered = (db: Database) => numbers(db, "SELECT sum(delivered) FROM attempt");

  test("and shorter is a new source, and stays one as it grows", async () => {
    const path = temporaryFile("mail.log", lines(10, 40));
    const db = await read(path, others());
    writeFileSync(path, lines(10, 20) + lines(40, 44));
    await walk([path], db);
    expect(delivered(db)).toEqual([30 + 70 + 14]);
    appendFileSync(path, lines(44, 50));
    await walk([path], db);
    await walk([path], db);
    expect(delivered(db)).toEqual([30 + 70 + 20]);
  });

  test("and longer, but with no line where reading stopped, is a new source", async () => {
    const path = temporaryFile("mail.log", lines(10, 30));
    const db = await read(path, others());
    writeFileSync(path, lines(10, 20) + lines(31, 60));
    await walk([path], db);
    expect(delivered(db)).toEqual([20 + 70 + 39]);
  });
});

test("a process that counts beside others forgets nothing of what they remember", async () => {
  const status = (to: string, queueId: string) =>
    `Nov 20 10:00:00 mx1 postfix/smtp[11]: ${queueId}: to=<${to}@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to MAIL FROM command))\n`;
  const db = openDatabase(":memory:");
  const log = temporaryFile("mail.log", status("a", "4AAA01"));
  const beside = createKeep(db, new InFlight());
  await walk([log], db);
  beside({ ...NOTHING_NEW, source: NOTHING_READ });
  appendFileSync(log, status("b", "4AAA01"));
  await walk([log], db);
  expect(numbers(db, "SELECT sum(replies), sum(recipients) FROM deferral")).toEqual([1, 2]);
});

test("a line that a relay sent twice counts once and is reported; informational lines may repeat", async () => {
  const lines = SAMPLE_LOG.split("\n").filter((line) => line !== "");
  const twice = lines.flatMap((line) => [line, line]).join("\n");
  const db = await read(temporaryFile("mail.log", `${twice}\n`));
  expect(numbers(db, "SELECT sum(recipients), sum(withheld) FROM deferral")).toEqual([5, 1]);
  expect(numbers(db, "SELECT sum(attempts), sum(unreachable) FROM attempt")).toEqual([7, 2]);
  expect(numbers(db, "SELECT sum(lines) FROM issue WHERE code = 'duplicate-line'")).toEqual([8]);
});
