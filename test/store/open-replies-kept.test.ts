import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createOpenRepliesWriter, readOpenReplies } from "../../src/store/open-replies.ts";
import { OpenReplies, type OpenRepliesState } from "../../src/tally/open-replies.ts";
import { numbers } from "../support/content.ts";
import { freshTally } from "../support/tally.ts";
import { createReader, eventIn } from "../support/walk.ts";

const refused = (queueId: string, to = "a") =>
  `Nov 20 10:00:00 mx1 postfix/smtp[11]: ${queueId}: to=<${to}@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to MAIL FROM command))`;
const sent = (queueId: string) =>
  `Nov 20 10:00:01 mx1 postfix/smtp[11]: ${queueId}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)`;

const read = createReader();

/** A process that counts: `hears` a line, and `keeps` what it must remember. */
function counting(db: Database) {
  const write = createOpenRepliesWriter(db);
  const openReplies = new OpenReplies(1, readOpenReplies(db));
  const tally = freshTally(openReplies);
  return {
    openReplies,
    hears(...lines: readonly string[]) {
      for (const line of lines) tally.add(eventIn(read, line));
    },
    /** Replies counted since the last time. */
    replies: () =>
      [...tally.drain().cells]
        .flatMap(({ deferrals }) => deferrals)
        .reduce((sum, one) => sum + one.replies, 0),
    keeps: () => write(openReplies.drain()),
  };
}

const ids = ({ old, young }: OpenRepliesState) => [...old.keys(), ...young.keys()];
const changes = (db: Database) => numbers(db, "SELECT count(*) FROM _open_reply_change");
const wholeOf = (db: Database) =>
  db.prepare("SELECT value FROM _memory WHERE key = 'open replies 2'").pluck().get();

describe("open replies are kept", () => {
  test("whole at first, and then what has changed", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    process.hears(refused("4AAA01"), refused("4AAA02"));
    process.keeps();
    const whole = wholeOf(db);
    process.hears(refused("4AAA03"), sent("4AAA01"));
    process.keeps();
    expect(wholeOf(db)).toBe(whole);
    expect(changes(db)).toEqual([1]);
    expect(ids(readOpenReplies(db))).toEqual(["4AAA02", "4AAA03"]);
  });

  test("without a word where nothing has changed", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    process.keeps();
    process.hears(sent("4AAA01"));
    process.keeps();
    expect(wholeOf(db)).toBeUndefined();
    expect(changes(db)).toEqual([0]);
  });

  test("whole again after 2048 changes", () => {
    const db = openDatabase(":memory:");
    const process = counting(db);
    for (let message = 0; message < 2050; message++) {
      process.hears(refused(`4AAA${message}`));
      process.keeps();
      if (message === 2048) expect(changes(db)).toEqual([2048]);
    }
    expect(changes(db)).toEqual([0]);
    expect(readOpenReplies(db).young.size).toBe(2050);
  });

  test("whole again by the next process, also where all are closed", () => {
    const db = openDatabase(":memory:");
    const first = counting(db);
    first.hears(refused("4AAA01"));
    first.keeps();
    first.hears(refused("4AAA02"));
    first.keeps();
    const second = counting(db);
    second.hears(sent("4AAA01"), sent("4AAA02"));
    second.keeps();
    expect(changes(db)).toEqual([0]);
    expect(ids(readOpenReplies(db))).toEqual([]);
  });

  test("beside what another process keeps", () => {
    const db = openDatabase(":memory:");
    const first = counting(db);
    const second = counting(db);
    first.hears(refused("4AAA01"));
    first.keeps();
    second.hears(refused("4BBB01"));
    second.keeps();
    first.hears(refused("4AAA02"));
    first.keeps();
    second.hears(refused("4BBB02"));
    second.keeps();
    expect(ids(readOpenReplies(db)).sort()).toEqual(["4AAA01", "4AAA02", "4BBB01", "4BBB02"]);
    const third = counting(db);
    third.hears(refused("4CCC01"));
    third.keeps();
    expect(ids(readOpenReplies(db)).sort()).toEqual([
      ...["4AAA01", "4AAA02", "4BBB01", "4BBB02", "4CCC01"],
    ]);
  });

  test("so that the database always gives back what counting remembers", () => {
    const queueId = fc.constantFrom("4AAA01", "4AAA02", "4AAA03", "4AAA04");
    const line = fc.oneof(
      fc.tuple(queueId, fc.constantFrom("a", "b", "c")).map(([id, to]) => refused(id, to)),
      queueId.map(sent),
    );
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 12 }), (runs) => {
        const db = openDatabase(":memory:");
        const process = counting(db);
        for (const lines of runs) {
          process.hears(...lines);
          process.keeps();
          expect(readOpenReplies(db)).toEqual(process.openReplies.state());
        }
        db.close();
      }),
      { numRuns: 100 },
    );
  });
});

/** More messages than are remembered: new ones, and again and again a recipient of one that came up to 9000 before. */
function manyMessages(): readonly string[] {
  const random = openRandom(421);
  const id = (number: number) => `4A${String(number).padStart(6, "0")}`;
  return Array.from({ length: 16_000 }, (_, number) => {
    if (number === 0 || random.chance(0.7)) return refused(id(number));
    const before = Math.max(0, number - 1 - random.below(9000));
    return random.chance(0.2) ? sent(id(before)) : refused(id(before), `b${number}`);
  });
}

test("a program that starts anew forgets when one that never stopped does", () => {
  const lines = manyMessages();
  const straight = counting(openDatabase(":memory:"));
  straight.hears(...lines);

  const db = openDatabase(":memory:");
  let replies = 0;
  for (let at = 0; at < lines.length; at += 1000) {
    const process = counting(db);
    for (let part = at; part < at + 1000; part += 250) {
      process.hears(...lines.slice(part, part + 250));
      process.keeps();
    }
    replies += process.replies();
  }
  expect(readOpenReplies(db)).toEqual(straight.openReplies.state());
  expect(replies).toBe(straight.replies());
});
