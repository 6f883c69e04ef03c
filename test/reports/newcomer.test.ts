import { describe, expect, test } from "vitest";
import { askCompare } from "../../reports/answers/index.ts";
import { buildReport } from "../../reports/index.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";

const DAY = 86_400;
const PROVIDERS = 50;

/** The least of fifty that throttle on the first day is the worst on the second. */
const NEWCOMER = "p49.example";

function twoDays(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  db.transaction(() => {
    for (let place = 0; place < PROVIDERS; place++) {
      const provider = `p${String(place).padStart(2, "0")}.example`;
      const remote = seeder.remote({ provider, host: `mx.${provider}`, ip: `192.0.2.${place}` });
      const reply = seeder.reply({
        ...{ provider, code: 421, enhanced: "4.7.0", stage: "mail", rule: "" },
        ...{ fingerprint: "slow down", sample: "421 4.7.0 slow down", cause: "rate_limit" },
      });
      const [first, second] = provider === NEWCOMER ? [1, 50] : [2, 2];
      for (let hour = 0; hour < 48; hour++) {
        const deferred = hour < 24 ? first : second;
        const at = WEEK_START + hour * 3600;
        seeder.attempt(at, writer, remote, { delivered: 100 - deferred, deferred });
        seeder.deferral(at, writer, remote, reply, { recipients: deferred, replies: 1 });
      }
    }
  })();
  return db;
}

describe("a provider that was not among the biggest of the window before", () => {
  const db = twoDays();
  const second = { from: WEEK_START + DAY, until: WEEK_START + 2 * DAY };

  test("is compared by what it did then", () => {
    const { generatedAt: now, codes, zone } = OPTIONS;
    const around = { kind: "around", at: second.from, length: DAY } as const;
    const answer = askCompare(db, { from: null, until: null, now, codes, zone }, around);
    const [first] = "obstacle" in answer ? [] : answer.providers;
    expect(first).toMatchObject({
      provider: NEWCOMER,
      before: { recipients: 24, attempts: 2400 },
      after: { recipients: 1200, attempts: 2400 },
      direction: "worse",
    });
  });

  test("stands in the report with what it did then", () => {
    const { previous, who } = buildReport(db, { ...OPTIONS, ...second, previous: true });
    expect(who.rows).toHaveLength(40);
    expect(previous?.providers).toHaveLength(40);
    expect(previous?.providers[0]).toMatchObject({
      ...{ provider: NEWCOMER, recipients: 24, attempts: 2400, direction: "worse" },
    });
  });
});
