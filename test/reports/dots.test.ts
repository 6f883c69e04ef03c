import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

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

describe("a rate between two hours without one", () => {
  const model = lonelyHours();
  const opened = pageOf(model, WATCH);

  test("is a dot, on the line of all and on that of its provider", async () => {
    expect(model.timeline.bucketSeconds).toBe(3600);
    const page = await opened();
    const dots = await page.evaluate<string[]>("[...window.dots]");
    expect(dots).toHaveLength(2 * ALONE);
    expect(new Set(dots.map((dot) => dot.split(" ")[0])).size).toBe(2);
    expect(new Set(dots.map((dot) => dot.split(" ")[1])).size).toBe(ALONE);
  });
});
