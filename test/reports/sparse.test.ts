import { describe, expect, test } from "vitest";
import {
  askCauses,
  askDelivery,
  askEpisodes,
  askLimits,
  askStatus,
  askTrend,
  type Question,
} from "../../reports/answers/index.ts";
import { ratesOfAll, readData } from "../../reports/charts.ts";
import { buildReport, renderReport } from "../../reports/index.ts";
import { renderCauses } from "../../reports/render/answers/causes.ts";
import { renderDelivery } from "../../reports/render/answers/delivery.ts";
import { renderEpisodes } from "../../reports/render/answers/episodes.ts";
import { renderLimits } from "../../reports/render/answers/limits.ts";
import { renderStatus } from "../../reports/render/answers/status.ts";
import { renderTrend } from "../../reports/render/answers/trend.ts";
import { renderMail } from "../../reports/render/mail.ts";
import { widthOf } from "../../reports/render/text-width.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";
import { ALL, localOnly, oneRow, SPARSE } from "./sparse-databases.ts";

const LOOK = { columns: 80, colour: false };

/** What no reader should ever see; null where there is nothing of it. */
function oddIn(text: string): string | null {
  return (
    /NaN|undefined|Infinity|\[object|Invalid Date|null|-0\b|1970|\b1 Jan 00:00/u.exec(text)?.[0] ??
    null
  );
}
describe.each(SPARSE)("acceptance 17: %s", (_, db, options) => {
  const model = buildReport(db, { ...options, previous: true, sections: true });

  test("is a sensible page", () => {
    const page = renderReport(model, "html", LOOK);
    const body = page.slice(page.indexOf("<body"), page.indexOf("<script>"));
    expect(/NaN|undefined|Infinity|\[object|Invalid Date|null</u.exec(body)).toBeNull();
    expect(body.includes("Data quality")).toBe(true);
  });

  test("is a sensible text, in 80 columns", () => {
    const text = renderReport(model, "text", LOOK);
    expect(oddIn(text)).toBeNull();
    expect(text.split("\n").filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(text).toContain("DATA QUALITY");
  });

  test("is sensible JSON", () => {
    const json = renderReport(model, "json", LOOK);
    expect(json).not.toMatch(/NaN|undefined|Infinity|\[object|Invalid Date/u);
    expect(JSON.parse(json)).toEqual(model);
  });

  test("is a sensible CSV: every record has every column, and numbers where numbers belong", () => {
    const csv = renderReport(model, "csv", LOOK);
    expect(oddIn(csv)).toBeNull();
    const [head = [], ...records] = csv
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
    expect(head).toHaveLength(11);
    for (const record of records) {
      expect(record).toHaveLength(11);
      for (const number of record.slice(3, 8)) expect(number).toMatch(/^\d+$/u);
      for (const rate of record.slice(8)) expect(rate).toMatch(/^(?:|0|1|0\.\d+)$/u);
    }
  });

  test("is a sensible mail", () => {
    const { subject, text, html } = renderMail(model, null);
    expect(subject).toMatch(/^\[throttling\] (?:ok|watch|CRITICAL|not enough data)/u);
    expect(oddIn(subject + text + html.slice(html.indexOf("<body")))).toBeNull();
  });

  test("has sensible answers to every question", () => {
    const { from, until, zone, codes } = options;
    const question: Question = { from, until, zone, codes, now: WEEK_END * 1000 };
    const earlier = { words: "7d", seconds: 604_800 };
    const status = askStatus(db, question);
    const answersAs = (format: "text" | "csv"): readonly string[] => [
      renderStatus(status, format, LOOK),
      renderCauses(askCauses(db, question, 5), format, LOOK),
      renderTrend(askTrend(db, question, earlier), format, LOOK),
      renderEpisodes(askEpisodes(db, question), format, LOOK),
      renderDelivery(askDelivery(db, question, 432_000), format, LOOK),
      renderLimits(askLimits(db, question, "postfix"), format, LOOK),
    ];
    const texts = answersAs("text");
    const odd = [...texts, ...answersAs("csv")].map(oddIn).filter((found) => found !== null);
    expect(odd).toEqual([]);
    const lines = texts.flatMap((text) => text.split("\n"));
    expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
  });
});

const NO_CASE = ["", emptyDatabase(), OPTIONS] as const;

/** Every bucket of a day in which clocks change is there once, an hour apart, and what fell into it is in it. */
describe("days in which clocks change", () => {
  test.each([
    ["days in which the clocks went back", 49],
    ["days in which the clocks went forward", 47],
  ])("%s", (name, hours) => {
    const [[, db, options] = NO_CASE] = SPARSE.filter(([one]) => one === name);
    const until = (options.from ?? 0) + hours * 3600;
    const { timeline, figures } = buildReport(db, { ...options, until });
    const steps = timeline.starts.slice(1).map((at, index) => at - (timeline.starts[index] ?? 0));
    expect(new Set(steps)).toEqual(new Set([timeline.bucketSeconds]));
    const counted = Math.min(48, hours) * 2 * 6;
    expect(figures.throttled.recipients).toBe(counted);
    expect(timeline.throttled.reduce((sum, value) => sum + value, 0)).toBe(counted);
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

  test("acceptance 6: three attempts give counts but no percentage and no rank", () => {
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

  test("acceptance 5: an hour without attempts has no rate, an hour without throttling has the rate zero", () => {
    const db = oneRow({ delivered: 50 }, null);
    const seeder = new Seeder(db);
    seeder.attempt(WEEK_START + 7200, 1, 1, { delivered: 30 });
    const model = buildReport(db, { ...OPTIONS, until: WEEK_START + 3 * 86_400 });
    expect(model.timeline.attempts.slice(0, 3)).toEqual([50, 0, 30]);
    const page = renderReport(model, "html", LOOK);
    const block = JSON.parse(page.split('id="d">')[1]?.split("</script>")[0] ?? "{}");
    expect(
      ratesOfAll(readData(block))
        .slice(0, 3)
        .map((rate) => rate?.share ?? null),
    ).toEqual([0, null, 0]);
  });
});
