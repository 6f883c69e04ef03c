import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openReference, REFERENCE } from "../../bench/reference.ts";
import { chartsOf } from "../../reports/charts.ts";
import { buildReport, renderReport } from "../../reports/index.ts";
import { reportAssets } from "../../reports/render/assets.ts";
import { pdfTextOf } from "../support/pdf-text.ts";
import { busyWeek } from "./busy-week.ts";
import { emptyDatabase, OPTIONS, Seeder } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const HOUR = 3600;
const LOOK = { columns: 80, colour: false };

describe("days on which clocks change", () => {
  function at(instant: string): number {
    return Date.parse(instant) / 1000;
  }

  /** Sixty attempts in every hour of three days around a change of clocks. */
  function chartsAround(from: number, until: number) {
    const db = emptyDatabase();
    const seeder = new Seeder(db);
    const remote = seeder.remote({
      host: "mx.example.net",
      ip: "192.0.2.9",
      provider: "example.net",
    });
    const writer = seeder.writer();
    for (let hour = from; hour < until; hour += HOUR)
      seeder.attempt(hour, writer, remote, { delivered: 60 });
    return chartsOf(buildReport(db, { ...OPTIONS, zone: "Europe/Berlin", from, until }));
  }

  test.each([
    ["back", "2026-10-23T22:00Z", "2026-10-26T23:00Z", "25 Oct", 25],
    ["forward", "2026-03-27T23:00Z", "2026-03-30T22:00Z", "29 Mar", 23],
  ])("acceptance 8: clocks that go %s", (_, from, until, day, hours) => {
    const { data, rows } = chartsAround(at(from), at(until));
    expect(data.count).toBe(48 + hours);
    const labels = rows.map(({ label }) => label).filter((label) => label.startsWith(day));
    expect(labels).toHaveLength(hours);
    expect(labels.filter((label) => label === `${day} 02:00`)).toHaveLength(hours - 23);
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([60]));
    const midnights = data.ticks.filter(({ major }) => major).map((tick) => tick.at);
    expect(midnights.map((tick, place) => (midnights[place + 1] ?? tick) - tick)).toContain(
      hours * HOUR,
    );
  });
});

describe("the reference month", () => {
  const model = buildReport(openReference(), REFERENCE);
  const page = renderReport(model, "html", LOOK);

  test("acceptance 11: is thirty days of 50 providers, 500 hosts and 200 texts", () => {
    expect(model.timeline.starts).toHaveLength(720);
    expect(model.who.rows.length + model.who.rowsOmitted.providers).toBe(50);
    expect(model.figures.hostsThrottling).toBe(500);
    const texts = model.why.map((cause) => cause.reasons.length + cause.reasonsOmitted.reasons);
    expect(texts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(150);
  });

  test("acceptance 11: makes a page within its budget", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(600_000);
    expect(gzipSync(page).length).toBeLessThan(150_000);
    expect(Buffer.byteLength(reportAssets().script)).toBeLessThan(190_000);
  });
});

describe("on paper", () => {
  const model = buildReport(busyWeek(), { ...OPTIONS, sections: true });
  const opened = pageOf(model);

  async function printed(fragment: string): Promise<readonly string[]> {
    const page = await opened(fragment, { colorScheme: "dark" });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    await page.close();
    return pdfTextOf(pdf);
  }

  const unspaced = (text: string): string => text.replaceAll(/\s/gu, "");

  test("acceptance 15: every table goes to its last row, pictures are there, and the window is named", async () => {
    const pages = await printed("");
    const text = pages.join("");
    expect(pages.length).toBeGreaterThanOrEqual(4);
    expect(pages.length).toBeLessThanOrEqual(20);
    const words = [
      ...model.who.rows.flatMap((row) => [row.name, ...row.hosts.map(({ host }) => host ?? "")]),
      ...model.why.flatMap((cause) => cause.advice?.steps ?? []),
      ...model.quality.sources.map(({ source }) => source),
    ];
    expect(words.filter((each) => !text.includes(unspaced(each)))).toEqual([]);
    expect(text).toContain("0%20%40%60%80%");
    const window = unspaced("Fri 13 Nov 2026, 00:00 – Fri 20 Nov 2026, 00:00 Europe/Berlin");
    expect(text.split(window).length - 1).toBeGreaterThan(8);
    expect(text).toContain("Nofilter.");
  });

  test("acceptance 15: a filter that was set is printed with what it left", async () => {
    const text = (await printed("#?provider=yahoo")).join("");
    expect(text).toContain(unspaced("Filter: Provider Yahoo / AOL."));
    expect(text).toContain("mta5.am0.yahoodns.net");
    expect(text).not.toContain("gmail-smtp-in.l.google.com");
  });
});

describe("every section", () => {
  const db = busyWeek();
  const model = buildReport(db, { ...OPTIONS, sections: true });
  const page = renderReport(model, "html", LOOK);

  /** Which statements of the appendix give the numbers of a section. */
  const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
    figures: ["Attempts over time", "Refusals over time", "Time to deliver"],
    time: ["Attempts over time", "Refusals over time"],
    episodes: ["Episodes"],
    who: ["Who"],
    why: ["Why"],
    where: ["From where"],
    outcome: ["Then what", "Our own retries"],
    quality: ["What was read", "Problems by kind", "Lines not understood"],
  };

  function sumOf(section: string, column: string): number {
    const sql = model.statements.find((one) => one.section === section)?.sql ?? "";
    const rows = db.prepare(sql).all() as Record<string, number>[];
    return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);
  }

  test("acceptance 20: has a statement and the command that made the page", () => {
    const ids = Array.from(page.matchAll(/<section id="(\w+)"/gu), ([, id = ""]) => id);
    const others = ["verdict", "appendix"];
    expect(ids.filter((id) => !others.includes(id)).sort()).toEqual(Object.keys(STATEMENTS).sort());
    const named = model.statements.map(({ section }) => section);
    for (const needed of Object.values(STATEMENTS).flat()) expect(named).toContain(needed);
    expect(page).toContain(`<code>${OPTIONS.command}</code>`);
  });

  test("acceptance 20: is reproduced by its statement", () => {
    const { recipients, attempts } = model.figures.throttled;
    expect(sumOf("Refusals over time", "recipients")).toBe(recipients);
    expect(sumOf("Who", "recipients")).toBe(recipients);
    expect(sumOf("Why", "recipients")).toBe(recipients);
    expect(sumOf("From where", "recipients")).toBe(recipients);
    expect(sumOf("From where", "attempts")).toBe(attempts);
    expect(sumOf("Hour and weekday, in the zone that TZ names", "attempts")).toBe(attempts);
    expect(sumOf("Then what", "recipients")).toBe(model.delivery?.recipients);
    expect(sumOf("Our own retries", "tries")).toBe(
      model.delivery?.retry.steps.reduce((sum, { tries }) => sum + tries, 0),
    );
  });
});
