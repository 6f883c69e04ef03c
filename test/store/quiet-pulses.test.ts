import { appendFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compact } from "../../src/store/compact.ts";
import type { Database } from "../../src/store/database.ts";
import { content, numbers, read, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { limitedLog } from "../support/limited-log.ts";
import { walk } from "../support/walk.ts";

const LINES = limitedLog().trimEnd().split("\n");
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
const episodes = (db: Database) => rows(db, "SELECT * FROM episode");
const quarters = (db: Database) => numbers(db, "SELECT count(*), sum(start) FROM _pulse");

/** Everything is older than this. */
const LATER = 2_000_000_000;

/** An hour after the log begins, and one before it throttles. */
const NINE = Date.UTC(2026, 10, 21, 9) / 1000;

function dropQuietPulses(db: Database, until: number): void {
  for (const _ of compact(db, { hours: until, days: 0, settled: 0 }));
}

describe("quarters of an hour without an episode, once they are old", () => {
  test("are dropped, those of an episode and around it are not, and no episode changes", async () => {
    const log = temporaryFile("mail.log", text(LINES));
    const db = await read(log);
    const before = episodes(db);
    expect(before).toHaveLength(1);
    expect(numbers(db, "SELECT count(*) FROM _pulse WHERE cause = ''")).toEqual([12]);
    dropQuietPulses(db, LATER);
    expect(numbers(db, "SELECT count(*) FROM _pulse WHERE cause = ''")).toEqual([9]);
    expect(numbers(db, "SELECT count(*) FROM _pulse WHERE cause <> ''")).toEqual([4]);
    expect(episodes(db)).toEqual(before);
    const [left, all] = [quarters(db), content(db)];
    dropQuietPulses(db, LATER);
    expect([quarters(db), content(db)]).toEqual([left, all]);
  });

  test.each([730, 760, 800, 900, 1000])(
    "are not missed when the log goes on behind line %d",
    async (cut) => {
      const whole = await read(temporaryFile("mail.log", text(LINES)));
      const log = temporaryFile("mail.log", text(LINES.slice(0, cut)));
      const db = await read(log);
      dropQuietPulses(db, NINE);
      appendFileSync(log, text(LINES.slice(cut)));
      await walk([log], db);
      dropQuietPulses(db, LATER);
      expect(episodes(db)).toEqual(episodes(whole));
    },
  );
});
