import { describe, expect, test } from "vitest";
import { buildReport, type ReportOptions, renderReport } from "../../reports/index.ts";
import type { WeekGrid, WeekPattern } from "../../reports/model-week.ts";
import { localTime } from "../../reports/render/local-time.ts";
import { weekOf } from "../../reports/week.ts";
import { compact } from "../../src/store/compact.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder } from "./fixture.ts";

const HOUR = 3600;
const DAY = 86_400;
const ZONE = "Europe/Berlin";

function at(instant: string): number {
  return Date.parse(instant) / 1000;
}

type Drawn = {
  readonly week: WeekPattern | null;
  readonly page: string;
  /** What the statement of the appendix gives. */
  readonly byHand: readonly { readonly attempts: number }[];
};

/** A hundred attempts in every hour; at the hours named `HH:MM` by the clock in Berlin, thirty of them are throttled. */
function patternOf(
  from: number,
  until: number,
  strict: readonly string[],
  asked: Partial<ReportOptions> = {},
  prepare: (db: Database) => void = () => {},
): Drawn {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const time = localTime(ZONE);
  db.transaction(() => {
    const writer = seeder.writer();
    const remote = seeder.remote({
      host: "mx.example.net",
      ip: "192.0.2.9",
      provider: "example.net",
    });
    const local = seeder.remote({ host: "127.0.0.1", ip: "127.0.0.1", provider: "local" });
    const reply = seeder.reply({
      ...{ provider: "example.net", code: 421, enhanced: "4.7.0", stage: "mail", rule: "" },
      ...{ fingerprint: "slow down", sample: "421 4.7.0 slow down", cause: "rate_limit" },
    });
    for (let hour = from; hour < until; hour += HOUR) {
      const isStrict = strict.includes(time.clock(hour));
      const deferred = isStrict ? 30 : 0;
      seeder.attempt(hour, writer, remote, { delivered: 100 - deferred, deferred });
      seeder.attempt(hour, writer, local, { delivered: 500 });
      if (isStrict) seeder.deferral(hour, writer, remote, reply, { recipients: 30, replies: 10 });
    }
  })();
  prepare(db);
  const model = buildReport(db, { ...OPTIONS, zone: ZONE, from, until, ...asked });
  const byHand = model.statements.find(({ section }) => section.startsWith("Hour and weekday"));
  return {
    week: model.week,
    page: renderReport(model, "html", { columns: 80, colour: false }),
    byHand: db.prepare(byHand?.sql ?? "").all() as { readonly attempts: number }[],
  };
}

function attemptsIn(grid: WeekGrid | undefined): number {
  return grid?.cells.reduce((sum, { attempts }) => sum + attempts, 0) ?? 0;
}

