import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { alertsOf, NO_ALERTS } from "../../reports/answers/alerts.ts";
import { askDoctor } from "../../reports/answers/doctor.ts";
import {
  askCauses,
  askCompare,
  askDelivery,
  askEpisodes,
  askLimits,
  askStatus,
  askTrend,
  type Question,
} from "../../reports/answers/index.ts";
import { buildReport, renderReport } from "../../reports/index.ts";
import type { Database } from "../../src/store/database.ts";
import { DOCUMENTS } from "../support/documents.ts";
import { command } from "../support/run.ts";
import { type Schema, schemaMaker } from "../support/schema-of.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS, WEEK_END } from "./fixture.ts";
import { hostileDatabase } from "./hostile-database.ts";
import { databaseOf, someCounts } from "./random-counts.ts";
import { SPARSE } from "./sparse-databases.ts";

const LOOK = { columns: 80, colour: false };

const published = (name: string): Schema =>
  JSON.parse(readFileSync(`reports/schema/${name}.schema.json`, "utf8")) as Schema;

const schemaOf = schemaMaker([...new Set(DOCUMENTS.map(({ file }) => file))]);

/** Stamps have a pattern, which says more than their format. */
const AJV = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false });

const VALIDATORS = new Map(
  DOCUMENTS.map((document) => [document.name, AJV.compile(schemaOf(document))]),
);

