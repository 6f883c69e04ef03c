import { DAY, HOUR } from "../../src/domain/time.ts";
import { type Database, listIn, rowsOf, type Scope } from "./ask.ts";
import type { TriedRow } from "./flow.ts";
import { type RemoteName, remoteNames } from "./names.ts";
import {
  type Grain,
  inMonths,
  readingOf,
  type Stretch,
  stretchesOf,
  wholeOf,
} from "./stretches.ts";
import type { Writable } from "./writable.ts";

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

/** A bucket of all providers is one row: tens of thousands of rows would cost more than what they hold. */
const SUMMED = `
  SELECT
    start,
    json_group_array(provider) AS providers,
    json_group_array(attempts) AS attempts,
    json_group_array(delivered) AS delivered,
    json_group_array(deferred) AS deferred,
    json_group_array(bounced) AS bounced,
    json_group_array(lost) AS lost,
    json_group_array(unreachable) AS unreachable
  FROM provider_attempt
  WHERE width = :width AND start >= :from AND start < :until
  GROUP BY start
`;

type SummedRow = { readonly start: number } & Readonly<
  Record<
    "providers" | "attempts" | "delivered" | "deferred" | "bounced" | "lost" | "unreachable",
    string
  >
>;

const ADDRESSES_AT = `
  SELECT remote_id, sum(attempts) AS attempts
  FROM attempt_count
  WHERE bucket >= :from AND bucket < :until
  GROUP BY remote_id
`;

const ADDRESSES_IN_DAYS = `
  SELECT remote_id, sum(attempts) AS attempts
  FROM attempt_day
  WHERE day >= :from AND day < :until
  GROUP BY remote_id
`;

const ADDRESSES: Readonly<Record<Grain, string>> = {
  parts: ADDRESSES_AT,
  days: ADDRESSES_IN_DAYS,
  months: inMonths(ADDRESSES_IN_DAYS),
};

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

function noTries(start: number, provider: string): Writable<TriedRow> {
  return {
    start,
    provider,
    attempts: 0,
    delivered: 0,
    deferred: 0,
    bounced: 0,
    lost: 0,
    unreachable: 0,
  };
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

  return ({ from, until, grain }) => {
    if (grain === "days") return days.all({ from, until });
    const first = Math.ceil(from / HOUR) * HOUR;
    const last = Math.floor(until / HOUR) * HOUR;
    if (first >= last || isByDay(from) || isByDay(until - 1)) return minutesIn(from, until);
    const rest = [...minutesIn(from, first), ...minutesIn(last, until)];
    return [...hours.all({ from: first, until: last }), ...rest];
  };
}

/** Attempts by address, as they grow. */
type Addresses = Map<number, number>;

/** Adds the attempts of a stretch of time to those by address. */
function addSpan(db: Database, span: Pick<Scope, "from" | "until">, addresses: Addresses): void {
  for (const { from, until, grain } of wholeOf(db, span)) {
    const rows = db.prepare<object, readonly [number, number]>(ADDRESSES[grain]).raw();
    for (const [remote, attempts] of rows.all({ from, until }))
      addresses.set(remote, (addresses.get(remote) ?? 0) + attempts);
  }
}

/** Rows of a picture by bucket and provider. */
function createPicture() {
  const buckets = new Map<number, Map<string, Writable<TriedRow>>>();
  return {
    rowAt(start: number, provider: string): Writable<TriedRow> {
      const rows = buckets.get(start) ?? new Map<string, Writable<TriedRow>>();
      if (rows.size === 0) buckets.set(start, rows);
      const row = rows.get(provider) ?? noTries(start, provider);
      rows.set(provider, row);
      return row;
    },
    all: (): readonly TriedRow[] => [...buckets.values()].flatMap((rows) => [...rows.values()]),
  };
}

type Picture = ReturnType<typeof createPicture>;

/** Adds what was added up by hour or day and provider. */
function addSummed(picture: Picture, row: SummedRow, start: number): void {
  const attempts = listIn<number>(row.attempts);
  const delivered = listIn<number>(row.delivered);
  const deferred = listIn<number>(row.deferred);
  const bounced = listIn<number>(row.bounced);
  const lost = listIn<number>(row.lost);
  const unreachable = listIn<number>(row.unreachable);
  for (const [place, provider] of listIn<string>(row.providers).entries()) {
    const sum = picture.rowAt(start, provider);
    sum.attempts += attempts[place] ?? 0;
    sum.delivered += delivered[place] ?? 0;
    sum.deferred += deferred[place] ?? 0;
    sum.bounced += bounced[place] ?? 0;
    sum.lost += lost[place] ?? 0;
    sum.unreachable += unreachable[place] ?? 0;
  }
}

/** Reads the rows of the picture, and the attempts by address where somebody asks for those too. */
function pictureOf(db: Database, scope: Scope, addresses: Addresses | null): readonly TriedRow[] {
  const nameOf = remoteNames(db);
  const triesIn = createReader(db);
  const picture = createPicture();
  const { width, sums, rest } = readingOf(db, scope);
  for (const { from, until } of sums) {
    for (const row of rowsOf<SummedRow>(db, SUMMED, { width, from, until }))
      addSummed(picture, row, row.start - (row.start % scope.width));
    if (addresses !== null) addSpan(db, { from, until }, addresses);
  }
  for (const stretch of rest.flatMap((span) => [...stretchesOf(span, scope.width)]))
    for (const row of triesIn(stretch)) {
      addTries(picture.rowAt(stretch.start, nameOf(row[0]).provider), row);
      addresses?.set(row[0], (addresses.get(row[0]) ?? 0) + row[1]);
    }
  return picture.all();
}

/** Reads the attempts once, for both questions: how much over time, and how much at which address? */
export function triedIn(db: Database, scope: Scope): Tried {
  const nameOf = remoteNames(db);
  const addresses: Addresses = new Map();
  const rows = pictureOf(db, scope, addresses);
  return {
    rows,
    addresses: [...addresses].map(([id, attempts]) => ({ remote: nameOf(id), attempts })),
  };
}

/** How much over time, alone. */
export function triedRows(db: Database, scope: Scope): readonly TriedRow[] {
  return pictureOf(db, scope, null);
}
