import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const model = buildReport(busyWeek(), OPTIONS);

describe("a reader of the page", () => {
  const opened = pageOf(model);

  const shown = (page: Page, selector: string): Promise<string[]> =>
    page.evaluate<string[]>(
      `Array.from(document.querySelectorAll(${JSON.stringify(selector)})).filter((row) => row.offsetParent !== null).map((row) => row.dataset.provider)`,
    );
  const fragment = (page: Page): Promise<string> => page.evaluate<string>("location.hash");
  /** The clipboard of a test is a variable. */
  const CLIPBOARD = `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } })`;

  test("acceptance 14: goes with the keyboard from the whole page to Yahoo's evidence and back", async () => {
    const page = await opened();
    await page.evaluate(CLIPBOARD);
    const before = await shown(page, "#who tbody[data-provider]");
    await page.focus(".filter select");
    await page.keyboard.type("Yahoo");
    expect(await shown(page, "#who tbody[data-provider]")).toEqual(["yahoo"]);
    expect(new Set(await shown(page, "#why tr[data-provider]"))).toEqual(new Set(["yahoo"]));
    expect(await page.textContent("[role=status]")).toMatch(
      /^Showing 1 of \d+ providers, \d+ of \d+ texts, [\d,]+ of [\d,]+ throttled recipients \(\d+ %\)$/u,
    );
    const focused = 'document.activeElement.tagName + " " + document.activeElement.textContent';
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate<string>(focused)).match(/^SUMMARY .*\[TSS04\]/u)) break;
    }
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toBe("BUTTON Copy as evidence");
    await page.keyboard.press("Enter");
    const copied = await page.evaluate<string>("window.copied");
    expect(copied).toMatch(/^Provider: +Yahoo \/ AOL$/mu);
    expect(copied).toMatch(/^Code: +421 4\.7\.0$/mu);
    expect(copied).toMatch(/^Said: +421 4\.7\.0 \[TSS04\]/mu);
    expect(copied).toMatch(/^Deferred: +[\d,]+ recipients by [\d,]+ replies$/mu);
    expect(copied).toContain(`${model.span.from} – ${model.span.until}`);
    await page.keyboard.press("Escape");
    expect(await shown(page, "#who tbody[data-provider]")).toEqual(before);
    expect(await fragment(page)).toBe("");
    await page.close();
  });

  test("opens the same view from its address", async () => {
    const page = await opened("#?provider=yahoo&theme=dark");
    expect(await shown(page, "#who tbody[data-provider]")).toEqual(["yahoo"]);
    expect(await page.textContent(".chip")).toContain("Yahoo / AOL");
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(10, 16, 23)",
    );
    await page.close();
  });

  test("filters by a click, adds with Shift, lets go with a second click", async () => {
    const page = await opened();
    const name = (provider: string) =>
      page.locator(`#who [data-provider=${provider}] th bdi button`);
    await name("google").click();
    expect(await fragment(page)).toBe("#?provider=google");
    await name("google").click();
    expect(await fragment(page)).toBe("");
    await page.locator("#time .legend [data-provider=yahoo] button").click();
    expect(await shown(page, "#who tbody[data-provider]")).toEqual(["yahoo"]);
    await page
      .locator("#why .whom button:visible")
      .first()
      .click({ modifiers: ["Shift"] });
    expect(await fragment(page)).toBe("");
    await page.locator("#why [data-cause=rate_limit] h3 button").click();
    await page.locator("#why .codes button:visible").first().click();
    expect(await fragment(page)).toMatch(/^#\?cause=rate_limit&code=4/u);
    await page.close();
  });

  test("finds a provider by the address of one of its hosts", async () => {
    const page = await opened();
    await page.fill("input[type=search]", "198.51.100.73");
    expect(await shown(page, "#who tbody[data-provider]")).toEqual(["yahoo"]);
    await page.fill("input[type=search]", "nothing like this");
    expect(await page.textContent("[role=status]")).toBe("Nothing on this page matches.");
    await page.close();
  });

  test("sorts a table by its header, what has too few attempts last", async () => {
    const page = await opened();
    const head = page.locator("#who .providers > thead th", { hasText: "Rate" });
    await head.locator("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    const firsts = () =>
      page.evaluate<number[]>(
        'Array.from(document.querySelectorAll("#who .provider:not(.unranked) > tr:first-child .rate-text"), (cell) => parseFloat(cell.textContent))',
      );
    const down = await firsts();
    expect(down).toEqual([...down].sort((a, b) => b - a));
    await head.locator("button").click();
    expect(await firsts()).toEqual([...down].reverse());
    expect(down.length).toBeGreaterThan(1);
    const last = await page.locator("#who tbody.provider").last().getAttribute("class");
    expect(last).toContain("unranked");
    await page.close();
  });

  test("takes a table away as CSV and TSV, as it stands", async () => {
    const page = await opened("#?provider=yahoo");
    await page.evaluate(CLIPBOARD);
    const tools = page.locator("#who .panel > .records");
    const saved = page.waitForEvent("download");
    await tools.getByText("Download CSV").click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("providers.csv");
    await tools.getByText("Copy as TSV").click();
    const lines = (await page.evaluate<string>("window.copied")).trimEnd().split("\n");
    const yahoo = model.who.rows.find((row) => row.provider === "yahoo");
    expect(lines).toHaveLength(2);
    expect(lines[1]?.split("\t").slice(1, 3)).toEqual([
      String(yahoo?.recipients),
      String(yahoo?.attempts),
    ]);
    await page.close();
  });

  test("gets the text selected where there is no clipboard", async () => {
    const page = await opened();
    await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })');
    await page.locator("#who .panel > .records").getByText("Copy as TSV").click();
    const selected =
      "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)";
    expect(await page.evaluate<string>(selected)).toContain("\tThrottled\t");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    await page.close();
  });
});
