import { describe, expect, test } from "vitest";
import { ratesOfAll } from "../../reports/charts.ts";
import { buildReport, renderReport } from "../../reports/index.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";
import { ALL, localOnly, oneRow, SPARSE } from "./sparse-databases.ts";

const LOOK = { columns: 80, colour: false };
describe.each(SPARSE)("%s", (_, db, options) => {
  const model = buildReport(db, options);

  test("is a sensible page", () => {
    const page = renderReport(model, "html", LOOK);
    const body = page.slice(page.indexOf("<body"), page.indexOf("<script>"));
    expect(/NaN|undefined|Infinity|\[object|Invalid Date|null</u.exec(body)).toBeNull();
    expect(body.includes("Data quality")).toBe(true);
  });

  test("is a sensible text and JSON", () => {
    expect(renderReport(model, "text", LOOK)).not.toMatch(
      /NaN|undefined|Infinity|\[object|Invalid Date|null/u,
    );
    expect(JSON.parse(renderReport(model, "json", LOOK)).schema).toBe("smtp-analyze/report/1");
  });
});

describe("what little data say", () => {
  test.each([
    ["an empty database", emptyDatabase(), "insufficient"],
    ["one refusal", oneRow({ deferred: 1 }, { recipients: 1, replies: 1 }), "insufficient"],
    [
      "everything deferred",
      oneRow({ deferred: 5000 }, { recipients: 5000, replies: 100 }),
      "critical",
    ],
    ["a hundred deliveries", oneRow({ delivered: 100 }, null), "ok"],
    ["only local hops", localOnly(), "insufficient"],
  ])("%s is %s", (_, db, state) => {
    expect(buildReport(db, ALL).verdict.state).toBe(state);
  });

  test("three attempts give counts but no percentage and no rank", () => {
    const model = buildReport(
      oneRow({ delivered: 1, deferred: 2 }, { recipients: 2, replies: 1 }),
      ALL,
    );
    expect(model.who.rows[0]).toMatchObject({
      recipients: 2,
      attempts: 3,
      rate: null,
      ranked: false,
    });
    const text = renderReport(model, "text", LOOK);
    expect(text).toContain("– (2 of 3 attempts, too few for a rate)");
  });

  test("a window without end is as long as the data", () => {
    const { span } = buildReport(oneRow({ delivered: 1 }, null), ALL);
    expect(span).toMatchObject({
      from: "2026-11-12T23:00:00Z",
      until: "2026-11-12T23:01:00Z",
      bucketSeconds: 60,
    });
  });

  test("an hour without attempts has no rate, an hour without throttling has the rate zero", () => {
    const db = oneRow({ delivered: 50 }, null);
    const seeder = new Seeder(db);
    seeder.attempt(WEEK_START + 7200, 1, 1, { delivered: 30 });
    const model = buildReport(db, { ...OPTIONS, until: WEEK_START + 3 * 86_400 });
    expect(model.timeline.attempts.slice(0, 3)).toEqual([50, 0, 30]);
    const page = renderReport(model, "html", LOOK);
    const block = JSON.parse(page.split('id="d">')[1]?.split("</script>")[0] ?? "{}");
    expect(
      ratesOfAll(block)
        .slice(0, 3)
        .map((rate) => rate?.share ?? null),
    ).toEqual([0, null, 0]);
  });
});
