import { DELAY_BANDS } from "../domain/delay-band.ts";
import { DAY } from "../domain/time.ts";
import { type Cell, cellAt, type Delta } from "../tally/cells.ts";
import { ATTEMPT_COUNTS } from "./counts.ts";
import type { Database } from "./database.ts";
import type { Dimensions } from "./dimensions.ts";

const OUTCOMES = ATTEMPT_COUNTS.length - DELAY_BANDS.length - 1;

const ATTEMPT = `
  INSERT INTO _attempt_day (day, writer_id, remote_id, SUMS)
  VALUES (?, ?, ?, VALUES)
  ON CONFLICT DO UPDATE SET ADDED
`
  .replace("VALUES)", `${ATTEMPT_COUNTS.map(() => "?")})`)
  .replace(
    "ADDED",
    ATTEMPT_COUNTS.map((column) => `${column} = ${column} + excluded.${column}`).join(", "),
  )
  .replace("SUMS", ATTEMPT_COUNTS.join(", "));

const DEFERRAL = `
  INSERT INTO _deferral_day (day, writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    recipients = recipients + excluded.recipients,
    replies = replies + excluded.replies,
    withheld = withheld + excluded.withheld,
    shadowed = shadowed + excluded.shadowed,
    first_bucket = min(first_bucket, excluded.first_bucket),
    last_bucket = max(last_bucket, excluded.last_bucket)
`;

type Said = {
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
  first: number;
  last: number;
};

/** One day of one writer and remote host. `sums` follow `ATTEMPT_COUNTS`. */
type DayCell = {
  readonly day: number;
  readonly writer: number;
  readonly remote: number;
  readonly sums: number[];
  readonly said: Map<number, Said>;
};

/** Adds what was counted to the totals by day. Call inside the transaction that adds the counts. */
export type WriteDays = (cells: Delta["cells"]) => void;

/** A commit has many minutes of a day and host: they are added up here, which is cheaper than in a row of SQLite. */
export function createDayWriter(db: Database, ids: Dimensions): WriteDays {
  const attempt = db.prepare(ATTEMPT);
  const deferral = db.prepare(DEFERRAL);
  return (cells) => {
    for (const { day, writer, remote, sums, said } of daysOf(cells, ids)) {
      if (sums.some((sum) => sum > 0)) attempt.run(day, writer, remote, ...sums);
      for (const [reply, { recipients, replies, withheld, shadowed, first, last }] of said) {
        const counts = [recipients, replies, withheld, shadowed];
        deferral.run(day, writer, remote, reply, ...counts, first, last);
      }
    }
  };
}

/** Row ids are far below 2^26, so that two of them fit into one exact number. */
const IDS = 2 ** 26;

function daysOf(cells: Delta["cells"], ids: Dimensions): readonly DayCell[] {
  const days = new Map<number, Map<number, DayCell>>();
  for (const cell of cells) {
    const day = cell.bucket - (cell.bucket % DAY);
    const writer = ids.writer(cell.writer);
    const remote = ids.remote(cell.remote);
    const ofDay = cellAt(days, day, () => new Map<number, DayCell>());
    addCell(
      cellAt(ofDay, writer * IDS + remote, () => ({
        day,
        writer,
        remote,
        sums: ATTEMPT_COUNTS.map(() => 0),
        said: new Map(),
      })),
      cell,
      ids,
    );
  }
  return [...days.values()].flatMap((cellsOfDay) => [...cellsOfDay.values()]);
}

function addCell({ sums, said }: DayCell, cell: Readonly<Cell>, ids: Dimensions): void {
  const { bucket, delivered, deferred, bounced, lost, unreachable, bands, deferrals } = cell;
  const outcomes = [delivered, deferred, bounced, lost, unreachable];
  for (let place = 0; place < OUTCOMES; place++) {
    sums[place] = (sums[place] ?? 0) + (outcomes[place] ?? 0);
  }
  for (const band of bands) sums[OUTCOMES + band] = (sums[OUTCOMES + band] ?? 0) + 1;
  for (const { meaning, recipients, replies, withheld, shadowed } of deferrals) {
    if (recipients + replies + withheld + shadowed === 0) continue;
    const sum = cellAt(said, ids.reply(meaning, bucket), () => nothingSaid(bucket));
    sum.recipients += recipients;
    sum.replies += replies;
    sum.withheld += withheld;
    sum.shadowed += shadowed;
    sum.first = Math.min(sum.first, bucket);
    sum.last = Math.max(sum.last, bucket);
  }
}

function nothingSaid(bucket: number): Said {
  return { recipients: 0, replies: 0, withheld: 0, shadowed: 0, first: bucket, last: bucket };
}
