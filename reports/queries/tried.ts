import type { Database, Scope } from "./ask.ts";
import type { TriedRow } from "./flow.ts";
import { type RemoteName, remoteNames } from "./names.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";

/** One address in a stretch of time: the rows of the picture and of "who" are both sums of these. */
const TRIED_AT = `
  SELECT
    remote_id,
    sum(attempts) AS attempts,
    sum(delivered) AS delivered,
    sum(deferred) AS deferred,
    sum(bounced) AS bounced,
    sum(lost) AS lost,
    sum(unreachable) AS unreachable
  FROM attempt_count
  WHERE bucket >= :from AND bucket < :until
  GROUP BY remote_id
`;

/** The same by the hour, of which a day has far fewer than minutes. */
const TRIED_IN_HOURS = `
  SELECT remote_id, attempts, delivered, deferred, bounced, lost, unreachable
  FROM attempt_hour
  WHERE hour >= :from AND hour < :until
`;

/** Not grouped, as those by the hour: the rows of a day are about as many as its groups, and sorting them would cost more than adding them up. */
const TRIED_IN_DAYS = `
  SELECT remote_id, attempts, delivered, deferred, bounced, lost, unreachable
  FROM attempt_day
  WHERE day >= :from AND day < :until
`;

/** The columns of both, as arrays: of a year of rows, making objects would be most of the work. */
type TriedAt = readonly [
  remote: number,
  attempts: number,
  delivered: number,
  deferred: number,
  bounced: number,
  lost: number,
  unreachable: number,
];

/** Attempts at one address over the whole window. */
export type TriedAddress = { readonly remote: RemoteName; readonly attempts: number };

type Tried = {
  readonly rows: readonly TriedRow[];
  readonly addresses: readonly TriedAddress[];
};

type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

function noTries(start: number, provider: string): Writable<TriedRow> {
  const outcomes = { delivered: 0, deferred: 0, bounced: 0, lost: 0, unreachable: 0 };
  return { start, provider, attempts: 0, ...outcomes };
}

function addTries(sum: Writable<TriedRow>, row: TriedAt): void {
  sum.attempts += row[1];
  sum.delivered += row[2];
  sum.deferred += row[3];
  sum.bounced += row[4];
  sum.lost += row[5];
  sum.unreachable += row[6];
}

/** A day that was compacted stands whole in its first bucket, its refusals too: hours would tell of attempts where those do not. */
const WIDEST = `
  SELECT max(bucket_seconds)
  FROM attempt_count
  WHERE bucket = :day
`;

const HOUR = 3600;
const DAY = 86_400;

/** Reads what was tried in a stretch of time from the widest counts that fit into it. */
function createReader(db: Database): (stretch: Stretch) => readonly TriedAt[] {
  const minutes = db.prepare<object, TriedAt>(TRIED_AT).raw();
  const hours = db.prepare<object, TriedAt>(TRIED_IN_HOURS).raw();
  const days = db.prepare<object, TriedAt>(TRIED_IN_DAYS).raw();
  const widest = db.prepare<object, number | null>(WIDEST).pluck();
  const widths = new Map<number, boolean>();

  function isByDay(at: number): boolean {
    const day = at - (at % DAY);
    const known = widths.get(day) ?? widest.get({ day }) === DAY;
    widths.set(day, known);
    return known;
  }

  function minutesIn(from: number, until: number): readonly TriedAt[] {
    return from < until ? minutes.all({ from, until }) : [];
  }

  return ({ from, until, wholeDays }) => {
    if (wholeDays) return days.all({ from, until });
    const first = Math.ceil(from / HOUR) * HOUR;
    const last = Math.floor(until / HOUR) * HOUR;
    if (first >= last || isByDay(from) || isByDay(until - 1)) return minutesIn(from, until);
    const rest = [...minutesIn(from, first), ...minutesIn(last, until)];
    return [...hours.all({ from: first, until: last }), ...rest];
  };
}

/** Reads the attempts once, for both questions: how much over time, and how much at which address? */
export function triedIn(db: Database, scope: Scope): Tried {
  const nameOf = remoteNames(db);
  const triesIn = createReader(db);
  const buckets = new Map<number, Map<string, Writable<TriedRow>>>();
  const addresses = new Map<number, number>();
  for (const stretch of stretchesOf(scope)) {
    const { start } = stretch;
    const bucket = buckets.get(start) ?? new Map<string, Writable<TriedRow>>();
    buckets.set(start, bucket);
    for (const row of triesIn(stretch)) {
      const [remote, attempts] = [row[0], row[1]];
      const { provider } = nameOf(remote);
      const sum = bucket.get(provider) ?? noTries(start, provider);
      bucket.set(provider, sum);
      addTries(sum, row);
      addresses.set(remote, (addresses.get(remote) ?? 0) + attempts);
    }
  }
  return {
    rows: [...buckets.values()].flatMap((bucket) => [...bucket.values()]),
    addresses: [...addresses].map(([id, attempts]) => ({ remote: nameOf(id), attempts })),
  };
}
