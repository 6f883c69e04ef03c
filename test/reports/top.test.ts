import { describe, expect, test } from "vitest";
import { renderTop, type TopKey, topRows } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";

const db = busyWeek();
const WINDOW = { from: null, until: null, codes: [[421, 421]] as const, limit: 100 };
const LOOK = { columns: 80, colour: false };

function one(sql: string): number {
  return db.prepare(sql).pluck().get() as number;
}

const TOTAL = one("SELECT sum(recipients) FROM throttle_by_day");
const ATTEMPTS = one("SELECT sum(attempts) FROM throttle_by_day");
const KEYS: readonly TopKey[] = [
  "provider",
  "host",
  "ip",
  "code",
  "enhanced",
  "cause",
  "log-host",
  "service",
];

describe("top", () => {
  test.each(KEYS)("by %s adds up to the views", (by) => {
    const rows = topRows(db, { ...WINDOW, by });
    expect(rows.reduce((sum, row) => sum + row.recipients, 0)).toBe(TOTAL);
    expect([...rows].sort((a, b) => b.recipients - a.recipients)).toEqual(rows);
  });

  test.each(["code", "enhanced", "cause"] as const)(
    "by %s measures against every attempt",
    (by) => {
      for (const row of topRows(db, { ...WINDOW, by })) expect(row.attempts).toBe(ATTEMPTS);
    },
  );

  test.each(["log-host", "service"] as const)("by %s has attempts of its own", (by) => {
    const rows = topRows(db, { ...WINDOW, by });
    expect(rows).toHaveLength(2);
    expect(rows.reduce((sum, row) => sum + row.attempts, 0)).toBe(ATTEMPTS);
  });

  test("by host agrees with its view", () => {
    const [row] = topRows(db, { ...WINDOW, by: "host", limit: 1 });
    expect(row).toMatchObject(
      db
        .prepare(
          "SELECT remote_host AS key, recipients, replies, withheld, shadowed, attempts, rate FROM throttle_by_host LIMIT 1",
        )
        .get() as object,
    );
  });

  test("a reply without an enhanced code has a dash as key", () => {
    const keys = topRows(db, { ...WINDOW, by: "enhanced" }).map((row) => row.key);
    expect(keys).toEqual(["4.7.28", "4.7.0", "4.7.26", "–", "4.3.2"]);
  });

  test("is a table, one document, or one object per line", () => {
    const rows = topRows(db, { ...WINDOW, by: "provider", limit: 2 });
    expect(renderTop(rows, "provider", "text", LOOK).split("\n")[0]).toMatch(
      /^provider +recipients +replies +withheld +shadowed +attempts +rate$/u,
    );
    expect(JSON.parse(renderTop(rows, "provider", "json", LOOK))).toEqual({
      schema: "smtp-analyze/top/1",
      by: "provider",
      rows,
    });
    const lines = renderTop(rows, "provider", "jsonl", LOOK).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      rows.map((row) => ({ by: "provider", ...row })),
    );
    expect(renderTop(rows, "provider", "csv", LOOK).split("\r\n")[0]).toBe(
      "provider,recipients,replies,withheld,shadowed,attempts,rate",
    );
  });

  test("nothing to show is said", () => {
    expect(renderTop([], "host", "text", LOOK)).toBe("no throttled recipient in this window\n");
  });
});
