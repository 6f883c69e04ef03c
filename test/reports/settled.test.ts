import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lensOf, lensParameters } from "../../reports/lens.ts";
import { REFUSED, type RefusedRow, TRIED, type TriedRow } from "../../reports/queries/flow.ts";
import { hourlyIn } from "../../reports/queries/hourly.ts";
import {
  JOURNEYS,
  type JourneyRow,
  journeyRows,
  RETRIES,
  type RetryRow,
  retryRows,
} from "../../reports/queries/journeys.ts";
import { refusedIn, refusedRows } from "../../reports/queries/refused.ts";
import { senderRows } from "../../reports/queries/senders.ts";
import { SPREAD, type SpreadQueryRow, spreadRows } from "../../reports/queries/spread.ts";
import { topQueryRows } from "../../reports/queries/top.ts";
import { triedIn, triedRows } from "../../reports/queries/tried.ts";
import { settledBefore } from "../../src/store/settle.ts";
import type { Database } from "./fixture.ts";
import { Seeder } from "./fixture.ts";
import { expectAsPrinted, scopesOver, someLens } from "./printed.ts";
import { addCounts, countsOver, databaseOf, FIRST_DAY, windowsOver } from "./random-counts.ts";

/** From 13 November 2026 to the end of January 2027: two whole months, and parts of two. */
const DAYS = 85;
const DAY = 86_400;

const scopes = scopesOver(windowsOver(DAYS));

/** What is counted first, what comes when some of it was settled, and up to where that was. */
const histories = fc.record({
  first: countsOver(DAYS, 50),
  late: fc.oneof(fc.constant([]), countsOver(DAYS, 3)),
  until: fc.integer({ min: 0, max: DAYS + 20 }),
});

type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

function settle(db: Database, until: number): void {
  for (const _ of settledBefore(db, FIRST_DAY + until * DAY));
}

function settled({ first, late, until }: History): Database {
  const db = databaseOf(first);
  settle(db, until);
  addCounts(db, late);
  return db;
}

/** Rows of one key added up, by that key. */
function summed<Row>(
  all: readonly Row[],
  keys: readonly (keyof Row)[],
  value: keyof Row,
): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const row of all) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    sums.set(key, (sums.get(key) ?? 0) + Number(row[value]));
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

const isSome = ({ recipients }: { readonly recipients: number }): boolean => recipients > 0;

