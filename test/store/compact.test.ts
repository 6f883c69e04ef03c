import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compact, isCompact, rowCounts, rowCountsAfter } from "../../src/store/compact.ts";
import { countTables } from "../../src/store/count-tables.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { horizonOf, RETENTION } from "../../src/store/retention.ts";
import { rows } from "../support/content.ts";
import { totalDays } from "../support/day-totals.ts";

const DAY = 86_400;
/** 2026-11-21T12:34:56Z */
const NOW = 1_795_264_496;

/** One count somewhere in the last 120 days; `at` prefers the edges of what is kept. */
const count = fc.record({
  at: fc
    .oneof(
      fc.integer({ min: 0, max: 120 * DAY }),
      fc
        .constantFrom(0, 14 * DAY, 90 * DAY)
        .chain((age) => fc.integer({ min: Math.max(0, age - 7200), max: age + 7200 })),
    )
    .map((age) => NOW - age),
  table: fc.constantFrom("_deferral", "_attempt", "_inbound_refusal"),
  writer: fc.integer({ min: 1, max: 2 }),
  remote: fc.integer({ min: 1, max: 3 }),
  said: fc.integer({ min: 1, max: 3 }),
  value: fc.integer({ min: 1, max: 50 }),
});
type Count = typeof count extends fc.Arbitrary<infer T> ? T : never;

function prepared(): Database {
  const db = openDatabase(":memory:");
  for (const id of [1, 2])
    db.exec(`INSERT INTO _writer VALUES (${id}, 'postfix', 'mx${id}.example.org', 'postfix/smtp')`);
  const providers = ["google", "example.net", "local"];
  providers.forEach((provider, index) => {
    db.prepare("INSERT INTO _remote VALUES (?, ?, ?, ?)").run(
      index + 1,
      `mx${index}.example.net`,
      `192.0.2.${index}`,
      provider,
    );
  });
  for (const [id, code] of [421, 421, 450].entries())
    db.prepare(
      "INSERT INTO _reply (id, provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule) VALUES (?, 'google', ?, ?, '', 'rcpt', 'busy', 'busy', ?, '')",
    ).run(id + 1, code, `4.7.${id}`, id === 0 ? "rate_limit" : "greylisting");
  return db;
}

/** A column for each table that the value goes to; the others stay zero, so that no sum can stand in for another. */
const COLUMN = {
  _deferral: ["recipients", "replies", "withheld", "shadowed"],
  _attempt: ["delivered", "deferred", "bounced", "lost", "unreachable", "delay_5", "delay_longer"],
  _inbound_refusal: ["refusals"],
} as const;

/** The keys of a row, with a value in place of every key column that is not the writer. */
function keyOf(name: string, { writer, remote, said }: Count): (column: string) => string | number {
  const known: Record<string, string | number> = {
    writer_id: writer,
    remote_id: remote,
    reply_id: said,
    code: 420 + said,
  };
  return (column) => known[column] ?? `${name} ${said}`;
}

function add(db: Database, counts: readonly Count[]): void {
  for (const one of counts) {
    const table = countTables(db).find(({ name }) => name === one.table);
    if (table === undefined) throw new Error(`no table ${one.table}`);
    const names = COLUMN[one.table as keyof typeof COLUMN];
    const column = names[one.value % names.length];
    const columns = ["bucket", "bucket_seconds", ...table.keys, ...table.sums];
    const values = [
      one.at - (one.at % 60),
      60,
      ...table.keys.map(keyOf(one.table, one)),
      ...table.sums.map((sum) => (sum === column ? one.value : 0)),
    ];
    const added = table.sums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(", ");
    db.prepare(
      `INSERT INTO ${one.table} (${columns}) VALUES (${columns.map(() => "?")}) ON CONFLICT DO UPDATE SET ${added}`,
    ).run(values);
  }
  totalDays(db);
}

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

function filled(counts: readonly Count[]): Database {
  const db = prepared();
  add(db, counts);
  return db;
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
