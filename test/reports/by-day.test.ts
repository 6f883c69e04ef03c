import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { topQueryRows } from "../../reports/queries/top.ts";
import type { TopKey } from "../../reports/render/top.ts";
import { rows } from "../support/content.ts";
import { expectAsPrinted, scopesOver } from "./printed.ts";
import { databaseOf, someCounts, someWindow } from "./random-counts.ts";

const scopes = scopesOver(someWindow);

const RUNS = { numRuns: 60 };

describe("what is read by number and by day is what the printed statements say", () => {
  test("over time, by whom, why, and how late", () => {
    fc.assert(
      fc.property(someCounts, scopes, (counts, scope) => {
        const db = databaseOf(counts);
        expectAsPrinted(db, scope);
        db.close();
      }),
      RUNS,
    );
  });

  const KEYS: Readonly<Record<TopKey, string>> = {
    provider: "provider",
    host: "remote_host",
    ip: "remote_ip",
    code: "code",
    enhanced: "enhanced",
    cause: "cause",
    "log-host": "log_host",
    service: "service",
  };

  /** The plain way: by name, from the counts themselves. */
  const plain = (by: TopKey) => {
    const isReply = by === "code" || by === "enhanced" || by === "cause";
    const mine = isReply ? "" : `AND a.${KEYS[by]} IS d.${KEYS[by]}`;
    return `
      SELECT
        CAST(${KEYS[by]} AS TEXT) AS key, sum(recipients) AS recipients, sum(replies) AS replies,
        sum(withheld) AS withheld, sum(shadowed) AS shadowed,
        (SELECT coalesce(sum(attempts), 0) FROM attempt AS a
         WHERE a.bucket >= :from AND a.bucket < :until AND a.provider <> 'local' ${mine}) AS attempts
      FROM deferral AS d
      WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
        AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
      GROUP BY ${KEYS[by]}
      ORDER BY sum(recipients) DESC, sum(replies) DESC, sum(withheld) DESC, ${KEYS[by]}
      LIMIT 3
    `;
  };

  test.each(Object.keys(KEYS) as TopKey[])("the top by %s", (by) => {
    fc.assert(
      fc.property(someCounts, scopes, (counts, scope) => {
        const db = databaseOf(counts);
        expect(topQueryRows(db, { ...scope, by, limit: 3 })).toEqual(
          db.prepare(plain(by)).all(scope),
        );
        db.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** The roll-ups as they were first written: by name, from the counts themselves. */
const FIRST_VIEWS = [
  ...readFileSync("src/store/migrations/001-foundation.sql", "utf8").matchAll(
    /^CREATE VIEW throttle_by_[^;]+;/gmu,
  ),
].map(([view]) => view.replaceAll("throttle_by_", "first_throttle_by_"));

describe("the roll-ups say what they said before there were totals by day", () => {
  test.each(["host", "provider", "code", "cause", "hour", "day"])("throttle_by_%s", (key) => {
    expect(FIRST_VIEWS).toHaveLength(6);
    fc.assert(
      fc.property(someCounts, (counts) => {
        const db = databaseOf(counts);
        for (const view of FIRST_VIEWS) db.exec(view);
        expect(rows(db, `SELECT * FROM throttle_by_${key}`)).toEqual(
          rows(db, `SELECT * FROM first_throttle_by_${key}`),
        );
        db.close();
      }),
      { numRuns: 25 },
    );
  });
});
