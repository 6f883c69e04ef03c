import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

const LOOK = { columns: 80, colour: false };
const model = buildReport(busyWeek(), OPTIONS);
const page = renderReport(model, "html", LOOK);
const body = page.slice(page.indexOf("<body"), page.indexOf("<script>"));

describe("the page", () => {
  test("acceptance 7: is the same bytes for the same data and options", () => {
    const again = buildReport(busyWeek(), OPTIONS);
    expect(renderReport(again, "html", LOOK) === page).toBe(true);
    expect(renderReport(again, "json", LOOK)).toBe(renderReport(model, "json", LOOK));
    expect(renderReport(again, "text", LOOK)).toBe(renderReport(model, "text", LOOK));
  });

  test("stays small", () => {
    expect(page.length).toBeLessThan(600_000);
    expect(gzipSync(page).length).toBeLessThan(150_000);
  });

  test("refers to nothing outside itself", () => {
    expect(/ (?:src|href|action|poster|data)="(?!#)/u.exec(body)).toBeNull();
    expect(/@import|url\(/u.exec(page.slice(0, page.indexOf("<body")))).toBeNull();
  });

  test("has no style attribute and no handler, which its policy would block", () => {
    expect(/<[^>]* style=/u.exec(body)).toBeNull();
    expect(/<[^>]* on[a-z]+=/u.exec(body)).toBeNull();
    expect(page.slice(0, page.indexOf("<style"))).toMatch(
      /content="default-src &#39;none&#39;; script-src &#39;sha256-[\w+/=]+&#39;; style-src &#39;sha256-[\w+/=]+&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"/u,
    );
  });

  test("has one h1 and no gap in its headings", () => {
    const levels = Array.from(body.matchAll(/<h([1-6])/gu), ([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test("says every picture in words and as a table", () => {
    for (const figure of body.match(/<figure class="panel">.*?<\/figure>/gsu) ?? []) {
      expect(figure).toMatch(/<canvas id="\w+" role="img" aria-label="[^"]{20,}"/u);
      expect(figure.match(/<tr><th>/gu)).toHaveLength(168);
    }
    expect(body.match(/<figure class="panel">/gu)).toHaveLength(3);
  });

  test("stands without script: verdict, figures, providers and texts are in it", () => {
    for (const words of [
      model.verdict.sentence.replaceAll(" %", "\u00a0%"),
      "Key figures",
      "gmail-smtp-in.l.google.com",
      "[TSS04]",
      "198.51.100.73",
    ]) {
      expect(body.includes(words)).toBe(true);
    }
  });

  test("gives every percentage of a provider its numerator and denominator", () => {
    const text = renderReport(model, "text", LOOK);
    expect(text).toMatch(/deferred \d[\d.]* % \([\d,]+ of [\d,]+\s+attempts\)/u);
  });
});

describe("the text", () => {
  test.each([60, 80, 132])("keeps to %i columns", (columns) => {
    const lines = renderReport(model, "text", { columns, colour: false }).split("\n");
    expect(lines.filter((line) => Array.from(line).length > Math.max(80, columns))).toEqual([]);
  });

  test("has colour only when asked", () => {
    expect(renderReport(model, "text", { columns: 80, colour: true })).toContain(
      "\u001b[31mCRITICAL\u001b[0m",
    );
    expect(renderReport(model, "text", LOOK)).not.toContain("\u001b");
  });

  test("draws the gap as a blank and not as a zero", () => {
    const line = renderReport(model, "text", LOOK)
      .split("\n")
      .find((text) => text.startsWith("Attempts"));
    expect(line).toMatch(/[▁-█] [▁-█]/u);
  });
});
