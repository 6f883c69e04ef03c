import type { Database, Scope } from "./ask.ts";
import type { RefusedRow } from "./flow.ts";
import { type Names, type RemoteName, type ReplyName, remoteNames, replyNames } from "./names.ts";
import { stretchesOf } from "./stretches.ts";

/** One reply of one address in a stretch of time: picture, "who" and "why" are all sums of these. */
const REFUSED_AT = `
  SELECT
    remote_id,
    reply_id,
    sum(recipients) AS recipients,
    sum(replies) AS replies,
    sum(withheld) AS withheld,
    sum(shadowed) AS shadowed,
    min(bucket) AS first_bucket,
    max(bucket) AS last_bucket
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until
  GROUP BY remote_id, reply_id
`;

/** Not grouped: the rows of a day are about as many as its groups, and sorting them would cost more than adding them up. */
const REFUSED_IN_DAYS = `
  SELECT remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
  FROM deferral_day
  WHERE day >= :from AND day < :until
`;

/** The columns of both, as arrays: of half a million rows, making objects would be most of the work. */
type RefusedAt = readonly [
  remote: number,
  reply: number,
  recipients: number,
  replies: number,
  withheld: number,
  shadowed: number,
  first: number,
  last: number,
];

/** What one address said, in one way, inside the lens and the window. */
export type Said = {
  readonly remote: RemoteName;
  readonly reply: ReplyName;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly first_bucket: number;
  readonly last_bucket: number;
};

type Refused = { readonly rows: readonly RefusedRow[]; readonly said: readonly Said[] };

type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

/** One reply of one address: the row of the picture it goes to now, and its sum over the window. */
type Place = {
  readonly remote: RemoteName;
  readonly reply: ReplyName;
  readonly inside: boolean;
  readonly throttling: boolean;
  row: Writable<RefusedRow> | null;
  sum: Writable<Said> | null;
};

function noRefusals(start: number, provider: string): Writable<RefusedRow> {
  return {
    start,
    provider,
    ...{ recipients: 0, replies: 0, withheld: 0, shadowed: 0 },
    ...{ cause_recipients: 0, cause_replies: 0, cause_withheld: 0, cause_shadowed: 0 },
    ...{ all_recipients: 0, all_replies: 0, all_withheld: 0, all_shadowed: 0 },
  };
}

function addToRow(row: Writable<RefusedRow>, place: Place, counts: RefusedAt): void {
  const { 2: recipients, 3: replies, 4: withheld, 5: shadowed } = counts;
  row.all_recipients += recipients;
  row.all_replies += replies;
  row.all_withheld += withheld;
  row.all_shadowed += shadowed;
  if (place.throttling) {
    row.cause_recipients += recipients;
    row.cause_replies += replies;
    row.cause_withheld += withheld;
    row.cause_shadowed += shadowed;
  }
  if (!place.inside) return;
  row.recipients += recipients;
  row.replies += replies;
  row.withheld += withheld;
  row.shadowed += shadowed;
}

function addToSum(place: Place, counts: RefusedAt): void {
  const { 2: recipients, 3: replies, 4: withheld, 5: shadowed, 6: first, 7: last } = counts;
  const { sum, remote, reply } = place;
  if (sum === null) {
    const counted = { remote, reply, recipients, replies, withheld, shadowed };
    place.sum = Object.assign(counted, { first_bucket: first, last_bucket: last });
    return;
  }
  sum.recipients += recipients;
  sum.replies += replies;
  sum.withheld += withheld;
  sum.shadowed += shadowed;
  sum.first_bucket = Math.min(sum.first_bucket, first);
  sum.last_bucket = Math.max(sum.last_bucket, last);
}

/** Row ids are far below 2^26, so that two of them fit into one exact number. */
const IDS = 2 ** 26;

type PlaceOf = (remote: number, reply: number) => Place;

/** Looks a reply and an address up once, however many rows they have. */
function placesIn(
  scope: Scope,
  remotes: Names<RemoteName>,
  replies: Names<ReplyName>,
): { readonly of: PlaceOf; readonly all: () => readonly Place[] } {
  const codes = new Set<number | null>(JSON.parse(scope.codes) as number[]);
  const causes = new Set(JSON.parse(scope.causes) as string[]);
  const throttling = new Set(JSON.parse(scope.throttling) as string[]);
  const places = new Map<number, Place>();
  return {
    of(remoteId, replyId) {
      const key = remoteId * IDS + replyId;
      const known = places.get(key);
      if (known !== undefined) return known;
      const reply = replies(replyId);
      const place: Place = {
        remote: remotes(remoteId),
        reply,
        inside: codes.has(reply.code) || causes.has(reply.cause),
        throttling: throttling.has(reply.cause),
        row: null,
        sum: null,
      };
      places.set(key, place);
      return place;
    },
    all: () => [...places.values()],
  };
}

type Rows = Map<string, Writable<RefusedRow>>;

/** Adds one count to the row of its bucket, and to its sum over the window where it is inside the lens. */
function add(place: Place, counts: RefusedAt, start: number, rows: Rows): void {
  if (place.row?.start !== start) place.row = rowIn(rows, start, place.remote.provider);
  addToRow(place.row, place, counts);
  if (place.inside) addToSum(place, counts);
}

/** Reads the refusals once, for all questions. Every refusal counts once: inside the lens or not, for a throttling cause or not. */
export function refusedIn(db: Database, scope: Scope): Refused {
  const parts = db.prepare<object, RefusedAt>(REFUSED_AT).raw();
  const days = db.prepare<object, RefusedAt>(REFUSED_IN_DAYS).raw();
  const places = placesIn(scope, remoteNames(db), replyNames(db));
  const buckets = new Map<number, Rows>();
  for (const { start, from, until, wholeDays } of stretchesOf(scope)) {
    const rows: Rows = buckets.get(start) ?? new Map();
    buckets.set(start, rows);
    for (const counts of (wholeDays ? days : parts).all({ from, until }))
      add(places.of(counts[0], counts[1]), counts, start, rows);
  }
  return {
    rows: [...buckets.values()].flatMap((rows) => [...rows.values()]),
    said: places.all().flatMap(({ sum }) => (sum === null ? [] : [sum])),
  };
}

function rowIn(rows: Rows, start: number, provider: string): Writable<RefusedRow> {
  const row = rows.get(provider) ?? noRefusals(start, provider);
  rows.set(provider, row);
  return row;
}
