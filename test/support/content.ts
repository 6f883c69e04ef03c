import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { walk } from "./walk.ts";

/** The public views, all of them. */
export const VIEWS: readonly string[] = [
  "deferral",
  "attempt",
  "throttle_by_host",
  "throttle_by_provider",
  "throttle_by_code",
  "throttle_by_cause",
  "throttle_by_service",
  "throttle_by_sender",
  "sender",
  "throttle_by_hour",
  "throttle_by_day",
  "destination",
  "episode",
  "reply",
  "journey",
  "retry",
  "delivery",
  "inbound_refusal",
  "coverage",
  "issue",
  "unread_sample",
  "writer",
  "remote",
  "deferral_count",
  "attempt_count",
  "deferral_day",
  "attempt_day",
  "attempt_hour",
  "settled",
  "provider_attempt",
  "provider_deferral",
  "deferral_month",
  "attempt_month",
  "journey_ended",
  "journey_month",
  "journey_under_way",
  "retry_month",
  "sender_month",
  "taken",
];

/** The view that holds words of the program's and nothing that was read. */
export const ADVICE = "advice";

export const rows = (db: Database, sql: string): unknown[] => db.prepare(sql).all();
export const numbers = (db: Database, sql: string): unknown => db.prepare(sql).raw().get();

/** Views of numbers that a database gives as names come: reading in another order gives others. */
const NUMBERED = new Set([
  "writer",
  "remote",
  "deferral_count",
  "attempt_count",
  "deferral_day",
  "attempt_day",
  "attempt_hour",
  "deferral_month",
  "attempt_month",
]);

/** Everything public except the name of the source and row numbers: what must not change when a log is read otherwise. */
export function content(db: Database): unknown {
  const of = (view: string): unknown[] =>
    rows(db, `SELECT * FROM ${view}`)
      .map((row) => JSON.stringify({ ...(row as object), source: "", reply_id: 0 }))
      .sort();
  return VIEWS.filter((view) => !NUMBERED.has(view)).map((view) => [view, of(view)]);
}

export async function read(...names: readonly string[]): Promise<Database> {
  const db = openDatabase(":memory:");
  await walk(names, db);
  return db;
}
