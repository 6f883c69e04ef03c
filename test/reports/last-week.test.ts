import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import type { ReportModel } from "../../reports/model.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const LOOK = { columns: 100, colour: false };

function at(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** The clocks in Berlin went back on 25 Oct 2026 at 01:00Z. */
const FIRST = at("2026-10-19T22:00Z");
const LAST = at("2026-10-31T23:00Z");

/** A hundred attempts an hour from 20 Oct to 31 Oct; ten are throttled, on Wednesday the 21st thirty. */
function fortnight(first = FIRST): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  db.transaction(() => {
    const writer = seeder.writer();
    const remote = { host: "mx.example.net", ip: "192.0.2.9", provider: "example.net" };
    const to = seeder.remote(remote);
    const reply = seeder.reply({
      ...{ provider: "example.net", code: 421, enhanced: "4.7.0", stage: "mail", rule: "" },
      ...{ fingerprint: "slow down", sample: "421 4.7.0 slow down", cause: "rate_limit" },
    });
    for (let hour = first; hour < LAST; hour += HOUR) {
      const isStrict = hour >= at("2026-10-20T22:00Z") && hour < at("2026-10-21T22:00Z");
      const deferred = isStrict ? 30 : 10;
      seeder.attempt(hour, writer, to, { delivered: 100 - deferred, deferred });
      seeder.deferral(hour, writer, to, reply, { recipients: deferred, replies: 5 });
    }
    for (let day = 0; day < 12; day++) {
      const start = FIRST - (FIRST % DAY) + day * DAY;
      seeder.journey(
        start,
        ["example.net", "rate_limit"],
        [
          [2, "delivered", 900, 100 + day],
          [9, "expired", 432_000, 1],
        ],
      );
    }
  })();
  return db;
}

const db = fortnight();

function reportOf(from: string, until: string): ReportModel {
  const window = { from: at(from), until: at(until) };
  return buildReport(db, { ...OPTIONS, ...window, previous: true, sections: true });
}

const wednesday = reportOf("2026-10-27T23:00Z", "2026-10-28T23:00Z");

describe("the same window last week", () => {
  test("begins and ends at the same time by the clock on the wall", () => {
    expect(wednesday.lastWeek).toMatchObject({
      from: "2026-10-20T22:00:00Z",
      until: "2026-10-21T22:00:00Z",
      obstacle: null,
    });
  });

  test("stands in the text, too, where the window before cannot be compared", () => {
    const said = /The same window last week, 20 Oct 22:00 – 21 Oct 22:00: 30 %/u;
    const utc = { ...wednesday, span: { ...wednesday.span, zone: "UTC" } };
    expect(renderReport(utc, "text", LOOK)).toMatch(said);
    const { previous } = utc;
    const without = previous && { ...previous, obstacle: "it was not read", figures: null };
    expect(renderReport({ ...utc, previous: without }, "text", LOOK)).toMatch(said);
  });

  test("is measured as its own report would measure it", () => {
    const then = reportOf("2026-10-20T22:00Z", "2026-10-21T22:00Z").figures;
    const { recipients, attempts, rate } = then.throttled;
    expect(wednesday.lastWeek?.figures).toMatchObject({ recipients, attempts, rate });
    expect(wednesday.lastWeek?.figures?.direction).toBe("better");
    expect(wednesday.previous?.figures?.direction).toBe("no clear change");
    expect(wednesday.lastWeek?.providers[0]?.rate?.share).toBe(0.3);
  });

  test("takes what became of recipients from the same days of the week", () => {
    const then = wednesday.lastWeek?.delivery;
    const now = wednesday.delivery;
    expect(now?.window).toMatchObject({
      from: "2026-10-27T00:00:00Z",
      until: "2026-10-29T00:00:00Z",
    });
    expect(then?.window).toMatchObject({
      from: "2026-10-20T00:00:00Z",
      until: "2026-10-22T00:00:00Z",
    });
    expect([then?.recipients, now?.recipients]).toEqual([205, 219]);
    expect(then?.outcomes.expired.count).toBe(2);
  });

  test("never counts a day for both windows", () => {
    const { previous, delivery } = wednesday;
    expect(previous?.delivery?.window.until).toBe(delivery?.window.from);
    expect(previous?.delivery?.recipients).toBe(106 + 107 + 2);
  });

  test.each([
    ["2026-10-20T23:00Z", "2026-10-21T23:00Z", "the logs that were read do not reach so far back"],
    ["2026-10-20T22:00Z", "2026-10-27T23:00Z", "it is the window before"],
    ["2026-10-20T22:00Z", "2026-10-28T23:00Z", "this window is longer than a week"],
  ])("of %s to %s is refused: %s", (from, until, obstacle) => {
    expect(reportOf(from, until).lastWeek).toMatchObject({ obstacle, figures: null });
  });

  test("says nothing of recipients where a day would count for both windows", () => {
    const window = { from: at("2026-10-24T12:00Z"), until: at("2026-10-31T06:00Z") };
    const longer = fortnight(at("2026-10-14T22:00Z"));
    const model = buildReport(longer, { ...OPTIONS, ...window, previous: true, sections: true });
    expect(model.delivery).not.toBeNull();
    expect(model.lastWeek).toMatchObject({ obstacle: null, delivery: null });
  });

  test("is one sentence of the text", () => {
    const text = renderReport(wednesday, "text", LOOK).replace(/\s+/gu, " ");
    expect(text).toContain(
      " The same window last week, 21 Oct 00:00 – 22 Oct 00:00: 30 % (720 of 2,400 attempts); −20.0 points (−22.2 to −17.8). ",
    );
  });
});

