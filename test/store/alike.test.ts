import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { numbers } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { counted, deliveries, following, places } from "../support/following.ts";
import { walk } from "../support/walk.ts";

const LINES = "SELECT sum(lines) FROM coverage";
const delivered = (db: Database) => numbers(db, "SELECT coalesce(sum(delivered), 0) FROM attempt");

/** What a container says whenever it starts: more than is hashed of a log. */
const BANNER = `${"*".repeat(79)}\n`.repeat(20);

const asIs = (text: string): Buffer => Buffer.from(text);

describe("logs that begin alike", () => {
  test.each([
    ["plain", asIs, asIs],
    ["compressed", gzipSync, gzipSync],
    ["one of them compressed", gzipSync, asIs],
  ])("are told apart however often they are read: %s", async (_, packFirst, packSecond) => {
    const first = temporaryFile("pod-1.log", "");
    const second = temporaryFile("pod-2.log", "");
    writeFileSync(first, packFirst(BANNER + deliveries(0, 100)));
    writeFileSync(second, packSecond(BANNER + deliveries(200, 260)));
    const db = openDatabase(":memory:");
    for (const names of [[first, second], [second, first], [first], [second]]) {
      await walk(names, db);
      expect(delivered(db)).toEqual([160]);
    }
    writeFileSync(first, packFirst(BANNER + deliveries(0, 110)));
    writeFileSync(second, packSecond(BANNER + deliveries(200, 270)));
    await walk([second, first, second], db);
    expect(delivered(db)).toEqual([180]);
  });

  test("are told apart while the later one is followed from its banner on", async () => {
    const { db, log } = places();
    writeFileSync(log, BANNER + deliveries(0, 100));
    const follow = following(["--db", db, log]);
    await counted(db, 100);
    truncateSync(log, 0);
    writeFileSync(log, BANNER);
    await follow.stop();
    following(["--db", db, log]);
    writeFileSync(log, BANNER + deliveries(200, 230));
    await counted(db, 130);
  });
});

describe("an older copy of a log counts nothing that was counted", () => {
  const LOG = deliveries(0, 1000);
  const lineEnd = (share: number): number => LOG.indexOf("\n", share * LOG.length) + 1;

  test.each([0.01, 0.05, 0.3, 0.5, 0.77, 0.99])(
    "that holds the first %d of it, plain or compressed",
    async (share) => {
      const folder = temporaryFolder();
      const log = temporaryFile("mail.log", LOG);
      const db = openDatabase(":memory:");
      await walk([log], db);
      const copy = join(folder, "mail.log.1");
      const packed = join(folder, "mail.log.1.gz");
      const part = LOG.slice(0, lineEnd(share));
      writeFileSync(copy, part);
      writeFileSync(packed, gzipSync(part));
      await walk([copy, packed, log], db);
      expect(delivered(db)).toEqual([1000]);
      writeFileSync(copy, LOG + deliveries(1000, 1005));
      await walk([copy, log], db);
      expect(delivered(db)).toEqual([1005]);
    },
  );

  test("and neither does one that was cut inside a line", async () => {
    const log = temporaryFile("mail.log", LOG);
    const db = openDatabase(":memory:");
    await walk([log], db);
    writeFileSync(log, readFileSync(log).subarray(0, lineEnd(0.6) + 40));
    await walk([log], db);
    writeFileSync(log, LOG);
    await walk([log], db);
    expect(delivered(db)).toEqual([1000]);
  });
});

describe("a short copy of a log", () => {
  const LOG = deliveries(0, 1000);
  const ends = Array.from(LOG.slice(0, 3000).matchAll(/\n/gu), ({ index }) => index + 1);

  test.each([
    ["plain", asIs],
    ["compressed", gzipSync],
  ])("counts nothing, however short, until it has a line of its own: %s", async (_, pack) => {
    expect(ends.filter((end) => end < 1024).length).toBeGreaterThan(3);
    const db = openDatabase(":memory:");
    await walk([temporaryFile("mail.log", LOG)], db);
    for (const end of ends) {
      for (const rest of [0, 1, 40]) {
        await walk([temporaryFile("copy", pack(LOG.slice(0, end + rest)))], db);
        expect(delivered(db)).toEqual([1000]);
      }
    }
    const short = LOG.slice(0, ends[1]);
    await walk([temporaryFile("other", pack(short + deliveries(5000, 5003)))], db);
    expect(delivered(db)).toEqual([1005]);
  });

  test("is known by the lines of one that was short when it was first read", async () => {
    const log = temporaryFile("mail.log", LOG.slice(0, (ends[3] ?? 0) + 30));
    const db = openDatabase(":memory:");
    await walk([log], db);
    for (const end of ends.slice(0, 4)) {
      await walk([temporaryFile("copy", LOG.slice(0, end))], db);
      expect(delivered(db)).toEqual([4]);
    }
    writeFileSync(log, LOG);
    await walk([log, temporaryFile("copy", LOG.slice(0, ends[2]))], db);
    expect(delivered(db)).toEqual([1000]);
  });

  test("is another log where one byte of its lines differs, and goes on as such", async () => {
    const db = openDatabase(":memory:");
    await walk([temporaryFile("mail.log", LOG)], db);
    const lines = LOG.slice(0, ends[2]);
    for (const at of [0, 20, (ends[2] ?? 0) - 2]) {
      const other = `${lines.slice(0, at)}X${lines.slice(at + 1)}`;
      const before = numbers(db, LINES) as number[];
      const name = temporaryFile("other.log", other);
      await walk([name, name], db);
      expect(numbers(db, LINES)).toEqual([(before[0] ?? 0) + 3]);
      writeFileSync(name, other + deliveries(at + 2000, at + 2010));
      await walk([name, name], db);
      expect(numbers(db, LINES)).toEqual([(before[0] ?? 0) + 13]);
    }
  });
});
