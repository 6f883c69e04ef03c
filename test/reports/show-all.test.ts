import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const HOUR = 3600;
const HOSTS = 70;
const TEXTS = 40;
const EPISODES = 80;

/** One provider with more hosts, more texts and more episodes than a page lists, or even carries. */
function manyOfAll(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const provider = "example.net";
  db.transaction(() => {
    const writer = seeder.writer();
    for (let number = 0; number < HOSTS; number++) {
      const text = `wording ${number % TEXTS}`;
      const remote = seeder.remote({
        ...{ provider, host: `mx${number}.example.net`, ip: `192.0.2.${number}` },
      });
      const reply = seeder.reply({
        ...{ provider, code: 421, enhanced: "4.7.0", stage: "mail", fingerprint: text },
        ...{ sample: `421 4.7.0 ${text}`, cause: "rate_limit", rule: "" },
      });
      const recipients = 200 - number;
      seeder.attempt(WEEK_START + number * HOUR, writer, remote, {
        ...{ delivered: 1000, deferred: recipients },
      });
      seeder.deferral(WEEK_START + number * HOUR, writer, remote, reply, {
        ...{ recipients, replies: 5, withheld: 1 },
      });
    }
    const episode = db.prepare(
      "INSERT INTO _episode VALUES ('example.net', ?, ?, 'rate_limit', ?, 0.5, 1000, ?, 10)",
    );
    for (let number = 0; number < EPISODES; number++) {
      const at = WEEK_START + number * 2 * HOUR;
      episode.run(at, at + 1800, at, 100 + number);
    }
  })();
  return db;
}

const model = buildReport(manyOfAll(), OPTIONS);

describe("what a page carries and does not list", () => {
  const opened = pageOf(model);

  const number = (text: string): number => Number(text.replaceAll(",", ""));

  /** The numbers of one column, row by row. */
  async function column(page: Page, cells: string): Promise<readonly number[]> {
    return (await page.locator(cells).allTextContents()).map(number);
  }

  const total = model.figures.throttled.recipients;
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

  test("is summed up in one line without script", async () => {
    const page = await opened("", { javaScriptEnabled: false });
    expect(await page.textContent("#who summary")).toBe("20 of 70 hosts");
    expect(await page.textContent("#who .host.rest th")).toBe("50 other hosts");
    const shown = await column(page, "#who .hosts .host td:nth-child(2)");
    expect([shown.length, sum(shown)]).toEqual([21, total]);
    const withheld = await column(page, "#who .hosts .host td:nth-child(6)");
    expect([withheld.length, sum(withheld)]).toEqual([21, HOSTS]);
    expect(await page.textContent("#why .rest")).toContain("30 other texts");
    expect(await page.textContent("#episodes .rest")).toContain("50 older episodes not listed");
    await page.close();
  });

  test("comes by the keyboard: hosts, with what is left in one line", async () => {
    const page = await opened();
    await page.locator("#who summary").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("#who").getByText("Show 40 more", { exact: true }).focus();
    await page.keyboard.press("Enter");
    const names = await page.locator("#who .host th").allTextContents();
    expect(names).toHaveLength(61);
    expect(names[59]?.trim()).toBe("mx59.example.net 192.0.2.59");
    expect(names[60]).toBe("10 other hosts not in this page: smtp-analyze top --by host");
    const shown = await column(page, "#who .hosts .host td:nth-child(2)");
    expect(sum(shown)).toBe(total);
    expect(
      await page.locator("#who .host").nth(59).locator("time").first().getAttribute("datetime"),
    ).toBe(model.who.rows[0]?.hosts[59]?.firstAt);
    const rate = model.who.rows[0]?.hosts[59]?.rate?.share ?? 0;
    expect(await page.locator("#who .host").nth(59).locator(".rate-text").textContent()).toBe(
      `${Math.round(rate * 100)} %`,
    );
    await page.close();
  });

  test("sorts like the rest", async () => {
    const page = await opened();
    await page.locator("#who summary").first().click();
    await page.locator("#who").getByText("Show 40 more", { exact: true }).click();
    const head = page.locator("#who .hosts thead th", { hasText: "Throttled" }).locator("button");
    await head.click();
    await head.click();
    const rows = await column(page, "#who .hosts .host:not(.rest) td:nth-child(2)");
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(await page.locator("#who .hosts tbody tr").last().getAttribute("class")).toContain(
      "rest",
    );
    await page.close();
  });

  test("is found by a search, and can be chosen", async () => {
    const page = await opened();
    await page.fill("input[type=search]", "wording 27");
    const rows = page.locator("#why tr[data-provider]:visible");
    expect(await rows.count()).toBe(1);
    expect(await page.textContent("[role=status]")).toContain("1 of 30 texts");
    await rows.locator(".whom button").click();
    expect(await page.evaluate("location.hash")).toBe("#?provider=example.net&text=wording+27");
    await page.fill("input[type=search]", "192.0.2.57");
    expect(await page.locator("#who tbody[data-provider]:visible").count()).toBe(1);
    await page.close();
  });

  test("texts open with the verbatim reply, and can be copied as evidence", async () => {
    const page = await opened();
    await page.evaluate(
      'Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } })',
    );
    await page.locator("#why").getByText("Show 20 more", { exact: true }).click();
    const carried = model.why[0]?.reasons[27];
    const row = page.locator("#why tr[data-provider]").nth(27);
    await row.locator("summary").click();
    expect(await row.locator("figcaption").textContent()).toBe("Verbatim, mail addresses masked");
    expect(await row.locator("blockquote").textContent()).toBe(carried?.sample);
    expect(await row.locator(".note").textContent()).toMatch(
      /^First seen 14 Nov \d\d:00, last 15 Nov \d\d:00\. Said at MAIL FROM\.$/u,
    );
    await row.getByText("Copy as evidence").click();
    const copied = await page.evaluate<string>("window.copied");
    expect(copied).toMatch(new RegExp(`^Said: +${carried?.sample}$`, "mu"));
    expect(copied).toMatch(new RegExp(`^Seen: +${carried?.firstAt} – ${carried?.lastAt}$`, "mu"));
    await page.close();
  });

  test("texts and episodes say what even so is not in the page", async () => {
    const page = await opened();
    await page.locator("#why").getByText("Show 20 more", { exact: true }).click();
    expect(await page.textContent("#why .rest")).toContain(
      "10 other texts not in this page: smtp-analyze causes --format json",
    );
    expect(
      sum(await column(page, "#why tbody [data-label=Throttled], #why .rest td:nth-child(4)")),
    ).toBe(total);
    await page.locator("#episodes").getByText("Show 30 more", { exact: true }).click();
    expect(await page.locator("#episodes tbody tr").count()).toBe(60);
    expect(await page.textContent("#episodes .rest")).toBe(
      "20 older episodes not in this page: smtp-analyze episodes has every one. ",
    );
    expect(
      await page.locator("#episodes tbody tr").last().locator(".evidence button").count(),
    ).toBe(1);
    await page.close();
  });
});