describe("what is read of settled days and months is what the printed statements say of the counts", () => {
  test("over time, by whom, why, how late, from where and at the top", () => {
    fc.assert(
      fc.property(histories, scopes, (history, scope) => {
        const db = settled(history);
        expectAsPrinted(db, scope);
        expect(triedRows(db, scope)).toEqual(triedIn(db, scope).rows);
        expect(refusedRows(db, scope)).toEqual(refusedIn(db, scope).rows);
        const where = ["provider", "log_host", "service"] as const;
        const spread = spreadRows(db, { ...scope, provider: null });
        for (const measure of ["recipients", "attempts"] as const)
          expect(summed(spread, where, measure)).toEqual(
            summed(
              db.prepare(SPREAD).all({ ...scope, provider: null }) as SpreadQueryRow[],
              where,
              measure,
            ),
          );
        const plain = databaseOf([...history.first, ...history.late]);
        for (const by of ["host", "cause", "service"] as const)
          expect(topQueryRows(db, { ...scope, by, limit: 9 })).toEqual(
            topQueryRows(plain, { ...scope, by, limit: 9 }),
          );
        plain.close();
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test("by the hour, of the last four weeks of a picture of days", () => {
    fc.assert(
      fc.property(histories, scopes, (history, scope) => {
        const db = settled(history);
        const { tried, refused, ...window } = hourlyIn(
          db,
          { ...scope, width: DAY },
          { tried: [], refused: [] },
        );
        const printed = <Row>(sql: string) =>
          db.prepare(sql).all({ ...scope, ...window, width: 3600 }) as Row[];
        const where = ["start", "provider"] as const;
        expect(summed(tried, where, "attempts")).toEqual(
          summed(printed<TriedRow>(TRIED), where, "attempts"),
        );
        expect(summed(refused.filter(isSome), where, "recipients")).toEqual(
          summed(printed<RefusedRow>(REFUSED).filter(isSome), where, "recipients"),
        );
        db.close();
      }),
      { numRuns: 40 },
    );
  });

  const fate = fc.record({
    day: fc.nat(DAYS - 1),
    cause: fc.constantFrom("rate_limit", "greylisting"),
    tries: fc.integer({ min: 2, max: 4 }),
    outcome: fc.constantFrom("delivered", "bounced", "expired"),
    band: fc.constantFrom(0, 900, 3600),
    recipients: fc.integer({ min: 1, max: 9 }),
  });
  type Fate = typeof fate extends fc.Arbitrary<infer Value> ? Value : never;

  const fates = fc.array(fate, { minLength: 1, maxLength: 40 });

  const DAYS_ONLY = windowsOver(DAYS).map(({ from, until }) => ({
    from: from - (from % DAY),
    until: until - (until % DAY),
  }));

  const SENDER = `
    INSERT INTO _sender VALUES (?, 3600, ?, 'google', ?, 0, ?, 0)
    ON CONFLICT DO UPDATE SET attempts = attempts + excluded.attempts, throttled = throttled + excluded.throttled
  `;

  function addFates(db: Database, given: readonly Fate[]): void {
    const seeder = new Seeder(db);
    for (const { day, cause, tries, outcome, band, recipients } of given) {
      const at = FIRST_DAY + day * DAY;
      db.prepare("DELETE FROM _journey WHERE day = ? AND cause = ?").run(at, cause);
      seeder.journey(at, ["google", cause], [[tries, outcome, band, recipients]]);
      db.prepare("DELETE FROM _retry WHERE day = ?").run(at);
      seeder.retry(at, "google", tries, band, recipients);
      const sender = tries === 2 ? "" : "news.example.org";
      db.prepare(SENDER).run(at + 3600, sender, recipients * 2, recipients);
    }
  }

  function addFlights(db: Database, days: readonly number[]): void {
    const seeder = new Seeder(db);
    const reply = seeder.reply({
      ...{ provider: "google", code: 421, enhanced: "4.7.0", stage: "mail" },
      ...{ fingerprint: "wait", sample: "wait", cause: "rate_limit", rule: "" },
    });
    for (const day of days)
      seeder.flight(day, reply, FIRST_DAY + day * DAY, FIRST_DAY + day * DAY + 60);
  }

  const BY_SENDER = `
    SELECT sender_domain AS sender, provider, sum(throttled) AS recipients, sum(attempts) AS attempts
    FROM sender WHERE bucket >= ? AND bucket < ? GROUP BY 1, 2 ORDER BY 1, 2
  `;

  test("what became of them, how soon they were tried again, and who sent them", () => {
    fc.assert(
      fc.property(histories, fates, DAYS_ONLY, someLens, (history, given, window, codes) => {
        const db = settled({ ...history, late: [] });
        const half = given.length >> 1;
        addFates(db, given.slice(0, half));
        settle(db, history.until);
        addFates(db, given.slice(half));
        addFlights(db, [3, 40]);
        const scope = { ...window, ...lensParameters(lensOf(codes)), provider: null };
        const printed = <Row>(sql: string) => db.prepare(sql).all(scope) as Row[];
        const journey = ["provider", "cause", "tries", "outcome", "band"] as const;
        expect(summed(journeyRows(db, scope), journey, "recipients")).toEqual(
          summed(printed<JourneyRow>(JOURNEYS), journey, "recipients"),
        );
        const first = (all: readonly JourneyRow[]) => Math.min(...all.map((row) => row.first_day));
        expect(first(journeyRows(db, scope))).toBe(first(printed<JourneyRow>(JOURNEYS)));
        expect(summed(retryRows(db, scope), ["attempt", "band"], "tries")).toEqual(
          summed(printed<RetryRow>(RETRIES), ["attempt", "band"], "tries"),
        );
        expect(senderRows(db, { ...scope, cause: false })).toEqual(
          db.prepare(BY_SENDER).all(window.from, window.until),
        );
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test("and those properties are about months as well as days", () => {
    const db = databaseOf([]);
    addCounts(db, [{ at: 30 * DAY, writer: 0, remote: 0, reply: 0, counts: [1, 1, 1, 1, 1] }]);
    settle(db, DAYS);
    expect(db.prepare("SELECT kind, start_at FROM settled ORDER BY kind").all()).toEqual([
      { kind: "day", start_at: "2026-12-13" },
      { kind: "month", start_at: "2026-12-01" },
    ]);
  });
});
