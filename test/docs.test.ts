import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../src/store/open.ts";

const sql = readFileSync("docs/sql.md", "utf8");

describe("docs/sql.md", () => {
  const db = openDatabase(":memory:");
  const views = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
    .pluck()
    .all();

  test.each(views)("has every column of the view %s", (view) => {
    const columns = db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(view);
    expect(columns.length).toBeGreaterThan(0);
    expect(sql).toMatch(new RegExp(`^## .*\\b${view}\\b`, "mu"));
    expect(columns.filter((column) => !sql.includes(`\`${column}\``))).toEqual([]);
  });
});

describe("every link between the documents", () => {
  const pages = [
    "README.md",
    ...readdirSync("docs")
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];
  test.each(pages)("in %s leads to a file", (page) => {
    const folder = page.includes("/") ? "docs/" : "";
    const targets = [
      ...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/gu),
    ].map((link) => link[1] ?? "");
    expect(targets.filter((target) => !existsSync(`${folder}${target}`))).toEqual([]);
  });
});
