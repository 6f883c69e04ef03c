import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chartsOf } from "../../reports/charts.ts";
import { buildReport } from "../../reports/index.ts";
import { readoutOf } from "../../reports/render/page/readout.ts";
import { isWhole, viewOf, wholeView } from "../../reports/render/page/view.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS, WEEK_END, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const HOUR = 3600;
const DAY = 86_400;
const model = buildReport(busyWeek(), OPTIONS);
const { data } = chartsOf(model);

describe("a part of the window", () => {
  test.each([
    ["stands on the edges of buckets", 10.2, 30.7, 10, 31],
    ["is at least six buckets long", 50.1, 50.2, 50, 56],
    ["does not begin before the data", -20, 30, 0, 50],
    ["does not end behind the data", 160, 180, 148, 168],
    ["keeps six buckets at the end", 167.5, 168, 162, 168],
  ])("%s", (_, from, until, first, last) => {
    const view = viewOf(data, WEEK_START + from * HOUR, WEEK_START + until * HOUR);
    expect([(view.min - WEEK_START) / HOUR, (view.max - WEEK_START) / HOUR]).toEqual([first, last]);
  });

  test("that is everything is the whole view, with its own ticks", () => {
    const view = viewOf(data, WEEK_START - DAY, WEEK_END + DAY);
    expect(view).toEqual(wholeView(data));
    expect(isWhole(view, data)).toBe(true);
  });

  test("has ticks at round hours of the zone", () => {
    const { ticks } = viewOf(data, WEEK_START + 20 * HOUR, WEEK_START + 44 * HOUR);
    expect(ticks.map(({ label }) => label)).toContain("Sat 14 Nov");
    expect(ticks.length).toBeGreaterThan(5);
  });
});

describe("a bucket in words", () => {
  test("has every number that both pictures show there", () => {
    const index = 124;
    const { timeline } = model;
    const tries = timeline.attempts[index] ?? 0;
    expect(readoutOf(data, index)).toMatch(/^18 Nov 04:00: all providers [\d.]+ %, /u);
    expect(readoutOf(data, index)).toContain(`${tries.toLocaleString("en-GB")} attempts: `);
    expect(readoutOf(data, index)).toContain(`${timeline.throttled[index]} throttled`);
  });

  test("says of a gap that nothing is known", () => {
    expect(readoutOf(data, 28)).toBe("14 Nov 04:00: nothing is known.");
  });
});

describe("a reader who looks closer", () => {
  /** Remembers every bar that the pictures draw: its colour and its height in pixels. */
  const WATCH_BARS = `
    window.bars = [];
    const { rect, fill } = CanvasRenderingContext2D.prototype;
    let last = null;
    CanvasRenderingContext2D.prototype.rect = function (x, y, width, height) {
      last = { x, height };
      rect.call(this, x, y, width, height);
    };
    CanvasRenderingContext2D.prototype.fill = function (...rest) {
      if (last !== null && this.canvas.id === "volume") window.bars.push({ ...last, colour: this.fillStyle });
      last = null;
      fill.apply(this, rest);
    };
  `;

  const opened = pageOf(model, WATCH_BARS);

  type Bar = { readonly x: number; readonly height: number; readonly colour: string };

  /** The heights of one layer between the axis and the right edge, from left to right, as shares of the highest. */
  async function drawnShares(page: Page, layer: string): Promise<readonly number[]> {
    const bars = await page.evaluate<Bar[]>(`(() => {
      const colour = getComputedStyle(document.documentElement).getPropertyValue("--layer-${layer}").trim();
      return window.bars.filter((bar) => bar.colour === colour).sort((a, b) => a.x - b.x);
    })()`);
    const width = await page.evaluate<number>('document.getElementById("volume").clientWidth');
    const heights = bars
      .filter(({ x }) => x > 70 && x < width - 40)
      .map(({ height }) => Math.abs(height));
    const highest = Math.max(...heights);
    return heights.map((height) => height / highest);
  }

  const VIEWS = [
    ["the whole week", "", 0, 168],
    ["a day of it", "#?from=2026-11-16T23:00Z&until=2026-11-17T23:00Z", 96, 120],
    ["seven hours of it", "#?from=2026-11-18T01:00Z&until=2026-11-18T08:00Z", 122, 129],
  ] as const;

  test.each(VIEWS)(
    "acceptance 12: stacked bars are as high as the table says, in %s",
    async (_, fragment, first, last) => {
      const page = await opened(fragment);
      await page.evaluate("window.bars = []");
      await page.emulateMedia({ colorScheme: "dark" });
      await expect.poll(() => page.evaluate("window.bars.length")).toBeGreaterThan(0);
      for (const layer of ["throttled", "delivered"] as const) {
        const column = model.timeline[layer].slice(first, last);
        const shares = await drawnShares(page, layer);
        const highest = Math.max(...column);
        const expected = column.map((value) => value / highest);
        expect(shares).toHaveLength(expected.length);
        for (const [place, share] of shares.entries())
          expect(share).toBeCloseTo(expected[place] ?? -1, 2);
      }
      await page.close();
    },
  );

  test("marks a stretch with the mouse and gets back", async () => {
    const page = await opened();
    await page.locator("#rate").scrollIntoViewIfNeeded();
    const box = await page.locator("#rate").boundingBox();
    if (box === null) throw new Error("the picture is not drawn");
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 120, { steps: 4 });
    expect(await page.locator(".brush:visible").count()).toBe(1);
    await page.mouse.up();
    const fragment = await page.evaluate<string>("location.hash");
    expect(fragment).toMatch(/^#\?from=2026-11-1\dT\d\d%3A00Z&until=/u);
    expect(await page.textContent(".stretch")).toMatch(/^\d+ Nov \d\d:00 – \d+ Nov \d\d:00$/u);
    expect(await page.getAttribute("svg.lane", "viewBox")).not.toBe("0 0 1000 12");
    await page.getByRole("button", { name: "Whole window" }).click();
    expect(await page.evaluate("location.hash")).toBe("");
    expect(await page.getAttribute("svg.lane", "viewBox")).toBe("0 0 1000 12");
    await page.close();
  });

  test("needs no mouse: lengths, earlier and later are buttons, values follow the arrow keys", async () => {
    const page = await opened();
    await page.getByRole("button", { name: "Show 24 h" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.textContent(".stretch")).toBe("19 Nov 00:00 – 20 Nov 00:00");
    await page.getByRole("button", { name: "Earlier" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await page.textContent(".stretch")).toBe("18 Nov 00:00 – 19 Nov 00:00");
    await page.focus("#volume");
    await page.keyboard.press("Home");
    for (let steps = 0; steps < 4; steps++) await page.keyboard.press("ArrowRight");
    expect(await page.textContent(".readout")).toBe(readoutOf(data, 124));
    await page.keyboard.press("Escape");
    expect(await page.evaluate("location.hash")).toBe("");
    await page.close();
  });

  test("offers no length that the data do not have", async () => {
    const page = await opened();
    const offered = await page.locator(".zoom [aria-pressed]").allTextContents();
    expect(offered).toEqual(["6 h", "24 h"]);
    await page.close();
  });
});
