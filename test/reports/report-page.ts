import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { type ReportModel, renderReport } from "../../reports/index.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium.ts";

/** Opens the page of a report at an address behind `#`, with script or without, in one browser for all tests of a group. */
export type OpenPage = (fragment?: string, javaScriptEnabled?: boolean) => Promise<Page>;

/** Call inside `describe`. Whatever a page complains of fails the group. `script` runs before the page's own. */
export function pageOf(model: ReportModel, script = ""): OpenPage {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "smtp-analyze-"));
  const file = join(folder, "report.html");
  const trouble: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, renderReport(model, "html", { columns: 80, colour: false }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
    expect(trouble).toEqual([]);
  });

  return async (fragment = "", javaScriptEnabled = true) => {
    const viewport = { width: 1280, height: 900 };
    const page = await browser.newPage({ viewport, javaScriptEnabled });
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(error.message));
    if (javaScriptEnabled) await page.addInitScript(script);
    await page.goto(`${pathToFileURL(file).href}${fragment}`);
    return page;
  };
}
