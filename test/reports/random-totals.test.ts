import fc from "fast-check";
import { expect, test } from "vitest";
import { buildReport, type ReportModel, renderReport, topRows } from "../../reports/index.ts";
import { type Codes, lensOf, lensParameters } from "../../reports/lens.ts";
import { type Database, OPTIONS } from "./fixture.ts";
import { databaseOf, someCounts, someWindow } from "./random-counts.ts";

const MEASURES = ["recipients", "replies", "withheld", "shadowed"] as const;
type Totals = Readonly<Record<(typeof MEASURES)[number], number>>;

const codes = fc.constantFrom<Codes>(
  [[421, 421]],
  [
    [421, 421],
    [450, 452],
  ],
  "all-throttling",
);

/** Whole minutes, which no count lies across. */
const windows = fc.option(
  someWindow.map(({ from, until }) => ({ from: from - (from % 60), until: until - (until % 60) })),
  { nil: { from: null, until: null } },
);

type Bounds = { readonly from: number | null; readonly until: number | null };

/** What the public views say, in the plainest words. */
function sqlTotals(db: Database, { from, until }: Bounds, lens: Codes): Totals {
  const sums = MEASURES.map((measure) => `coalesce(sum(${measure}), 0) AS ${measure}`).join(", ");
  return db
    .prepare(
      `SELECT ${sums} FROM deferral WHERE provider <> 'local' AND bucket >= :from AND bucket < :until
       AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))`,
    )
    .get({
      from: from ?? 0,
      until: until ?? 1e12,
      ...lensParameters(lensOf(lens)),
    }) as Totals;
}

function sqlAttempts(db: Database, { from, until }: Bounds): number {
  return db
    .prepare(
      "SELECT coalesce(sum(attempts), 0) FROM attempt WHERE provider <> 'local' AND bucket >= ? AND bucket < ?",
    )
    .pluck()
    .get(from ?? 0, until ?? 1e12) as number;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

function totalsOf(rows: readonly Totals[]): Totals {
  const of = (measure: keyof Totals) => sum(rows.map((row) => row[measure]));
  return {
    recipients: of("recipients"),
    replies: of("replies"),
    withheld: of("withheld"),
    shadowed: of("shadowed"),
  };
}

/** The sums of the records of the CSV, by the names in its head. */
function csvTotals(model: ReportModel): Totals {
  const csv = renderReport(model, "csv", { columns: 80, colour: false });
  const [head = [], ...rows] = csv
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const numberIn = (row: readonly string[], name: string) => Number(row[head.indexOf(name)]);
  return totalsOf(
    rows.map((row) => ({
      recipients: numberIn(row, "recipients"),
      replies: numberIn(row, "replies"),
      withheld: numberIn(row, "withheld"),
      shadowed: numberIn(row, "shadowed"),
    })),
  );
}

test("providers, hosts, addresses, causes, texts, buckets, CSV, top and SQL agree on every total", () => {
  fc.assert(
    fc.property(someCounts, windows, codes, (counts, window, lens) => {
      const db = databaseOf(counts);
      const model = buildReport(db, { ...OPTIONS, ...window, codes: lens });
      const { who, why, timeline, figures } = model;
      const expected = sqlTotals(db, window, lens);
      expect(totalsOf([figures.throttled])).toEqual(expected);
      expect(totalsOf([...who.rows, who.rowsOmitted])).toEqual(expected);
      const hosts = who.rows.flatMap((row) => [...row.hosts, row.hostsOmitted]);
      expect(totalsOf([...hosts, who.rowsOmitted])).toEqual(expected);
      expect(csvTotals(model)).toEqual(expected);
      expect(totalsOf(why)).toEqual(expected);
      expect(totalsOf(why.flatMap((cause) => [...cause.reasons, cause.reasonsOmitted]))).toEqual(
        expected,
      );
      expect(sum(timeline.throttled)).toBe(expected.recipients);
      expect(sum(timeline.withheld)).toBe(expected.withheld);
      for (const by of ["provider", "host", "cause"] as const) {
        expect(totalsOf(topRows(db, { by, ...window, codes: lens, limit: 100 }))).toEqual(expected);
      }
      db.close();
    }),
    { numRuns: 60 },
  );
});

test("attempts of providers, hosts, outcomes and buckets agree with SQL", () => {
  fc.assert(
    fc.property(someCounts, windows, codes, (counts, window, lens) => {
      const db = databaseOf(counts);
      const { who, timeline, figures } = buildReport(db, { ...OPTIONS, ...window, codes: lens });
      const expected = sqlAttempts(db, window);
      const attempts = (rows: readonly { readonly attempts: number }[]): number =>
        sum(rows.map((row) => row.attempts));
      expect(figures.throttled.attempts).toBe(expected);
      expect(attempts(who.rows) + attempts(who.quiet) + who.rowsOmitted.attempts).toBe(expected);
      for (const row of who.rows) {
        expect(attempts([...row.hosts, row.hostsOmitted])).toBe(row.attempts);
      }
      expect(sum(timeline.attempts)).toBe(expected);
      const outcomes = [
        ...[timeline.throttled, timeline.otherTemporary, timeline.bounced],
        ...[timeline.lost, timeline.delivered],
      ];
      expect(
        timeline.starts.map((_, at) => sum(outcomes.map((column) => column[at] ?? 0))),
      ).toEqual(timeline.attempts);
      db.close();
    }),
    { numRuns: 60 },
  );
});
