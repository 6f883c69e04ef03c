import axe from "axe-core";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel, renderReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const from = WEEK_START + 3.5 * 86_400;
const model = buildReport(busyWeek(), { ...OPTIONS, from, previous: true, sections: true });
const html = renderReport(model, "html", { columns: 80, colour: false });

/** The busy week with ten calm days before it, and with senders counted: a page with every section that there is. */
function everything(): ReportModel {
  const db = busyWeek();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const google = { host: "gmail-smtp-in.l.google.com", ip: "192.0.2.26", provider: "google" };
  const remote = seeder.remote(google);
  const sender = db.prepare("INSERT INTO _sender VALUES (?, 3600, ?, 'google', 100, 20, 20, 20)");
  db.transaction(() => {
    for (let hour = -240; hour < 0; hour++)
      seeder.attempt(WEEK_START + hour * 3600, writer, remote, { delivered: 200 });
    for (const domain of ["news.example.org", "shop.example.com"])
      for (let hour = 0; hour < 24; hour++) sender.run(WEEK_START + hour * 3600, domain);
  })();
  const window = { from: WEEK_START - 10 * 86_400, until: WEEK_END - 43_200 };
  return buildReport(db, { ...OPTIONS, ...window, previous: true, sections: true });
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** What axe says against a page with everything opened, or against these parts of it. */
async function violationsOn(page: Page, parts: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(
    'document.querySelectorAll("details").forEach((details) => { details.open = true; })',
  );
  await page.evaluate(axe.source);
  const context = parts.length === 0 ? "document" : JSON.stringify({ include: parts });
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${context}).then((result) => result.violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe("the markup", () => {
  const validator = new HtmlValidate(
    new StaticConfigLoader({ extends: ["html-validate:standard"] }),
  );
  const empty = renderReport(buildReport(emptyDatabase(), { ...OPTIONS, previous: true }), "html", {
    columns: 80,
    colour: false,
  });

  test.each([
    ["a busy week", html],
    ["nothing at all", empty],
  ])("of %s is valid", async (_, page) => {
    const { results } = await validator.validateString(page);
    const said = results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    );
    expect(said).toEqual([]);
  });

  test("would be found out if it were not", async () => {
    const broken = html.replace("</h1>", "</h2>");
    expect((await validator.validateString(broken)).valid).toBe(false);
  });
});

describe("people who cannot see it as drawn", () => {
  const opened = pageOf(model);
  const openedFull = pageOf(everything());

  test.each([
    ["light", { colorScheme: "light" }, ""],
    ["dark", { colorScheme: "dark" }, ""],
    ["forced colours", { forcedColors: "active" }, ""],
    ["320 pixels, filtered", { viewport: { width: 320, height: 800 } }, "#?provider=yahoo"],
  ] as const)(
    "axe finds nothing to say against it in %s",
    async (_, settings, fragment) => {
      const page = await opened(fragment, { bypassCSP: true, ...settings });
      expect(await violationsOn(page)).toEqual([]);
      await page.close();
    },
    120_000,
  );

  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["forced colours", { forcedColors: "active" }],
  ] as const)(
    "axe finds nothing to say against the week, the limits and the senders in %s",
    async (_, settings) => {
      const page = await openedFull("", { bypassCSP: true, ...settings });
      for (const section of [
        "#week .heat",
        "#limits tbody",
        "#where .panel:has-text('shop.example.com')",
      ])
        expect(await page.locator(section).count(), section).toBeGreaterThan(0);
      expect(await violationsOn(page, ["#week", "#limits", "#where", "#figures"])).toEqual([]);
      await page.close();
    },
    120_000,
  );

  test("acceptance 14: the screen-reader tree has a name for each picture, and a table with it", async () => {
    const page = await opened();
    for (const id of ["rate", "volume", "causes"]) {
      const figure = page.locator("figure", { has: page.locator(`#${id}`) });
      expect(await figure.getByRole("img").first().getAttribute("aria-label")).toMatch(/\d/u);
      await figure.getByText("Show data as table").click();
      expect(await figure.getByRole("row").count()).toBe(model.timeline.starts.length + 1);
    }
    await page.close();
  });
});
