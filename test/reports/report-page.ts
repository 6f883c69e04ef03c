import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { type ReportModel, renderReport } from "../../reports/index.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium.ts";

/** Opens the page of a report at an address behind `#`, in a window with these settings. The tests of a group share a browser. */
export type OpenPage = (fragment?: string, settings?: BrowserContextOptions) => Promise<Page>;

/** The browser itself is silent about a violation of the page's policy that a script catches. */
const SAY_VIOLATIONS =
  'addEventListener("securitypolicyviolation", (event) => console.error("violates " + event.violatedDirective));';

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

  return async (fragment = "", settings = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...settings });
    page.on("console", (message) => trouble.push(message.text()));
    page.on("pageerror", (error) => trouble.push(error.message));
    await page.addInitScript(SAY_VIOLATIONS + script);
    await page.goto(`${pathToFileURL(file).href}${fragment}`);
    return page;
  };
}
