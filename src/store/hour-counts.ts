import { HOUR } from "../domain/time.ts";
import { cellAt, type Delta } from "../tally/cells.ts";
import { createBulkInsert } from "./bulk-insert.ts";
import type { Database } from "./database.ts";
import type { Dimensions } from "./dimensions.ts";

const ATTEMPT = {
  insert: `
    INSERT INTO _attempt_hour (hour, remote_id, delivered, deferred, bounced, lost, unreachable)
  `,
  row: "(?, ?, ?, ?, ?, ?, ?)",
  conflict: `
    ON CONFLICT DO UPDATE SET
      delivered = delivered + excluded.delivered,
      deferred = deferred + excluded.deferred,
      bounced = bounced + excluded.bounced,
      lost = lost + excluded.lost,
      unreachable = unreachable + excluded.unreachable
  `,
} as const;

/** A row of _attempt_hour. */
type Row = [
  hour: number,
  remote: number,
  delivered: number,
  deferred: number,
  bounced: number,
  lost: number,
  unreachable: number,
];

/** Adds attempts to the totals by hour. Call inside the transaction that adds the counts. */
export type WriteHours = (cells: Delta["cells"]) => void;

export function createHourWriter(db: Database, ids: Dimensions): WriteHours {
  const attempts = createBulkInsert(db, ATTEMPT);
  return (cells) => {
    for (const row of hoursOf(cells, ids)) attempts.add(row);
    attempts.flush();
  };
}

/** A commit has many minutes of an hour and host: they are added up here, which is cheaper than in a row of SQLite. */
function* hoursOf(cells: Delta["cells"], ids: Dimensions): Iterable<Row> {
  const hours = new Map<number, Map<number, Row>>();
  for (const { bucket, remote, delivered, deferred, bounced, lost, unreachable } of cells) {
    if (delivered + deferred + bounced + lost + unreachable === 0) continue;
    const hour = bucket - (bucket % HOUR);
    const id = ids.remote(remote);
    const ofHour = cellAt(hours, hour, () => new Map<number, Row>());
    const row = cellAt(ofHour, id, (): Row => [hour, id, 0, 0, 0, 0, 0]);
    row[2] += delivered;
    row[3] += deferred;
    row[4] += bounced;
    row[5] += lost;
    row[6] += unreachable;
  }
  for (const ofHour of hours.values()) yield* ofHour.values();
}
