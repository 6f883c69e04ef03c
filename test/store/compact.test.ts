import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compact, isCompact, rowCounts, rowCountsAfter } from "../../src/store/compact.ts";
import { countTables } from "../../src/store/count-tables.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { horizonOf, RETENTION } from "../../src/store/retention.ts";
import { rows } from "../support/content.ts";
import { add, type Count, count, DAY, filled, NOW, prepared } from "./aged-counts.ts";

function compacted(db: Database, steps = Number.POSITIVE_INFINITY): void {
  let done = 0;
  for (const _ of compact(db, horizonOf(db, NOW, RETENTION))) {
    done++;
    if (done >= steps) return;
  }
}

/** What may not change: every sum of every view by everything but time, and by day. */
function sums(db: Database): unknown {
  return [
    rows(
      db,
      `SELECT bucket - bucket % 86400 AS day, mta, log_host, service, provider, remote_host, remote_ip, code, enhanced, cause, fingerprint,
         sum(recipients), sum(replies), sum(withheld), sum(shadowed)
       FROM deferral GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
    ),
    rows(
      db,
      `SELECT bucket - bucket % 86400 AS day, mta, log_host, service, provider, remote_host, remote_ip,
         sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable), sum(attempts), sum(delay_5), sum(delay_longer)
       FROM attempt GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    ),
    rows(
      db,
      "SELECT bucket - bucket % 86400 AS day, mta, log_host, service, code, reason, sum(refusals) FROM inbound_refusal GROUP BY 1, 2, 3, 4, 5, 6",
    ),
    ...["host", "provider"].map((key) =>
      rows(
        db,
        `SELECT ${key === "host" ? "remote_host" : "provider"} AS key, recipients, replies, withheld, shadowed, attempts, rate FROM throttle_by_${key}`,
      ),
    ),
    ...["code", "cause", "day"].map((key) => rows(db, `SELECT * FROM throttle_by_${key}`)),
    rows(
      db,
      "SELECT sum(recipients), sum(replies), sum(withheld), sum(shadowed), sum(attempts) FROM throttle_by_hour",
    ),
  ];
}

function widths(db: Database): unknown {
  return countTables(db).map(({ name }) =>
    rows(db, `SELECT bucket, bucket_seconds FROM ${name} ORDER BY 1, 2`),
  );
}

const counts = fc.array(count, { minLength: 1, maxLength: 80 });

describe("compaction", () => {
  test("changes no sum of any view", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const db = filled(given);
        const before = sums(db);
        compacted(db);
        expect(sums(db)).toEqual(before);
        expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
        db.close();
      }),
      { numRuns: 15 },
    );
  });

  test("leaves nothing finer than its age allows, and as many rows as a dry run says", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const db = filled(given);
        const horizon = horizonOf(db, NOW, RETENTION);
        const expected = rowCountsAfter(db, horizon);
        compacted(db);
        expect(rowCounts(db)).toEqual(expected);
        expect(isCompact(db, horizon)).toBe(true);
        for (const { name } of countTables(db)) {
          const tooFine = `SELECT count(*) FROM ${name} WHERE (bucket < ? AND bucket_seconds < 3600) OR (bucket < ? AND bucket_seconds < 86400)`;
          expect(db.prepare(tooFine).pluck().get(horizon.hours, horizon.days)).toBe(0);
        }
        db.close();
      }),
      { numRuns: 15 },
    );
  });

  test("done twice is done once, and stopped anywhere it goes on where it stopped", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 20 }), (given, steps) => {
        const [whole, broken] = [filled(given), filled(given)];
        const before = sums(broken);
        compacted(whole);
        compacted(broken, steps);
        expect(sums(broken)).toEqual(before);
        compacted(broken);
        expect(widths(broken)).toEqual(widths(whole));
        const once = widths(whole);
        compacted(whole);
        expect(widths(whole)).toEqual(once);
        whole.close();
        broken.close();
      }),
      { numRuns: 10 },
    );
  });

  test("adds counts that come late to what is rolled up already", () => {
    fc.assert(
      fc.property(counts, counts, (early, late) => {
        const [apart, together] = [filled(early), filled([...early, ...late])];
        compacted(apart);
        add(apart, late);
        expect(sums(apart)).toEqual(sums(together));
        compacted(apart);
        compacted(together);
        expect(sums(apart)).toEqual(sums(together));
        expect(widths(apart)).toEqual(widths(together));
        apart.close();
        together.close();
      }),
      { numRuns: 10 },
    );
  });

  test("knows every table with buckets, and nothing but counts beside their keys", () => {
    const db = openDatabase(":memory:");
    expect(countTables(db).map(({ name }) => name)).toEqual([
      "_attempt",
      "_deferral",
      "_inbound_refusal",
      "_sender",
    ]);
    for (const { name, sums: columns } of countTables(db)) {
      const types = rows(
        db,
        `SELECT DISTINCT type, "notnull" FROM pragma_table_info('${name}') WHERE pk = 0`,
      );
      expect(columns.filter((column) => column.endsWith("_at"))).toEqual([]);
      expect(types).toEqual([{ type: "INTEGER", notnull: 1 }]);
    }
  });
});

describe("the age of counts", () => {
  const OLD: Count = { at: 0, table: "_attempt", writer: 1, remote: 1, said: 1, value: 1 };

  test.each([
    [
      "is counted from the newest count of an old archive",
      NOW - 700 * DAY,
      { hours: "2024-12-07T12:00:00Z", days: "2024-09-22T00:00:00Z" },
    ],
    [
      "is counted from the clock where a stamp lies in the future",
      NOW + 400 * DAY,
      { hours: "2026-11-07T12:00:00Z", days: "2026-08-23T00:00:00Z" },
    ],
  ])("%s", (_, at, { hours, days }) => {
    const horizon = horizonOf(filled([{ ...OLD, at }]), NOW, RETENTION);
    expect(horizon).toMatchObject({
      hours: Date.parse(hours) / 1000,
      days: Date.parse(days) / 1000,
    });
  });

  test("is counted from the clock where there is nothing", () => {
    const { hours } = horizonOf(prepared(), NOW, { minutesFor: 0, hoursFor: 0 });
    expect(hours).toBe(Date.parse("2026-11-21T12:00:00Z") / 1000);
  });
});