describe("hour and weekday", () => {
  test("is not drawn of less than two weeks", () => {
    const { week, page } = patternOf(at("2026-11-01T23:00Z"), at("2026-11-15T22:00Z"), []);
    expect(week).toBeNull();
    expect(page).not.toContain('id="week"');
  });

  test("finds the hour of the night by the clock on the wall, before and after clocks change", () => {
    const from = at("2026-10-11T22:00Z");
    const { week, page } = patternOf(from, at("2026-11-08T23:00Z"), ["03:00"]);
    const [all, theirs] = week?.grids ?? [];
    expect([all?.provider, theirs?.provider]).toEqual([null, "example.net"]);
    for (let hour = 0; hour < 168; hour++) {
      const share = hour % 24 === 3 ? 0.3 : 0;
      expect(all?.cells[hour]?.rate?.share, `hour ${hour}`).toBe(share);
    }
    expect(page).toContain("highest Mon 03:00–04:00 with 30\u00a0% (120 of 400 attempts)");
  });

  test.each([
    [
      "25 hours, of which 02:00 comes twice",
      "2026-10-11T22:00Z",
      "2026-11-08T23:00Z",
      6 * 24 + 2,
      500,
    ],
    [
      "23 hours, of which 02:00 is missing",
      "2026-03-15T23:00Z",
      "2026-04-12T22:00Z",
      6 * 24 + 2,
      300,
    ],
  ])("acceptance 8: a Sunday of %s, counts what was tried", (_, from, until, hour, attempts) => {
    const { week } = patternOf(at(from), at(until), []);
    const [all] = week?.grids ?? [];
    expect(all?.cells[hour]?.attempts).toBe(attempts);
    expect(all?.cells[hour - 1]?.attempts).toBe(400);
    expect(attemptsIn(all)).toBe(((at(until) - at(from)) / HOUR) * 100);
  });

  test.each([
    ...["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"],
    ...["Australia/Lord_Howe", "America/Santiago"],
  ])("counts every hour in %s where the clock there says", (zone) => {
    const time = localTime(zone);
    const all: number[] = [];
    for (const from of [
      at("2026-03-08T00:00Z"),
      at("2026-09-01T00:00Z"),
      at("2026-10-11T00:00Z"),
    ]) {
      const until = from + 35 * DAY;
      const starts = Array.from({ length: 35 * 24 }, (_, hour) => from + hour * HOUR);
      const tried = starts.map((start, place) => ({ start, provider: "google", attempts: place }));
      const grids = weekOf({ from, until, tried, refused: [] }, [], time)?.grids ?? [];
      const expected = Array.from({ length: 168 }, () => 0);
      for (const { start, attempts } of tried) {
        const hour = time.hourOfWeek(start);
        expected[hour] = (expected[hour] ?? 0) + attempts;
      }
      const counted = grids[0]?.cells.map(({ attempts }) => attempts) ?? [];
      expect(counted).toEqual(expected);
      all.push(...counted);
    }
    expect(all.reduce((sum, count) => sum + count, 0)).toBe((3 * (35 * 24 * (35 * 24 - 1))) / 2);
  });

  test("is told of a long window by its last four weeks", () => {
    const until = at("2026-11-08T23:00Z");
    const { week, byHand } = patternOf(until - 70 * DAY, until, []);
    expect(week?.from).toBe("2026-10-11T23:00:00Z");
    expect(attemptsIn(week?.grids[0])).toBe(28 * 24 * 100);
    expect(byHand.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(28 * 24 * 100);
  });

  test("is not drawn where less than two weeks were read, whatever days they touch", () => {
    const written = { from: null, until: null };
    const short = patternOf(at("2026-11-01T23:00Z"), at("2026-11-14T01:00Z"), [], written);
    expect(short.week).toBeNull();
    const long = patternOf(at("2026-11-01T23:00Z"), at("2026-11-16T01:00Z"), [], written);
    expect(long.week).toMatchObject({
      from: "2026-11-01T23:00:00Z",
      until: "2026-11-16T00:01:00Z",
    });
  });

  test("leaves out days that were compacted, of which nobody knows the hours", () => {
    const [from, until] = [at("2026-10-01T00:00Z"), at("2026-11-01T00:00Z")];
    const compactedBefore = (day: string) => (db: Database) => {
      const horizon = { hours: at(day), days: at(day), settled: at(day) };
      for (const _ of compact(db, horizon));
    };
    const part = patternOf(from, until, [], {}, compactedBefore("2026-10-11T00:00Z"));
    expect(part.week).toMatchObject({ from: "2026-10-11T00:00:00Z" });
    expect(attemptsIn(part.week?.grids[0])).toBe(21 * 24 * 100);
    const most = patternOf(from, until, [], {}, compactedBefore("2026-10-20T00:00Z"));
    expect(most.week).toBeNull();
  });

  test("says counts and no rate where there are few attempts", () => {
    const db = emptyDatabase();
    const seeder = new Seeder(db);
    const remote = seeder.remote({
      host: "mx.example.net",
      ip: "192.0.2.9",
      provider: "example.net",
    });
    const from = at("2026-11-01T23:00Z");
    seeder.attempt(from, seeder.writer(), remote, { delivered: 19 });
    seeder.attempt(from + 15 * DAY, 1, remote, { delivered: 1 });
    const model = buildReport(db, { ...OPTIONS, from, until: from + 20 * DAY });
    expect(model.week?.grids[0]?.cells[0]).toEqual({ recipients: 0, attempts: 19, rate: null });
    const page = renderReport(model, "html", { columns: 80, colour: false });
    expect(page).toContain("no hour with enough attempts for a rate");
    expect(page).toContain("<td>0/19<");
  });
});
