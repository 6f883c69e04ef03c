import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { createLastEventsWriter, readLastEvents } from "../../src/store/last-events.ts";
import { openDatabase } from "../../src/store/open.ts";
import { Duplicates } from "../../src/tally/duplicates.ts";
import { numbers } from "../support/content.ts";
import { sent } from "../support/sent.ts";

const HOSTS = 128;

/** A process that counts: `hears` a delivery of a log host, and `keeps` what it must remember. */
function counting(db: Database) {
  const write = createLastEventsWriter(db);
  const duplicates = new Duplicates(1, readLastEvents(db));
  return {
    hears: (host: string, second: number) => duplicates.isRepeat(sent(host, second)),
    keeps: () => write(duplicates.drain()),
  };
}

/** A log host tells of some seconds, and then the process may end and another go on. The first hosts make room for the last. */
const telling = fc
  .record({
    host: fc.constantFrom(0, 1, 2, HOSTS, HOSTS + 1, HOSTS + 2),
    first: fc.integer({ min: 1, max: 4 }),
    count: fc.constantFrom(1, 2, 70),
    ends: fc.boolean(),
  })
  .map(({ first, count, ...telling }) => ({
    ...telling,
    seconds: Array.from({ length: count }, (_, at) => first + at),
  }));

const hosts = (db: Database) => readLastEvents(db).map(([host]) => host);
const changes = (db: Database) => numbers(db, "SELECT count(*) FROM _last_event_change");
const eventsOf = (db: Database) => readLastEvents(db).map(([host, last]) => [host, last.length]);

describe("the last events are kept", () => {
  test("each once, of the log hosts that told of something", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (const host of ["mx1", "mx2", "mx3"]) process.hears(host, 1);
    process.keeps();
    process.hears("mx2", 2);
    process.keeps();
    process.keeps();
    const kept = "SELECT events FROM _last_event_change ORDER BY id";
    const told = db.prepare<[], string>(kept).pluck().all();
    expect(told.map((events) => JSON.parse(events))).toEqual([
      [
        ["mx1", { isNew: true, events: [[1000, 2741, expect.any(Number)]] }],
        ["mx2", { isNew: true, events: [[1000, 2741, expect.any(Number)]] }],
        ["mx3", { isNew: true, events: [[1000, 2741, expect.any(Number)]] }],
      ],
      [["mx2", { isNew: false, events: [[2000, 2741, expect.any(Number)]] }]],
    ]);
    expect(eventsOf(db)).toEqual([
      ["mx1", 1],
      ["mx3", 1],
      ["mx2", 2],
    ]);
  });

  test("whole after 256 changes, and the same as before", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (let second = 0; second < 256; second++) {
      process.hears(`mx${second % 3}`, second);
      process.keeps();
    }
    const before = readLastEvents(db);
    expect(changes(db)).toEqual([256]);
    process.hears("mx0", 255);
    process.keeps();
    expect(changes(db)).toEqual([0]);
    expect(readLastEvents(db).slice(0, 2)).toEqual(before.filter(([host]) => host !== "mx0"));
    expect(eventsOf(db)).toEqual([
      ["mx1", 64],
      ["mx2", 64],
      ["mx0", 64],
    ]);
  });

  test("so that stopping anywhere changes nothing of what is known later", () => {
    fc.assert(
      fc.property(fc.array(telling, { maxLength: 16 }), (tellings) => {
        const db = openDatabase(":memory:");
        const straight = new Duplicates(1);
        let process = counting(db);
        for (let host = 0; host < HOSTS; host++) {
          process.hears(`mx${host}`, 1);
          straight.isRepeat(sent(`mx${host}`, 1));
        }
        for (const { host, seconds, ends } of tellings) {
          const heard = seconds.map((second) => process.hears(`mx${host}`, second));
          const again = seconds.map((second) => straight.isRepeat(sent(`mx${host}`, second)));
          expect(heard).toEqual(again);
          process.keeps();
          if (ends) process = counting(db);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("of one log host that goes on telling, at every commit", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (const second of [1, 2, 3]) {
      process.hears("mx1", second);
      process.keeps();
    }
    expect([1, 2, 3, 4].map((second) => counting(db).hears("mx1", second))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("of 128 log hosts: a process that goes on forgets the one that the other would have", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (let number = 0; number < HOSTS; number++) process.hears(`mx${number}`, 1);
    process.keeps();
    expect(process.hears("mx0", 1)).toBe(true);
    process.keeps();
    const next = counting(db);
    next.hears("one-more", 1);
    next.keeps();
    expect(hosts(db)).toHaveLength(HOSTS);
    expect([hosts(db).includes("mx0"), hosts(db).includes("mx1")]).toEqual([true, false]);
  });

  test("without what was forgotten, though the log host tells again before the next commit", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (let number = 0; number < HOSTS; number++) process.hears(`mx${number}`, 1);
    process.keeps();
    process.hears("one-more", 1);
    process.hears("mx0", 2);
    process.keeps();
    const next = counting(db);
    expect([1, 2].map((second) => next.hears("mx0", second))).toEqual([false, true]);
  });

  test("of two processes that tell of one log host, however they take turns", () => {
    const db = openDatabase(":memory:");
    const one = counting(db);
    const other = counting(db);
    for (let second = 0; second < 100; second++) {
      one.hears("mx1", second);
      one.keeps();
      other.hears("mx1", 1000 + second);
      if (second % 7 === 0) other.keeps();
    }
    other.keeps();
    const known = (second: number) => counting(db).hears("mx1", second);
    expect([35, 36, 99, 1035, 1036, 1099].map(known)).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
    ]);
  });
});
