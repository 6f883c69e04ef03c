import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";

/** Hours of the first day with enough mail for a rate: the first, the second and the last have no neighbour. */
const HOURS = [1, 3, 10, 11, 12, 20];
const ALONE = 3;

function lonelyHours() {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const remote = seeder.remote({ host: "mx.example.net", ip: "192.0.2.1", provider: "google" });
  const reply = seeder.reply({
    ...{ provider: "google", code: 421, enhanced: "4.7.0", stage: "mail", rule: "" },
    ...{ fingerprint: "busy", sample: "421 4.7.0 busy", cause: "rate_limit" },
  });
  for (const hour of HOURS) {
    const bucket = WEEK_START + hour * 3600;
    seeder.attempt(bucket, writer, remote, { delivered: 400, deferred: 50 });
    seeder.deferral(bucket, writer, remote, reply, { recipients: 50, replies: 50 });
  }
  return buildReport(db, OPTIONS);
}

/** Notes where dots of this size are drawn, and in which colour. */
const WATCH = `
  window.dots = new Set();
  const { arc } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...rest) {
    if (radius === 2.5) window.dots.add(this.fillStyle + " " + Math.round(x));
    return arc.call(this, x, y, radius, ...rest);
  };
`;

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "smtp-analyze-"));

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test("a rate between two hours without one is a dot, on the line of all and on that of its provider", async () => {
  const file = join(folder, "report.html");
  const model = lonelyHours();
  expect(model.timeline.bucketSeconds).toBe(3600);
  writeFileSync(file, renderReport(model, "html", { columns: 80, colour: false }));
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(WATCH);
  await page.goto(pathToFileURL(file).href);
  const dots = await page.evaluate<string[]>("[...window.dots]");
  expect(dots).toHaveLength(2 * ALONE);
  expect(new Set(dots.map((dot) => dot.split(" ")[0])).size).toBe(2);
  expect(new Set(dots.map((dot) => dot.split(" ")[1])).size).toBe(ALONE);
});
