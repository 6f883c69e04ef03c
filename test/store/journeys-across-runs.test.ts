import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import { saltOf } from "../../src/store/memory.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { LOST_AFTER } from "../../src/tally/journey.ts";
import { Journeys } from "../../src/tally/journeys.ts";
import { NOTHING_NEW, NOTHING_READ } from "../support/commit.ts";
import { numbers, read, rows } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { HOST, journeysIn, later, NO, postfix } from "../support/journey-lines.ts";
import { eventOf, walk } from "../support/walk.ts";

describe("journeys across runs and processes", () => {
  const SENT = `4ABC1D: to=<a@example.net>, relay=${HOST}:25, delay=9, delays=0/0/4/5, dsn=2.0.0, status=sent (250 2.0.0 Ok)`;
  const LOG = [
    postfix("20 10:00:00", "a", "deferred", NO),
    postfix("20 10:05:00", "a", "deferred", NO),
    postfix("20 10:15:07", "a", "sent", "250 2.0.0 Ok"),
  ];

  test("go on in the next run, which need not read the same file", async () => {
    const db = openDatabase(":memory:");
    for (const [at, line] of LOG.entries()) {
      await walk([temporaryFile(`mail.log.${at}`, `${line}\n`)], db);
    }
    expect(journeysIn(db)).toEqual([["delivered", 3, 1800, 1]]);
    expect(numbers(db, "SELECT count(*) FROM _flight")).toEqual([0]);
  });

  test("a delivery that was read before its refusals is not found again: they are lost track of in time", async () => {
    const db = await read(temporaryFile("mail.log", `${LOG[2]}\n`));
    await walk([temporaryFile("mail.log.1", `${LOG[0]}\n${LOG[1]}\n`)], db);
    expect(journeysIn(db)).toEqual([["pending", 2, 1800, 1]]);
    await walk([temporaryFile("mail.log.2", `${later("27 10:00:00")}\n`)], db);
    expect(journeysIn(db)).toEqual([["lost track", 2, 300, 1]]);
    expect(numbers(db, "SELECT count(*) FROM _flight")).toEqual([0]);
  });

  test("go on in another process on the same database, which began to read before", async () => {
    const path = join(temporaryFolder(), "result.db");
    const [one, other] = [openDatabase(path), openDatabase(path)];
    const inFlight = new InFlight();
    const keep = createKeep(other, inFlight);
    await walk([temporaryFile("mail.log", `${LOG[0]}\n`)], one);
    const journeys = new Journeys(saltOf(other, Math.random), inFlight);
    keep({ ...NOTHING_NEW, journeys: journeys.drain(), source: NOTHING_READ });
    journeys.note(eventOf(SENT));
    keep({ ...NOTHING_NEW, journeys: journeys.drain(), source: NOTHING_READ });
    expect(journeysIn(one)).toEqual([["delivered", 2, 1800, 1]]);
    one.close();
    other.close();
  });

  test("keep no address and no queue id", async () => {
    const db = openDatabase(":memory:");
    await walk([temporaryFile("mail.log", `${LOG[0]}\n`)], db);
    const kept = JSON.stringify(rows(db, "SELECT * FROM _flight"));
    expect(kept).toContain('"tries":1');
    expect(kept).not.toMatch(/4ABC1D|a@|example/u);
  });
});

test("the schema and the program agree on the bands and on when a journey is lost", () => {
  const db = openDatabase(":memory:");
  expect(db.prepare("SELECT bound FROM _delay_band").pluck().all()).toEqual(DELAY_BANDS);
  const schema = readFileSync("src/store/migrations/005-journeys.sql", "utf8");
  expect(schema.split(`> f.last_at + ${LOST_AFTER} `).length - 1).toBe(2);
});
