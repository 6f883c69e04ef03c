import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";
import { EVIL, hostileDatabase } from "./hostile-database.ts";
import { pageOf } from "./report-page.ts";

const model = buildReport(busyWeek(), OPTIONS);

/** What a page asks for, says and opens from now on, violations of its policy among it. */
function heardBy(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on("request", (request) => heard.push(`request: ${request.url()}`));
  page.on("console", (message) => heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return heard;
}

describe("the page in Chromium", () => {
  const opened = pageOf(model);

  /** How many different colours a canvas holds: one means that nothing was drawn. */
  function coloursOf(page: Page, id: string): Promise<number> {
    return page.evaluate<number>(`(() => {
      const canvas = document.getElementById("${id}");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    })()`);
  }

  test.each(["light", "dark"] as const)(
    "acceptance 1: opens from disk without a request, a message or a violation (%s)",
    async (colorScheme) => {
      const page = await opened("", { colorScheme });
      const heard = heardBy(page);
      await page.reload();
      for (const id of ["rate", "volume", "causes"]) {
        await page.hover(`#${id}`);
        expect(await coloursOf(page, id), id).toBeGreaterThan(10);
      }
      expect(heard).toEqual([`request: ${page.url()}`]);
      await page.close();
    },
  );

  test("its table holds the numbers of the model", async () => {
    const page = await opened();
    const rows = await page.evaluate<string[][]>(`
      Array.from(document.querySelectorAll("#time figure:nth-of-type(2) tbody tr"), (row) =>
        Array.from(row.querySelectorAll("td"), (cell) => cell.textContent))`);
    const written = (value: number) => value.toLocaleString("en-GB");
    const { timeline } = model;
    expect(rows).toHaveLength(timeline.starts.length);
    for (const [index, [attempts, throttled]] of rows.entries()) {
      const known = timeline.states[index] !== "unknown";
      expect(attempts).toBe(known ? written(timeline.attempts[index] ?? 0) : "–");
      expect(throttled).toBe(known ? written(timeline.throttled[index] ?? 0) : "–");
    }
    await page.close();
  });

  test("follows a change between light and dark", async () => {
    const page = await opened("", { colorScheme: "light" });
    const picture = 'document.getElementById("rate").toDataURL()';
    const light = await page.evaluate<string>(picture);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => page.evaluate<string>(picture)).not.toBe(light);
    await page.close();
  });

  test.each([320, 390, 1440])("does not scroll sideways at %i pixels", async (width) => {
    const page = await opened("", { viewport: { width, height: 800 } });
    await page.evaluate(
      'document.querySelectorAll("details").forEach((details) => { details.open = true; })',
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.close();
  });

  test("acceptance 15: fits on A4 in print, with hosts and texts opened and no table cut", async () => {
    const page = await opened("", {
      viewport: { width: 703, height: 1000 },
      colorScheme: "dark",
    });
    await page.emulateMedia({ media: "print" });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(703);
    const cut =
      'Array.from(document.querySelectorAll(".scroll")).filter((box) => box.scrollWidth > box.clientWidth + 1).length';
    expect(await page.evaluate(cut)).toBe(0);
    expect(await page.isVisible("#why blockquote")).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
    await page.close();
  });

  test("keeps the header of a long table in sight", async () => {
    const page = await opened("", { viewport: { width: 1440, height: 500 } });
    await page.locator("#who tfoot").scrollIntoViewIfNeeded();
    const head = await page.locator(".providers > thead th").first().boundingBox();
    const bar = await page.locator(".filter").boundingBox();
    expect(head?.y ?? -1).toBeGreaterThanOrEqual(40);
    expect(head?.y ?? 999).toBeLessThanOrEqual((bar?.height ?? 0) + 40);
    await page.close();
  });

  test("acceptance 2: says everything without script", async () => {
    const page = await opened("", { javaScriptEnabled: false });
    for (const part of [
      ".card .spark",
      ".providers .spark",
      "#episodes tbody tr",
      "#quality tbody tr",
    ])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    expect(await page.locator(".providers > tbody").count()).toBe(model.who.rows.length);
    expect(await page.locator(".card .value").first().textContent()).toBe("2.4 %");
    expect(await page.textContent(".headline")).toContain(
      model.verdict.sentence.replaceAll(" %", "\u00a0%"),
    );
    expect(await page.textContent("noscript")).toContain("Scripts are off");
    await page.close();
  });

  test("keeps within six thousand elements", async () => {
    const page = await opened();
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(6000);
    await page.close();
  });
});

describe("the page of a host that writes markup", () => {
  const opened = pageOf(buildReport(hostileDatabase(), { ...OPTIONS, title: EVIL }));

  test("does nothing of what is written there", async () => {
    const page = await opened();
    const heard = heardBy(page);
    await page.reload();
    const strange =
      'Array.from(document.querySelectorAll("*")).filter((element) => element.tagName === "IMG" || element.getAttributeNames().some((name) => name.startsWith("on"))).length';
    expect(await page.evaluate(strange)).toBe(0);
    expect(await page.textContent("#why blockquote")).toContain("</script><script>alert(1)");
    expect(heard).toEqual([`request: ${page.url()}`]);
    await page.close();
  });
});
