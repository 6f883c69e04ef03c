import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Writer } from "../../src/domain/log-record.ts";
import type { Meaning } from "../../src/meaning/understand.ts";
import { connect, type Database } from "../../src/store/database.ts";
import { keepingEpisodes } from "../../src/store/episodes.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { type Cell, emptyCell } from "../../src/tally/cells.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { NOTHING_NEW } from "../support/commit.ts";
import { rows } from "../support/content.ts";

/** 20 November 2026, midnight UTC. */
const MIDNIGHT = 1_795_132_800;
const WRITER: Writer = {
  mta: "postfix",
  logHost: "mx1",
  service: "postfix/smtp",
  instance: "postfix",
  daemon: "smtp",
};
const REMOTES = [
  { name: "mx.example.net", ip: "192.0.2.1" },
  { name: "mta5.am0.yahoodns.net", ip: "192.0.2.2" },
] as const;

/** One minute of one remote host: what was delivered, and what was throttled. */
type Minute = {
  readonly minute: number;
  readonly remote: number;
  readonly delivered: number;
  readonly throttled: number;
  readonly cause: "rate_limit" | "greylist";
};

const MEANINGS: Readonly<Record<Minute["cause"], Meaning>> = {
  rate_limit: meaning("rate_limit"),
  greylist: meaning("greylist"),
};

function meaning(cause: Minute["cause"]): Meaning {
  return {
    provider: "example.net",
    code: 421,
    enhanced: "4.7.0",
    dsn: "4.7.0",
    stage: "rcpt",
    fingerprint: cause,
    sample: cause,
    cause,
    rule: "",
  };
}

function cellOf({ minute, remote, delivered, throttled, cause }: Minute): Cell {
  const cell = emptyCell(MIDNIGHT + minute * 60, WRITER, REMOTES[remote] ?? null);
  cell.delivered = delivered;
  cell.deferred = throttled;
  const counts = { recipients: throttled, replies: throttled, withheld: 0, shadowed: 0 };
  cell.deferrals.push({ meaning: MEANINGS[cause], ...counts });
  return cell;
}

/** Counts the commits one after the other; `often` works the episodes out after each, else once at the end. */
function filled(commits: readonly (readonly Minute[])[], often: boolean): Database {
  const db = openDatabase(":memory:");
  let clock = 0;
  const { keep, refresh } = keepingEpisodes(db, createKeep(db, new InFlight()), () => {
    clock += often ? 60_000 : 0;
    return clock;
  });
  for (const commit of commits) {
    keep({ ...NOTHING_NEW, delta: { ...NOTHING_NEW.delta, cells: commit.map(cellOf) } });
  }
  refresh();
  return db;
}

const episodes = (db: Database): unknown[] =>
  rows(db, "SELECT * FROM episode ORDER BY provider, started_at");

const STORM: readonly Minute[] = Array.from({ length: 90 }, (_, minute) => ({
  minute: 160 + minute,
  remote: 0,
  delivered: 5,
  throttled: minute === 50 ? 10 : 5,
  cause: "rate_limit",
}));

describe("the view episode", () => {
  test("tells when, how badly and why", () => {
    const later: Minute = { ...(STORM[0] as Minute), minute: 400, throttled: 0 };
    expect(episodes(filled([STORM, [later]], false))).toEqual([
      {
        provider: "example.net",
        cause: "rate_limit",
        started_at: "2026-11-20T02:40:00Z",
        ended_at: "2026-11-20T04:10:00Z",
        last_at: "2026-11-20T04:10:00Z",
        peak_at: "2026-11-20T03:30:00Z",
        peak_rate: 80 / 155,
        attempts: 905,
        recipients: 455,
        replies: 455,
        taken_before: null,
        taken_after: null,
        recovery_seconds: null,
      },
    ]);
  });

  test("leaves the end open until an hour of log has been quiet", () => {
    const until = (minute: number): unknown =>
      rows(
        filled([STORM, [{ ...(STORM[0] as Minute), minute, throttled: 0 }]], false),
        "SELECT ended_at FROM episode",
      );
    expect(until(309)).toEqual([{ ended_at: null }]);
    expect(until(310)).toEqual([{ ended_at: "2026-11-20T04:10:00Z" }]);
  });

  test("is the same whatever the order of the counts and however often it is worked out", () => {
    const minute = fc.record<Minute>({
      minute: fc.integer({ min: 0, max: 300 }),
      remote: fc.integer({ min: 0, max: 1 }),
      delivered: fc.integer({ min: 0, max: 40 }),
      throttled: fc.integer({ min: 0, max: 6 }),
      cause: fc.constantFrom("rate_limit", "greylist"),
    });
    const commits = fc.array(fc.array(minute, { maxLength: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(commits, (all) => {
        const inOrder = all.flat().sort((a, b) => a.minute - b.minute);
        expect(episodes(filled(all, true))).toEqual(episodes(filled([inOrder], false)));
      }),
      { numRuns: 60 },
    );
  });
});

test("a database from before there were episodes gets them from its counts", () => {
  const old = connect(":memory:", "write");
  const foundation = createRequire(import.meta.url).resolve("#migrations/001-foundation.sql");
  old.exec(readFileSync(foundation, "utf8"));
  old.pragma("user_version = 1");
  const now = filled([STORM], false);
  for (const table of ["_writer", "_remote", "_reply", "_deferral", "_attempt"]) {
    const columns = old.pragma(`table_info(${table})`) as { readonly name: string }[];
    const names = columns.map(({ name }) => name);
    const insert = old.prepare(
      `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
    );
    for (const row of rows(now, `SELECT ${names.join()} FROM ${table}`)) insert.run(row);
  }
  migrate(old);
  keepingEpisodes(old, createKeep(old, new InFlight()), () => 0).refresh();
  expect(episodes(old)).toEqual(episodes(now));
});
