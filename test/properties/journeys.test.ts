import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { content, numbers } from "../support/content.ts";
import { temporaryFolder } from "../support/files.ts";
import {
  CUT,
  expired,
  GONE,
  GREY,
  journeysIn,
  NO,
  OLD,
  postfix,
} from "../support/journey-lines.ts";
import { type Deed, journeysOf, type Moment } from "../support/journeys-through.ts";
import { walk } from "../support/walk.ts";

type Line = {
  readonly after: number;
  readonly id: string;
  readonly to: string;
  readonly deed: Deed;
};

const ids = ["4ABC1D", "4ABC2D", "4ABC3D"];
const line: fc.Arbitrary<Line> = fc.record({
  after: fc.constantFrom(0, 1, 60, 3600, 90_000, 600_000),
  id: fc.constantFrom(...ids),
  to: fc.constantFrom("a", "b", "c"),
  deed: fc.constantFrom(
    "refused",
    "greylisted",
    "withheld",
    "broken off",
    "sent",
    "bounced",
    "expired",
  ),
});
const history = fc.array(line, { minLength: 1, maxLength: 40 });

const START = Date.UTC(2026, 0, 1) / 1000;

function textOf(lines: readonly Line[]): readonly string[] {
  let at = START;
  return lines.map(({ after, id, to, deed }, pid) => {
    at += after;
    return written(deed, to, id)
      .replace(/^Nov 20 10:00:00/u, stampOf(at))
      .replace("[11]", `[${pid}]`);
  });
}

function stampOf(at: number): string {
  return new Date(at * 1000).toISOString().replace(".000Z", "+00:00");
}

function written(deed: Deed, to: string, id: string): string {
  const when = "20 10:00:00";
  switch (deed) {
    case "refused":
      return postfix(when, to, "deferred", NO, id);
    case "greylisted":
      return postfix(when, to, "deferred", GREY, id);
    case "withheld":
      return postfix(when, to, "deferred", OLD, id);
    case "broken off":
      return postfix(when, to, "deferred", CUT, id);
    case "sent":
      return postfix(when, to, "sent", "250 Ok", id);
    case "bounced":
      return postfix(when, to, "bounced", GONE, id);
    case "expired":
      return expired(when).replace("4ABC1D", id);
  }
}

/** How many journeys had which outcome after how many tries. */
function expected(lines: readonly Line[]): Record<string, number> {
  const moments = new Map<string, Moment[]>();
  let at = START;
  for (const { after, id, to, deed } of lines) {
    at += after;
    for (const one of deed === "expired" ? ["a", "b", "c"] : [to]) {
      moments.set(id + one, [...(moments.get(id + one) ?? []), { at, deed }]);
    }
  }
  return journeysOf(moments.values(), at);
}

function told(db: Database): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [outcome, tries, , count] of journeysIn(db) as [string, number, number, number][]) {
    sums[`${outcome} ${tries}`] = (sums[`${outcome} ${tries}`] ?? 0) + count;
  }
  return sums;
}

test("journeys are what the rules say, however the log is cut into runs, and a second reading adds none", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(fc.nat(40)), async (lines, cuts) => {
      const texts = textOf(lines);
      const folder = temporaryFolder();
      const log = join(folder, "mail.log");
      const inRuns = openDatabase(":memory:");
      writeFileSync(log, "");
      for (const [at, text] of texts.entries()) {
        appendFileSync(log, `${text}\n`);
        if (cuts.includes(at)) await walk([log], inRuns, { commitEvery: 0 });
      }
      await walk([log], inRuns);
      await walk([log], inRuns);
      const atOnce = openDatabase(":memory:");
      await walk([log], atOnce);
      expect(told(atOnce)).toEqual(expected(lines));
      expect(content(inRuns)).toEqual(content(atOnce));
      const refused = "SELECT coalesce(sum(recipients), 0) FROM deferral";
      const journeys = "SELECT coalesce(sum(recipients), 0) FROM journey";
      const [count] = numbers(atOnce, journeys) as [number];
      expect(count).toBeLessThanOrEqual((numbers(atOnce, refused) as [number])[0]);
      for (const db of [inRuns, atOnce]) db.close();
    }),
    { numRuns: 60 },
  );
});
