import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { writtenOut } from "../../reports/queries/ask.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

const FOLDER = fileURLToPath(new URL("../../reports/queries/", import.meta.url));
const VIEWS = new Set(["attempt", "coverage", "deferral", "issue", "unread_sample"]);

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

describe("the statements of the appendix", () => {
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

  test("a quote in a parameter is doubled", () => {
    expect(writtenOut("SELECT :a, (:b)", { a: "it's", b: 3 })).toBe("SELECT 'it''s', (3)");
  });
});
