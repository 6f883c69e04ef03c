import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const HOUR = 3600;
const DAY = 86_400;

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

describe("what left through which service", () => {
  const model = buildReport(busyWeek(), { ...OPTIONS, sections: true });
  const { through } = model;

  test("adds up to what every provider and every text says of all", () => {
    expect(through?.services).toHaveLength(2);
    expect(through?.providers.map(({ provider }) => provider)).toEqual(
      model.who.rows.map(({ provider }) => provider),
    );
    for (const [place, row] of model.who.rows.entries()) {
      expect(sum(through?.providers[place]?.recipients ?? [])).toBe(row.recipients);
      expect(sum(through?.providers[place]?.attempts ?? [])).toBe(row.attempts);
    }
    for (const [place, { cause, reasons }] of model.why.entries()) {
      expect(through?.causes[place]?.cause).toBe(cause);
      expect(through?.causes[place]?.texts.map(sum)).toEqual(
        reasons.map(({ recipients }) => recipients),
      );
    }
  });

  test("is left out where there is one service, and where nobody asked", () => {
    expect(buildReport(busyWeek(), OPTIONS).through).toBeNull();
    expect(buildReport(one(), { ...OPTIONS, sections: true }).through).toBeNull();
  });
});

function seeded(write: (seeder: Seeder) => void): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  db.transaction(() => write(seeder))();
  return db;
}

const SAID = { code: 421, enhanced: "4.7.0", stage: "mail", cause: "rate_limit", rule: "" };

function said(seeder: Seeder, provider: string, fingerprint: string): number {
  return seeder.reply({ ...SAID, provider, fingerprint, sample: `421 4.7.0 ${fingerprint}` });
}

function one(): Database {
  return seeded((seeder) => {
    const remote = seeder.remote({ provider: "a.example", host: "mx", ip: "192.0.2.1" });
    seeder.attempt(WEEK_START, seeder.writer(), remote, { delivered: 50 });
  });
}

/** Provider a throttles both services, in words of their own and in common ones; b only the second. */
function two(): Database {
  return seeded((seeder) => {
    const first = seeder.writer();
    const second = seeder.writer("mx2.example.org", "bulk/smtp");
    const a = seeder.remote({ provider: "a.example", host: "mx.a.example", ip: "192.0.2.1" });
    const b = seeder.remote({ provider: "b.example", host: "mx.b.example", ip: "192.0.2.2" });
    const common = said(seeder, "a.example", "in common");
    const only = said(seeder, "a.example", "first only");
    const other = said(seeder, "b.example", "second only");
    const at = WEEK_START + HOUR;
    seeder.attempt(at, first, a, { delivered: 900, deferred: 100 });
    seeder.attempt(at, second, a, { delivered: 450, deferred: 50 });
    seeder.attempt(at, first, b, { delivered: 300 });
    seeder.attempt(at, second, b, { delivered: 160, deferred: 40 });
    seeder.deferral(at, first, a, common, { recipients: 70, replies: 7 });
    seeder.deferral(at, first, a, only, { recipients: 30, replies: 3 });
    seeder.deferral(at, second, a, common, { recipients: 50, replies: 5 });
    seeder.deferral(at, second, b, other, { recipients: 40, replies: 4 });
  });
}

const FIRST = "mx1.example.org postfix/smtp";
const SECOND = "mx2.example.org bulk/smtp";

describe("the filter by service", () => {
  const opened = pageOf(buildReport(two(), { ...OPTIONS, sections: true }));

  const providers = (page: Page) =>
    page.locator("#who tbody[data-provider]:visible th bdi").allTextContents();
  const texts = (page: Page) =>
    page.locator("#why tr[data-provider]:visible .said summary").allTextContents();

  test("leaves what that service met, with its own numbers beside those of all", async () => {
    const page = await opened();
    await page.locator("select[aria-label=Service]").selectOption(FIRST);
    expect(await providers(page)).toEqual(["a.example"]);
    expect((await texts(page)).sort()).toEqual(["first only", "in common"]);
    expect(await page.textContent("#who tbody .through")).toBe(
      "through this service: 10 % (100 of 1,000)",
    );
    expect(await page.locator("#why .through:visible").allTextContents()).toEqual([
      "70 through this service",
      "30 through this service",
    ]);
    expect(await page.textContent("[role=status]")).toBe(
      "Showing 1 of 2 providers, 2 of 3 texts, 100 of 190 throttled recipients (53 %). Recipients are those of this service; columns, hosts, episodes and pictures are of all services",
    );
    await page.keyboard.press("Escape");
    expect(await page.locator(".through").count()).toBe(0);
    await page.close();
  });

  test("is chosen by a click in the table of services, adds with Shift, and stands in the address", async () => {
    const page = await opened();
    const row = (name: string) => page.locator(`#where tr[data-service="${name}"] button`);
    await row(SECOND).click();
    expect(await page.evaluate("location.hash")).toBe("#?service=mx2.example.org+bulk%2Fsmtp");
    expect(await page.locator("#where tbody tr:visible").count()).toBe(1);
    expect((await texts(page)).sort()).toEqual(["in common", "second only"]);
    await page.close();
    const both = await opened(
      "#?service=mx2.example.org+bulk%2Fsmtp&service=mx1.example.org+postfix%2Fsmtp",
    );
    expect(await both.locator("#who [data-provider='a.example'] .through").textContent()).toBe(
      "through these services: 10 % (150 of 1,500)",
    );
    expect(await both.textContent("[role=status]")).toContain("190 of 190 throttled recipients");
    await both.close();
  });

  test("is not offered where there is nothing to choose", () => {
    const model = buildReport(one(), { ...OPTIONS, sections: true });
    const page = renderReport(model, "html", { columns: 80, colour: false });
    expect(page).not.toContain('data-through="');
    expect(page).toContain('"services":null}');
  });
});

describe("a window longer than services are known for", () => {
  const from = WEEK_END - 40 * DAY;
  const opened = pageOf(buildReport(two(), { ...OPTIONS, from, sections: true }));

  test("is said with the recipients", async () => {
    const page = await opened();
    await page.locator("select[aria-label=Service]").selectOption(SECOND);
    expect(await page.textContent("[role=status]")).toContain(
      "Recipients are those of this service since 21 Oct 01:00;",
    );
    await page.close();
  });
});
