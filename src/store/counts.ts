import { DELAY_BANDS } from "../domain/delay-band.ts";
import type { Cell, Delta } from "../tally/cells.ts";
import { type AddRow, createBulkInsert } from "./bulk-insert.ts";
import type { Database } from "./database.ts";
import type { Dimensions } from "./dimensions.ts";

const DEFERRAL = {
  insert: `
    INSERT INTO _deferral (bucket, bucket_seconds, writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed)
  `,
  row: "(?, 60, ?, ?, ?, ?, ?, ?, ?)",
  conflict: `
    ON CONFLICT DO UPDATE SET
      recipients = recipients + excluded.recipients,
      replies = replies + excluded.replies,
      withheld = withheld + excluded.withheld,
      shadowed = shadowed + excluded.shadowed
  `,
} as const;

/** The columns of _attempt, and of its days, that are added up: what became of the tries, then the delay bands in order. */
export const ATTEMPT_COUNTS: readonly string[] = [
  "delivered",
  "deferred",
  "bounced",
  "lost",
  "unreachable",
  ...DELAY_BANDS.map((bound) => `delay_${bound}`),
  "delay_longer",
];

const ATTEMPT = {
  insert: "INSERT INTO _attempt (bucket, bucket_seconds, writer_id, remote_id, COUNTS)".replace(
    "COUNTS",
    ATTEMPT_COUNTS.join(", "),
  ),
  row: `(?, 60, ?, ?${", ?".repeat(ATTEMPT_COUNTS.length)})`,
  conflict: `ON CONFLICT DO UPDATE SET ${ATTEMPT_COUNTS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`,
} as const;

const DESTINATION = `
  INSERT INTO _destination (day, domain, provider, recipients, withheld, last_refused_at)
  VALUES (:day, :domain, :provider, :recipients, :withheld, nullif(:lastAt, 0))
  ON CONFLICT DO UPDATE SET
    recipients = recipients + excluded.recipients,
    withheld = withheld + excluded.withheld,
    last_refused_at = nullif(max(coalesce(last_refused_at, 0), coalesce(excluded.last_refused_at, 0)), 0)
`;

/** Adds what was counted to what is stored. Call inside the transaction that moves the positions. */
export type WriteCounts = (delta: Delta) => void;

export function createCountWriter(db: Database, ids: Dimensions): WriteCounts {
  const deferrals = createBulkInsert(db, DEFERRAL);
  const destination = db.prepare(DESTINATION);
  const attempts = createBulkInsert(db, ATTEMPT);

  function addDeferrals(cell: Cell, writer: number, remote: number): void {
    for (const { meaning, recipients, replies, withheld, shadowed } of cell.deferrals) {
      if (recipients + replies + withheld + shadowed === 0) continue;
      const reply = ids.reply(meaning, cell.bucket);
      const counts = [recipients, replies, withheld, shadowed];
      deferrals.add([cell.bucket, writer, remote, reply, ...counts]);
    }
  }

  return ({ cells, destinations }) => {
    for (const cell of cells) {
      const writer = ids.writer(cell.writer);
      const remote = ids.remote(cell.remote);
      addAttempt(cell, writer, remote, attempts);
      addDeferrals(cell, writer, remote);
    }
    deferrals.flush();
    attempts.flush();
    for (const cell of destinations) destination.run(cell);
    ids.noteSeen();
  };
}

/** A cell in which nothing was tried has no row. */
function addAttempt(cell: Cell, writer: number, remote: number, attempts: AddRow): void {
  const { bucket, delivered, deferred, bounced, lost, unreachable } = cell;
  if (delivered + deferred + bounced + lost + unreachable === 0) return;
  const inBand = new Array<number>(DELAY_BANDS.length + 1).fill(0);
  for (const band of cell.bands) inBand[band] = (inBand[band] ?? 0) + 1;
  attempts.add([
    bucket,
    writer,
    remote,
    delivered,
    deferred,
    bounced,
    lost,
    unreachable,
    ...inBand,
  ]);
}
