import { describe, expect, test } from "vitest";
import { askEpisodes } from "../../reports/answers/index.ts";
import { buildReport, renderReport } from "../../reports/index.ts";
import type { EpisodeRow } from "../../reports/model-episode.ts";
import { renderEpisodes } from "../../reports/render/answers/episodes.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";

const QUARTER = 900;
const LOOK = { columns: 80, colour: false };

/** Attempts and throttled recipients of one provider, quarter by quarter; null where no attempt is known. */
type Quarter = readonly [attempts: number, throttled: number] | null;

/** One episode from the third quarter on, `lasting` so many. The log goes on for four hours behind the quarters. */
function courseOf(quarters: readonly Quarter[], lasting = 2): { db: Database; row: EpisodeRow } {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const pulse = db.prepare("INSERT INTO _pulse VALUES ('example.net', ?, ?, ?, ?, 1, ?, ?)");
  const first = WEEK_START + 3600;
  for (const [place, quarter] of quarters.entries()) {
    const at = first + place * QUARTER;
    if (quarter === null) continue;
    const [attempts, throttled] = quarter;
    pulse.run(at, "", attempts, 0, 0, 0);
    if (throttled > 0) pulse.run(at, "rate_limit", 0, throttled, at, at + 840);
  }
  const started = first + 2 * QUARTER;
  db.prepare(
    "INSERT INTO _episode VALUES ('example.net', ?, ?, 'rate_limit', ?, 0.5, 100, 50, 10)",
  ).run(started + 120, started + lasting * QUARTER, started);
  const remote = { host: "mx.example.net", ip: "192.0.2.9", provider: "example.net" };
  seeder.attempt(first + 20 * QUARTER, seeder.writer(), seeder.remote(remote), { delivered: 1 });
  const { episodes } = askEpisodes(db, { ...OPTIONS, now: WEEK_END * 1000 });
  const [row] = episodes;
  if (row === undefined) throw new Error("no episode");
  return { db, row };
}

describe("how fast a provider took mail around an episode", () => {
  test.each<[string, readonly Quarter[], Partial<EpisodeRow>]>([
    [
      "what was throttled before is not taken, and what the quarter of the beginning took is not before",
      [
        [300, 0],
        [320, 20],
        [200, 90],
        [200, 90],
        [150, 0],
        [300, 0],
      ],
      { takenBefore: 20, takenAfter: 10, recoverySeconds: 2 * QUARTER },
    ],
    [
      "the very next quarter takes as many",
      [null, [150, 0], [200, 90], [200, 90], [151, 0]],
      { takenBefore: 10, takenAfter: 10.1, recoverySeconds: QUARTER },
    ],
    [
      "nothing is known of before",
      [[300, 0], null, [200, 90], [200, 90], [150, 0]],
      { takenBefore: null, takenAfter: 10, recoverySeconds: null },
    ],
    [
      "as many as before come only after 75 minutes",
      [null, [300, 0], [9, 8], [9, 8], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [300, 0]],
      { takenBefore: 20, takenAfter: 0.1, recoverySeconds: null },
    ],
    [
      "the fifth quarter takes as many",
      [null, [300, 0], [9, 8], [9, 8], [1, 0], null, null, null, [300, 0]],
      { takenBefore: 20, takenAfter: 0.1, recoverySeconds: 5 * QUARTER },
    ],
  ])("%s", (_, quarters, expected) => {
    expect(courseOf(quarters).row).toMatchObject(expected);
  });

  test("an episode that is still open has nothing behind it", () => {
    const quarters: readonly Quarter[] = [null, [300, 0], [200, 90], [200, 90], [300, 0]];
    const { row } = courseOf(quarters, 18);
    expect(row).toMatchObject({
      ...{ endedAt: null, takenBefore: 20, takenAfter: null, recoverySeconds: null },
    });
  });

  test("stands in the list of the page, of the text and of the table", () => {
    const { db } = courseOf([null, [300, 0], [200, 90], [200, 90], [150, 0], [300, 0]]);
    const model = buildReport(db, OPTIONS);
    expect(renderReport(model, "html", LOOK)).toContain(
      '<td class="n" data-label="Taken">20 → 10<br><span class="note">again in 30 min</span><td class="evidence">',
    );
    expect(renderReport(model, "text", LOOK)).toMatch(
      /example\.net: rate limit .*\n {2}took 20 a minute before, 10 after; as many again in 30 min\n/u,
    );
    const answer = askEpisodes(db, { ...OPTIONS, now: WEEK_END * 1000 });
    expect(renderEpisodes(answer, "csv", LOOK)).toMatch(
      /,takenBefore,takenAfter,recoverySeconds\r\n.*,20,10,1800\r\n/u,
    );
  });
});
