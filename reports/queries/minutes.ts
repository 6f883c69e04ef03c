import { type Database, listIn, rowsOf } from "./ask.ts";
import type { HighestRow, LimitScope } from "./limits.ts";

/** Grouped by the first column of the key, which costs no sorting; who stands behind a number is looked up afterwards. */
const DELIVERED = `
  SELECT bucket, json_group_array(remote_id) AS remotes, json_group_array(delivered) AS counts
  FROM attempt_count
  WHERE bucket >= :from AND bucket < :until AND bucket_seconds = 60
    AND remote_id IN (SELECT value FROM json_each(:remotes))
  GROUP BY bucket
  ORDER BY bucket
`;

const REFUSED = `
  SELECT bucket, json_group_array(remote_id) AS remotes, json_group_array(recipients + replies) AS counts
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until AND bucket_seconds = 60
    AND remote_id IN (SELECT value FROM json_each(:remotes))
    AND reply_id IN (
      SELECT reply_id FROM reply WHERE code = 421 OR cause IN (SELECT value FROM json_each(:throttling))
    )
  GROUP BY bucket
  ORDER BY bucket
`;

const REMOTES = `
  SELECT remote_id, provider
  FROM remote
  WHERE provider <> 'local' AND provider = coalesce(:provider, provider)
`;

type MinuteRow = { readonly bucket: number; readonly remotes: string; readonly counts: string };
type RemoteRow = { readonly remote_id: number; readonly provider: string };

/** Minutes of one provider in their order, side by side. */
type Minutes = { readonly at: number[]; readonly delivered: number[]; readonly refused: number[] };

/** Adds to the minute, which is the last one or later. */
function addTo(minutes: Minutes, bucket: number, delivered: number, refused: number): void {
  let last = minutes.at.length - 1;
  if (minutes.at[last] !== bucket) last = minutes.at.push(bucket) - 1;
  minutes.delivered[last] = (minutes.delivered[last] ?? 0) + delivered;
  minutes.refused[last] = (minutes.refused[last] ?? 0) + refused;
}

/** Both kinds of rows as one, by time. */
function* inOrder(
  delivered: readonly MinuteRow[],
  refused: readonly MinuteRow[],
): Generator<{ readonly row: MinuteRow; readonly isRefused: boolean }> {
  let place = 0;
  for (const row of delivered) {
    for (let one = refused[place]; one !== undefined && one.bucket < row.bucket; ) {
      yield { row: one, isRefused: true };
      one = refused[++place];
    }
    yield { row, isRefused: false };
  }
  for (const row of refused.slice(place)) yield { row, isRefused: true };
}

function minutesIn(db: Database, scope: LimitScope): ReadonlyMap<string, Minutes> {
  const { from, until, throttling, provider, providers } = scope;
  const wanted = rowsOf<RemoteRow>(db, REMOTES, { provider }).filter(
    (row) => providers === undefined || providers.has(row.provider),
  );
  const providerOf = new Map(wanted.map((row) => [row.remote_id, row.provider]));
  const remotes = JSON.stringify([...providerOf.keys()]);
  const minutes = new Map<string, Minutes>();
  const delivered = rowsOf<MinuteRow>(db, DELIVERED, { from, until, remotes });
  const refused = rowsOf<MinuteRow>(db, REFUSED, { from, until, remotes, throttling });
  for (const { row, isRefused } of inOrder(delivered, refused)) {
    const counts = listIn<number>(row.counts);
    for (const [place, remote] of listIn<number>(row.remotes).entries()) {
      const name = providerOf.get(remote) ?? "";
      const those = minutes.get(name) ?? { at: [], delivered: [], refused: [] };
      minutes.set(name, those);
      const count = counts[place] ?? 0;
      addTo(those, row.bucket, isRefused ? 0 : count, isRefused ? count : 0);
    }
  }
  return minutes;
}

/** Nine minutes before a minute, and itself. */
const TEN_MINUTES = 540;

/** The most that was taken in one minute in which nothing was refused. */
function mostInOne({ delivered, refused }: Minutes): number | null {
  const taken = delivered.filter((_, place) => refused[place] === 0);
  return taken.reduce<number | null>((most, count) => Math.max(most ?? 0, count), null);
}

/** The most that was taken in ten minutes in which nothing was refused. */
function mostInTen({ at, delivered, refused }: Minutes): number | null {
  let [taken, not, first] = [0, 0, 0];
  let most: number | null = null;
  for (const [place, bucket] of at.entries()) {
    taken += delivered[place] ?? 0;
    not += refused[place] ?? 0;
    for (; (at[first] ?? bucket) < bucket - TEN_MINUTES; first++) {
      taken -= delivered[first] ?? 0;
      not -= refused[first] ?? 0;
    }
    if (not === 0) most = Math.max(most ?? 0, taken);
  }
  return most;
}

function highestOf(minutes: Minutes): Omit<HighestRow, "provider"> {
  return {
    minutes: minutes.at.length,
    delivered: minutes.delivered.reduce((sum, count) => sum + count, 0),
    per_minute: mostInOne(minutes),
    per_ten: mostInTen(minutes),
  };
}

/** Who took how much at most without throttling, those first that took most in all. */
export function highestRows(db: Database, scope: LimitScope): readonly HighestRow[] {
  return [...minutesIn(db, scope)]
    .map(([provider, minutes]) => ({ provider, ...highestOf(minutes) }))
    .sort((a, b) => b.delivered - a.delivered || (a.provider < b.provider ? -1 : 1));
}