/** What is wrong with a document, as it is after a way through JSON: there NaN is null, and undefined is gone. */
function faultsOf(name: string, document: unknown): readonly string[] {
  const validate = VALIDATORS.get(name);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  validate(
    typeof document === "string" ? JSON.parse(document) : JSON.parse(JSON.stringify(document)),
  );
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

describe("the published schema", () => {
  test.each(DOCUMENTS)(
    "$name says what the type says (vitest --update writes it anew)",
    async (document) => {
      const text = `${JSON.stringify(schemaOf(document), null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(`../../reports/schema/${document.name}.schema.json`);
    },
  );

  test("comes out of the program, too", async () => {
    const { stdout, exitCode } = await command(["report", "--format", "json-schema"]);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, published("report-1")]);
  });
});

const BUSY = busyWeek();

const CASES: readonly (readonly [string, Database, typeof OPTIONS])[] = [
  ...SPARSE,
  ["a busy week", BUSY, OPTIONS],
  ["a busy week under another lens", BUSY, { ...OPTIONS, codes: "all-throttling" }],
  ["a hostile host", hostileDatabase(), OPTIONS],
];

describe.each(CASES)("%s", (_, db, options) => {
  test("has a report that fits the schema, with all its sections and without", () => {
    for (const all of [true, false]) {
      const model = buildReport(db, { ...options, previous: all, sections: all });
      expect(faultsOf("report-1", renderReport(model, "json", LOOK))).toEqual([]);
    }
  });

  test("has answers that fit theirs", () => {
    const { from, until, zone, codes } = options;
    const question: Question = { from, until, zone, codes, now: WEEK_END * 1000 };
    const status = askStatus(db, question);
    const alerts = alertsOf(NO_ALERTS, status, { at: WEEK_END, remindEvery: 3600 });
    const earlier = { words: "7d", seconds: 604_800 };
    const compared = askCompare(db, question, { kind: "earlier", length: 86_400, shift: null });
    expect([
      ...faultsOf("status-1", status),
      ...faultsOf("alerts-1", alerts),
      ...faultsOf("causes-1", askCauses(db, question, 5)),
      ...faultsOf("trend-1", askTrend(db, question, earlier)),
      ...faultsOf("episodes-1", askEpisodes(db, question)),
      ...faultsOf("delivery-1", askDelivery(db, question, 432_000)),
      ...faultsOf("limits-1", askLimits(db, question, "postfix")),
      ...("obstacle" in compared ? [] : faultsOf("compare-1", compared)),
    ]).toEqual([]);
  });
});

test("a comparison fits its schema", () => {
  const question: Question = { ...OPTIONS, from: WEEK_END - 86_400, now: WEEK_END * 1000 };
  const kind = { kind: "earlier", length: 86_400, shift: null } as const;
  const compared = askCompare(BUSY, question, kind);
  expect(compared).toHaveProperty("schema");
  expect(faultsOf("compare-1", compared)).toEqual([]);
});

test("what doctor says fits its schema", () => {
  const database = {
    path: "x.db",
    applicationId: 1,
    schemaVersion: 1,
    bytes: 1,
    free: 0,
    walBytes: 0,
    tables: [{ name: "_deferral", rows: 1, compacted: null }],
    isCompact: true,
    damage: null,
  };
  const answer = askDoctor(BUSY, { now: WEEK_END, zone: "UTC", database, jumps: [] });
  expect(faultsOf("doctor-1", answer)).toEqual([]);
});

test.each([
  ["421"],
  ["4.7.28"],
  ["250 ok"],
  ["421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints"],
  ["550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using bl.example.org"],
])("why %j fits its schema", async (text) => {
  const { stdout } = await command(["why", "--format", "json", text]);
  expect(faultsOf("why-1", stdout)).toEqual([]);
});

describe("what the other commands print", () => {
  const folder = mkdtempSync(join(tmpdir(), "smtp-analyze-"));
  const db = join(folder, "week.db");
  writeFileSync(db, BUSY.serialize());
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["top-1", ["top", "--db", db, "--by", "host"]],
    ["top-1", ["top", "--db", db, "--by", "sender-domain"]],
    ["sql-1", ["sql", "--db", db, "SELECT * FROM throttle_by_cause"]],
    ["sql-1", ["sql", "--db", db, "SELECT 1 AS one, NULL AS none WHERE 0"]],
    ["compact-1", ["compact", "--db", db, "--dry-run"]],
    ["compact-1", ["compact", "--db", db]],
    ["config-1", ["config", "show"]],
    ["config-1", ["config", "check"]],
  ] as const)("fits %s: %j", async (name, argv) => {
    const { stdout, exitCode } = await command([...argv, "--format", "json"]);
    expect([faultsOf(name, stdout), exitCode]).toEqual([[], 0]);
  });
});

test("whatever is counted, the report fits the schema", () => {
  const build = (counts: Parameters<typeof databaseOf>[0]) =>
    buildReport(databaseOf(counts), {
      ...OPTIONS,
      from: null,
      until: null,
      previous: true,
      sections: true,
    });
  fc.assert(
    fc.property(someCounts, (counts) => {
      expect(faultsOf("report-1", build(counts))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

describe("the schema is strict", () => {
  /** Every schema of an object inside a schema. */
  function objectsIn(schema: unknown): readonly Schema[] {
    if (typeof schema !== "object" || schema === null) return [];
    const inner = Object.values(schema).flatMap(objectsIn);
    return "properties" in schema ? [schema as Schema, ...inner] : inner;
  }

  /** What a map by name may hold: counts by table, and what a column of a query holds. */
  const MAPS = [{ type: "number" }, { $ref: "#/$defs/Cell" }];

  test.each(DOCUMENTS)("$name allows no field that it does not name", ({ name }) => {
    const objects = objectsIn(published(name));
    expect(objects.length).toBeGreaterThan(1);
    for (const { additionalProperties, properties, required } of objects) {
      const names = Object.keys(properties as object);
      if (names.length === 0) expect(MAPS).toContainEqual(additionalProperties);
      else expect(additionalProperties).toBe(false);
      expect(required).toEqual(names);
    }
  });

  const report = buildReport(BUSY, { ...OPTIONS, previous: true });
  const [provider] = report.who.rows;

  test.each([
    ["a field of its own", { ...report, mood: "good" }, "/ must NOT have additional properties"],
    [
      "a field deep inside",
      { ...report, who: { ...report.who, rows: [{ ...provider, mood: "good" }] } },
      "/who/rows/0 must NOT have additional properties",
    ],
    ["a field less", { ...report, verdict: undefined }, " must have required property 'verdict'"],
    [
      "a number that is none",
      { ...report, thresholds: { ...report.thresholds, watchRate: Number.NaN } },
      "/thresholds/watchRate must be number",
    ],
    [
      "a stamp in another form",
      { ...report, generatedAt: "20 Nov 2026" },
      "/generatedAt must match pattern",
    ],
    ["another version", { ...report, schema: "smtp-analyze/report/2" }, "/schema must be equal"],
  ])("%s fails", (_, document, message) => {
    expect(faultsOf("report-1", document).join("\n")).toContain(message.replace(/^\/ /u, " "));
  });
});