describe("the switch between earlier windows", () => {
  const openWednesday = pageOf(wednesday);
  const openSunday = pageOf(reportOf("2026-10-24T23:00Z", "2026-10-25T23:00Z"));
  const openWeek = pageOf(reportOf("2026-10-20T22:00Z", "2026-10-27T23:00Z"));

  /** What the first card, the head of the page and the provider's row say of an earlier window. */
  async function saidOn(page: Page): Promise<readonly string[]> {
    const words = await page.locator(".versus:visible").allTextContents();
    return words.map((text) => text.replace(/\s+/gu, " ").trim());
  }

  test("shows one window at a time, and keeps it in the address", async () => {
    const page = await openWednesday();
    const choice = page.getByLabel("Compare with an earlier window");
    expect(await choice.locator("option").allTextContents()).toEqual([
      "Compare: previous window",
      "Compare: same window last week",
      "Compare: off",
    ]);
    expect((await saidOn(page)).filter((text) => text.startsWith("Before: "))).toHaveLength(6);
    await choice.selectOption("week");
    const week = await saidOn(page);
    expect(week.filter((text) => text.startsWith("Last week: "))).toHaveLength(6);
    expect(week.filter((text) => text.startsWith("Before: "))).toEqual([]);
    expect(week[0]).toBe("Compared with Wed 21 Oct 2026, 00:00 – Thu 22 Oct 2026, 00:00");
    expect(week.at(-1)).toBe("▼︎ −20 points better");
    expect(await page.evaluate("location.hash")).toBe("#?compare=week");
    await choice.selectOption("off");
    expect(await saidOn(page)).toEqual([]);
    await page.goto(page.url().replace("=off", "=week"));
    expect(await saidOn(page)).toEqual(week);
    await page.close();
  });

  test("refuses a window of which nothing was read, and says why", async () => {
    const page = await openSunday("#?compare=week");
    const choice = page.getByLabel("Compare with an earlier window");
    const week = choice.locator("option[value=week]");
    expect(await week.isDisabled()).toBe(true);
    expect(await choice.inputValue()).toBe("before");
    expect(await page.textContent("[data-obstacle=week]")).toContain("do not reach so far back");
    await page.close();
  });

  test("does not offer last week to a window of a week", async () => {
    const page = await openWeek();
    const choice = page.getByLabel("Compare with an earlier window");
    expect(await choice.locator("option").allTextContents()).toEqual([
      "Compare: previous window",
      "Compare: off",
    ]);
    expect(await choice.inputValue()).toBe("off");
    await page.close();
  });
});
