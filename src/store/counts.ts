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

const ATTEMPT = {
  insert: `
    INSERT INTO _attempt (bucket, bucket_seconds, writer_id, remote_id, delivered, deferred, bounced, lost, unreachable, BAND)
  `,
  row: "(?, 60, ?, ?, ?, ?, ?, ?, ?, ?)",
  conflict: `
    ON CONFLICT DO UPDATE SET
      delivered = delivered + excluded.delivered,
      deferred = deferred + excluded.deferred,
      bounced = bounced + excluded.bounced,
      lost = lost + excluded.lost,
      unreachable = unreachable + excluded.unreachable,
      BAND = BAND + excluded.BAND
  `,
} as const;

/** The columns of _attempt that hold the delay bands, in order. */
const BANDS: readonly string[] = [...DELAY_BANDS.map((bound) => `delay_${bound}`), "delay_longer"];

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
  const attempts = BANDS.map((band) =>
    createBulkInsert(db, {
      insert: ATTEMPT.insert.replaceAll("BAND", band),
      row: ATTEMPT.row,
      conflict: ATTEMPT.conflict.replaceAll("BAND", band),
    }),
  );

  function addDeferrals(cell: Cell, writer: number, remote: number): void {
    for (const { meaning, recipients, replies, withheld, shadowed } of cell.deferrals) {
      if (recipients + replies + withheld + shadowed === 0) continue;
      const reply = ids.reply(meaning, cell.bucket);
      deferrals.add(cell.bucket, writer, remote, reply, recipients, replies, withheld, shadowed);
    }
  }

  return ({ cells, destinations }) => {
    for (const cell of cells) {
      const writer = ids.writer(cell.writer);
      const remote = ids.remote(cell.remote);
      addAttempts(cell, writer, remote, attempts);
      addDeferrals(cell, writer, remote);
    }
    deferrals.flush();
    for (const band of attempts) band.flush();
    for (const cell of destinations) destination.run(cell);
    ids.noteSeen();
  };
}

/**
 * One row per delay band that is not empty, the other counts with the first of them: most cells fill one band, and naming
 * that one alone costs a fraction of naming all eighteen. A cell in which nothing was tried has no row.
 */
function addAttempts(
  cell: Cell,
  writer: number,
  remote: number,
  attempts: readonly AddRow[],
): void {
  const { bucket, delivered, deferred, bounced, lost, unreachable } = cell;
  if (delivered + deferred + bounced + lost + unreachable === 0) return;
  const [first = 0, ...others] = new Set(cell.bands);
  const inBand = (band: number): number => cell.bands.filter((one) => one === band).length;
  attempts[first]?.add(
    bucket,
    writer,
    remote,
    delivered,
    deferred,
    bounced,
    lost,
    unreachable,
    inBand(first),
  );
  for (const band of others) {
    attempts[band]?.add(bucket, writer, remote, 0, 0, 0, 0, 0, inBand(band));
  }
}
