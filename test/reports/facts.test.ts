import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const LOOK = { columns: 200, colour: false };
const db = busyWeek();

/** The facts below the window: one line of the text, one list of the page. */
function factsOf(options: Partial<Parameters<typeof buildReport>[1]>, from = db) {
  const model = buildReport(from, { ...OPTIONS, ...options });
  const page = renderReport(model, "html", LOOK);
  const list = /<ul class="facts">(.*?)<\/ul>/su.exec(page)?.[1] ?? "";
  return {
    text: renderReport(model, "text", LOOK),
    items: Array.from(list.matchAll(/<li[^>]*>(.*?)<\/li>/gsu), ([, item = ""]) =>
      item.replace(/<[^>]+>/gu, ""),
    ),
    window: /<p class="window">.*?<\/p>/su.exec(page)?.[0] ?? "",
  };
}

describe("the head of a report", () => {
  test("names our hosts, how fresh the data are, the window compared with, what counts, and the filter", () => {
    const window = { from: WEEK_END - DAY, until: WEEK_END + HOUR };
    const { items, text } = factsOf({ ...window, previous: true, sections: true });
    expect(items).toEqual([
      "Hosts mx1.example.org, mx2.example.org",
      "Data up to Thu 19 Nov 2026, 23:59",
      "Compared with Tue 17 Nov 2026, 23:00 – Thu 19 Nov 2026, 00:00",
      "Counted: replies with code 421",
      "Filter: none",
    ]);
    expect(text).toContain(`\n${items.slice(0, 3).join(". ")}.\n`);
  });

  test("names four of our hosts, and says how many more there are", () => {
    const many = emptyDatabase();
    const seeder = new Seeder(many);
    const to = seeder.remote({ host: "mx.example.net", ip: "192.0.2.1", provider: "google" });
    for (const number of [3, 1, 6, 2, 5, 4])
      seeder.attempt(WEEK_START, seeder.writer(`mx${number}.example.org`), to, { delivered: 1 });
    expect(factsOf({ sections: true }, many).items[0]).toBe(
      "Hosts mx1.example.org, mx2.example.org, mx3.example.org, mx4.example.org and 2 more",
    );
  });

  test("says that the data reach the end of a window that lies behind the last line", () => {
    const { items } = factsOf({ until: WEEK_END - DAY });
    expect(items[0]).toBe("Data up to the end of the window");
  });

  test("says that a window is not compared, and leaves out what nobody asked for", () => {
    expect(factsOf({ previous: true }).items).toContain("Not compared with the window before");
    expect(factsOf({}).items).toEqual([
      "Data up to Thu 19 Nov 2026, 23:59",
      "Counted: replies with code 421",
      "Filter: none",
    ]);
  });

  test("says that nothing was read", () => {
    expect(factsOf({}, emptyDatabase()).items[0]).toBe("No log was read for this window");
  });

  test.each([
    ["Europe/Berlin", 0, "Europe/Berlin (UTC+01:00)"],
    ["Europe/Berlin", 30, "Europe/Berlin (UTC+02:00, then UTC+01:00)"],
    ["UTC", 30, "UTC"],
  ])("writes the zone %s, %i days earlier, as %s", (zone, days, written) => {
    const { window, text } = factsOf({ zone, from: WEEK_START - days * DAY });
    expect(window).toContain(`<span class="soft">${written}</span>`);
    expect(text).toContain(`, ${written}\n`);
  });
});
