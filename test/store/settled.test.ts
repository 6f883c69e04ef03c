import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compact } from "../../src/store/compact.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { horizonOf, RETENTION } from "../../src/store/retention.ts";
import {
  addCounts,
  type Count,
  countsOver,
  databaseOf,
  FIRST_DAY,
} from "../reports/random-counts.ts";
import { rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";

const DAY = 86_400;

/** More than compaction leaves by the hour, so that some days become rows of a day. */
const DAYS = 130;
const NOW = FIRST_DAY + DAYS * DAY;

/** Every table of sums beside what the public views say of the same days and months. */
const SUMS: readonly (readonly [sums: string, counts: string])[] = [
  [
    "SELECT width, start, provider, delivered, deferred, bounced, lost, unreachable FROM provider_attempt ORDER BY 1, 2, 3",
    `SELECT w.width, a.bucket - a.bucket % w.width AS start, provider, sum(delivered) AS delivered, sum(deferred) AS deferred,
       sum(bounced) AS bounced, sum(lost) AS lost, sum(unreachable) AS unreachable
     FROM attempt AS a
     JOIN (SELECT 3600 AS width UNION ALL SELECT 86400) AS w
     JOIN settled AS s ON s.kind = 'day' AND a.bucket >= s.start AND a.bucket < s.until
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ],
  [
    "SELECT width, start, provider, reply_id, recipients, replies, withheld, shadowed FROM provider_deferral ORDER BY 1, 2, 3, 4",
    `SELECT w.width, d.bucket - d.bucket % w.width AS start, provider, reply_id, sum(recipients) AS recipients,
       sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
     FROM deferral_count AS d
     JOIN remote AS r USING (remote_id)
     JOIN (SELECT 3600 AS width UNION ALL SELECT 86400) AS w
     JOIN settled AS s ON s.kind = 'day' AND d.bucket >= s.start AND d.bucket < s.until
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  ],
  [
    "SELECT month, writer_id, remote_id, attempts, unreachable, delay_2, delay_longer FROM attempt_month ORDER BY 1, 2, 3",
    `SELECT s.start AS month, writer_id, remote_id, sum(attempts) AS attempts, sum(unreachable) AS unreachable,
       sum(delay_2) AS delay_2, sum(delay_longer) AS delay_longer
     FROM attempt_day AS a
     JOIN settled AS s ON s.kind = 'month' AND a.day >= s.start AND a.day < s.until
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ],
  [
    `SELECT month, writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
     FROM deferral_month ORDER BY 1, 2, 3, 4`,
    `SELECT s.start AS month, writer_id, remote_id, reply_id, sum(recipients) AS recipients, sum(replies) AS replies,
       sum(withheld) AS withheld, sum(shadowed) AS shadowed, min(first_bucket) AS first_bucket, max(last_bucket) AS last_bucket
     FROM deferral_day AS d
     JOIN settled AS s ON s.kind = 'month' AND d.day >= s.start AND d.day < s.until
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  ],
];

function settle(db: Database, now = NOW, steps = Number.POSITIVE_INFINITY): void {
  let done = 0;
  for (const _ of compact(db, horizonOf(db, now, RETENTION))) if (++done >= steps) return;
}

/** Hours of a settled day that are not its first. */
const HOURS = "SELECT 1 FROM provider_attempt WHERE width = 3600 AND start % 86400 > 0";

const settled = (db: Database): unknown[] => rows(db, "SELECT * FROM settled");
const all = (db: Database): unknown[] => SUMS.map(([sums]) => rows(db, sums));

/** A count of the newest day, which is never settled. */
const LAST: Count = {
  at: DAYS * DAY - 120,
  writer: 0,
  remote: 0,
  reply: 0,
  counts: [1, 1, 0, 0, 5],
};

/** Settled by the hour sixty days before the end, and compacted to a day by then. */
const EARLY: Count = { ...LAST, at: 10 * DAY + 5 * 3600 };

const histories = fc.record({ first: countsOver(DAYS - 1, 40), late: countsOver(DAYS - 1, 4) });

describe("days and months that compaction settles", () => {
  test("are the sums of the counts, also when counts come later, when it stops between two steps, and when hours become days", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 60 }), ({ first, late }, steps) => {
        const db = databaseOf([...first, EARLY, LAST]);
        settle(db, NOW - 60 * DAY);
        expect(rows(db, HOURS).length).toBeGreaterThan(0);
        settle(db, NOW, steps);
        addCounts(db, late);
        for (const [sums, counts] of SUMS) expect(rows(db, sums)).toEqual(rows(db, counts));
        settle(db);
        for (const [sums, counts] of SUMS) expect(rows(db, sums)).toEqual(rows(db, counts));
        const days = rows(
          db,
          "SELECT DISTINCT day FROM attempt_day UNION SELECT day FROM deferral_day",
        );
        expect(rows(db, "SELECT 1 FROM settled WHERE kind = 'day'")).toHaveLength(days.length - 1);
        const [before, whole] = [settled(db), all(db)];
        settle(db);
        expect([settled(db), all(db)]).toEqual([before, whole]);
        db.close();
      }),
      { numRuns: 25 },
    );
  });

  const ON_FIRST_OF_DECEMBER: Count = { ...LAST, at: 18 * DAY };

  const FATES = `
    INSERT INTO _journey VALUES (1796083200, 'google', 'rate_limit', 421, 2, 'delivered', 900, 1);
    INSERT INTO _retry VALUES (1796083200, 'google', 'rate_limit', 421, 2, 900, 1);
    INSERT INTO _sender VALUES (1796083200, 3600, 'example.org', 'google', 1, 1, 1, 1);
  `;

  /** Settled in the middle of January: hours of December are hours yet. */
  function december(): Database {
    const db = databaseOf([ON_FIRST_OF_DECEMBER, LAST]);
    db.exec(FATES);
    settle(db, NOW - 65 * DAY);
    expect(rows(db, "SELECT kind, start_at FROM settled ORDER BY 1")).toEqual([
      { kind: "day", start_at: "2026-12-01" },
      { kind: "month", start_at: "2026-12-01" },
    ]);
    return db;
  }

  test.each<[string, string, string[]]>([
    [
      "a count opens both",
      "INSERT INTO _attempt_day SELECT day, 2, remote_id, delivered, deferred, bounced, lost, unreachable, delay_1, delay_2, delay_5, delay_10, delay_30, delay_60, delay_120, delay_300, delay_900, delay_1800, delay_3600, delay_7200, delay_14400, delay_28800, delay_86400, delay_172800, delay_432000, delay_longer FROM _attempt_day ORDER BY day LIMIT 1",
      [],
    ],
    [
      "a refusal opens both",
      "INSERT INTO _deferral_day SELECT day, 2, remote_id, reply_id, 1, 0, 0, 0, day, day FROM _deferral_day ORDER BY day LIMIT 1",
      [],
    ],
    ["a count that grows opens both", "UPDATE _attempt_day SET delivered = delivered + 1", []],
    ["refusals that grow open both", "UPDATE _deferral_day SET recipients = recipients + 1", []],
    [
      "a count of today opens none",
      "UPDATE _deferral_day SET replies = 9 WHERE day > 1800000000",
      ["day", "month"],
    ],
    [
      "a journey that ends opens the month in which it began",
      "INSERT INTO _journey VALUES (1796169600, 'google', 'rate_limit', 421, 2, 'expired', 0, 1)",
      ["day"],
    ],
    [
      "journeys that grow open the month",
      "UPDATE _journey SET recipients = recipients + 1",
      ["day"],
    ],
    [
      "a retry opens the month",
      "INSERT INTO _retry VALUES (1796169600, 'google', 'rate_limit', 421, 2, 900, 1)",
      ["day"],
    ],
    ["retries that grow open the month", "UPDATE _retry SET tries = tries + 1", ["day"]],
    [
      "a sender opens the month",
      "INSERT INTO _sender VALUES (1796169600, 3600, 'example.org', 'google', 1, 1, 1, 1)",
      ["day"],
    ],
    ["a sender that grows opens the month", "UPDATE _sender SET attempts = 2", ["day"]],
    [
      "hours of senders that become a day open none",
      "UPDATE _sender SET bucket_seconds = 86400",
      ["day", "month"],
    ],
    [
      "a host that is another provider's now opens every day",
      "UPDATE _remote SET provider = 'yahoo' WHERE provider = 'google'",
      ["month"],
    ],
    [
      "a host that is seen again opens none",
      "UPDATE _remote SET provider = provider",
      ["day", "month"],
    ],
  ])("%s", (_, sql, left) => {
    const db = december();
    db.exec(sql);
    expect(rows(db, "SELECT kind FROM settled ORDER BY 1")).toEqual(left.map((kind) => ({ kind })));
    const kept = { day: "provider_attempt", month: "attempt_month" };
    for (const [kind, view] of Object.entries(kept))
      expect(rows(db, `SELECT 1 FROM ${view}`).length > 0).toBe(left.includes(kind));
  });

  test.each([
    ["_attempt", "_provider_attempt"],
    ["_deferral", "_provider_deferral"],
    ["_attempt_day", "_attempt_month"],
    ["_deferral_day", "_deferral_month"],
    ["_sender", "_sender_month"],
  ])("every number of %s has its own place in %s", (counts, sums) => {
    const db = databaseOf([ON_FIRST_OF_DECEMBER, LAST]);
    db.exec(FATES);
    const columns = "SELECT name FROM pragma_table_info(?) WHERE pk = 0";
    const names = db.prepare<string, string>(columns).pluck().all(sums);
    db.exec(`UPDATE ${counts} SET ${names.map((name, place) => `${name} = ${place + 1}`)}`);
    settle(db, NOW - 65 * DAY);
    const places = names.map((_, place) => place + 1);
    const found = db.prepare(`SELECT DISTINCT ${names} FROM ${sums}`).raw().all();
    expect(found).toEqual([places]);
  });

  test("are settled when the day is over, and a fortnight after the month", () => {
    const db = databaseOf([ON_FIRST_OF_DECEMBER, LAST]);
    const settledAt = (instant: string) => {
      settle(db, Date.parse(instant) / 1000);
      return db.prepare("SELECT kind FROM settled ORDER BY 1").pluck().all();
    };
    expect(settledAt("2026-12-01T23:59:59Z")).toEqual([]);
    expect(settledAt("2026-12-02T00:00:00Z")).toEqual(["day"]);
    expect(settledAt("2027-01-14T23:59:59Z")).toEqual(["day"]);
    expect(settledAt("2027-01-15T00:00:00Z")).toEqual(["day", "month"]);
  });

  test("are made once by two compactions at the same time", () => {
    const path = temporaryFile("two.db", "");
    const one = openDatabase(path);
    addCounts(one, [ON_FIRST_OF_DECEMBER, LAST]);
    const two = openDatabase(path);
    const steps = [one, two].map((db) => compact(db, horizonOf(db, NOW, RETENTION)));
    for (let running = steps; running.length > 0; )
      running = running.filter((step) => step.next().done !== true);
    for (const [sums, counts] of SUMS) expect(rows(one, sums)).toEqual(rows(two, counts));
    expect(settled(one)).toHaveLength(2);
    one.close();
    two.close();
  });
});
