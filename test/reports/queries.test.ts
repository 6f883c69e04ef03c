import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel } from "../../reports/index.ts";
import { lensOf, lensParameters } from "../../reports/lens.ts";
import { writtenOut } from "../../reports/queries/ask.ts";
import { REFUSED, TRIED } from "../../reports/queries/flow.ts";
import { refusedIn } from "../../reports/queries/refused.ts";
import { triedIn } from "../../reports/queries/tried.ts";
import { WHO, whoRows } from "../../reports/queries/who.ts";
import { VIEWS as CONTRACT } from "../support/content.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS, WEEK_START } from "./fixture.ts";

const FOLDER = fileURLToPath(new URL("../../reports/queries/", import.meta.url));
const VIEWS = new Set(CONTRACT);

const SOURCE = /\b(?:FROM|JOIN) ([a-z_]+)/gu;
const NAMED_HERE = /(?:WITH|,)?\s*([a-z_]+) AS \(/gu;

describe.each(readdirSync(FOLDER))("reports/queries/%s", (file) => {
  const text = readFileSync(FOLDER + file, "utf8");

  test("reads public views only", () => {
    const own = new Set(Array.from(text.matchAll(NAMED_HERE), ([, name]) => name));
    const read = Array.from(text.matchAll(SOURCE), ([, name]) => name ?? "");
    expect(
      read.filter((name) => !VIEWS.has(name) && !own.has(name) && name !== "json_each"),
    ).toEqual([]);
    expect(text).not.toMatch(/\b(?:FROM|JOIN) _/u);
  });

  test("puts nothing into a statement but parameters", () => {
    const statements = text.match(/`\n {2}(?:SELECT|WITH)[^`]*`/gu) ?? [];
    expect(statements.filter((statement) => statement.includes("${"))).toEqual([]);
  });
});

describe("acceptance 20: the statements of the appendix", () => {
  const db = busyWeek();
  const model = buildReport(db, OPTIONS);

  test.each(model.statements.map((statement) => [statement.section, statement.sql]))(
    "%s runs as it is printed",
    (_, sql) => {
      expect(() => db.prepare(sql).all()).not.toThrow();
      expect(sql).not.toMatch(/:[a-z]/u);
    },
  );

  test("give the numbers of the page", () => {
    const sql = model.statements.find((statement) => statement.section === "Who")?.sql ?? "";
    const rows = db.prepare(sql).all() as { recipients: number }[];
    expect(rows.reduce((sum, row) => sum + row.recipients, 0)).toBe(
      model.figures.throttled.recipients,
    );
  });

  test("ask about the provider that the report is about, and about all where it is about all", () => {
    const delivered = (of: ReportModel) => {
      const sql = of.statements.find(({ section }) => section === "Time to deliver")?.sql ?? "";
      const rows = db.prepare(sql).all() as { delivered: number }[];
      return rows.reduce((sum, row) => sum + row.delivered, 0);
    };
    const one = buildReport(db, { ...OPTIONS, provider: "google" });
    expect(delivered(one)).toBe(one.figures.delays.delivered);
    expect(delivered(model)).toBe(model.figures.delays.delivered);
    expect(delivered(one)).toBeLessThan(delivered(model));
  });

  /** Two days of the week in hours, cut inside a bucket at both ends. */
  const scope = {
    from: WEEK_START + 4 * 86_400 + 1700,
    until: WEEK_START + 6 * 86_400 + 5000,
    width: 3600,
    ...lensParameters(lensOf([[421, 421]])),
  };
  const asPrinted = (sql: string) => db.prepare(writtenOut(sql, scope)).all();
  const sorted = (rows: readonly { start: number; provider: string }[]) =>
    [...rows].sort((a, b) => a.start - b.start || (a.provider < b.provider ? -1 : 1));

  test.each([3600, 86_400])("give the rows that are read slice by slice (%i s)", (width) => {
    const wide = { ...scope, width };
    const printed = (sql: string) => db.prepare(writtenOut(sql, wide)).all();
    expect(sorted(triedIn(db, wide).rows)).toEqual(printed(TRIED));
    expect(sorted(refusedIn(db, wide).rows)).toEqual(printed(REFUSED));
  });

  test("give the same addresses in the same order", () => {
    const rows = whoRows(refusedIn(db, scope).said, triedIn(db, scope).addresses);
    expect(rows.length).toBeGreaterThan(8);
    expect(rows).toEqual(asPrinted(WHO));
  });

  test("a window of two thousand years asks about the part that holds anything", () => {
    const ages = { ...OPTIONS, from: -62_000_000_000, until: 4_000_000_000 };
    expect(buildReport(db, ages).figures).toEqual(model.figures);
  });

  test("a quote in a parameter is doubled", () => {
    expect(writtenOut("SELECT :a, (:b)", { a: "it's", b: 3 })).toBe("SELECT 'it''s', (3)");
  });
});
