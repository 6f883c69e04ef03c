import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Cause } from "../src/meaning/cause.ts";
import { PLAYBOOK, THROTTLING_CAUSES } from "../src/meaning/playbook.ts";
import { LATEST_VERSION } from "../src/store/migrate.ts";
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

  test("names the schema version that this program writes", () => {
    expect(sql).toContain(`\`PRAGMA user_version\`, now ${LATEST_VERSION})`);
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

describe("docs/causes.md", () => {
  const causes = readFileSync("docs/causes.md", "utf8");

  test.each(Object.entries(PLAYBOOK))("says of %s what the report says", (cause, advice) => {
    const mark = THROTTLING_CAUSES.has(cause as Cause) ? " ●" : "";
    expect(causes).toContain(`## ${advice.label} (\`${cause}\`)${mark}\n`);
    expect(advice.steps.filter((step) => !causes.includes(`* ${step}\n`))).toEqual([]);
  });
});
