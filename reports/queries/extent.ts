import { type Database, rowsOf } from "./ask.ts";

/** From when to when something was counted or read, and how coarse the oldest counts are (they are compacted with age). */
export type Extent = {
  readonly first: number | null;
  readonly end: number | null;
  readonly coarsest: number;
};

type Row = { readonly at: number; readonly bucket_seconds: number };

const FIRST_ATTEMPT = `
  SELECT bucket AS at, bucket_seconds
  FROM attempt
  WHERE bucket >= :from AND bucket < :until
  ORDER BY bucket
  LIMIT 1
`;

const LAST_ATTEMPT = `
  SELECT bucket + bucket_seconds AS at, bucket_seconds
  FROM attempt
  WHERE bucket >= :from AND bucket < :until
  ORDER BY bucket DESC
  LIMIT 1
`;

const FIRST_DEFERRAL = `
  SELECT bucket AS at, bucket_seconds
  FROM deferral
  WHERE bucket >= :from AND bucket < :until
  ORDER BY bucket
  LIMIT 1
`;

const LAST_DEFERRAL = `
  SELECT bucket + bucket_seconds AS at, bucket_seconds
  FROM deferral
  WHERE bucket >= :from AND bucket < :until
  ORDER BY bucket DESC
  LIMIT 1
`;

const READ = `
  SELECT min(unixepoch(first_at)) AS first, max(unixepoch(last_at)) AS last
  FROM coverage
  WHERE unixepoch(last_at) >= :from AND unixepoch(first_at) < :until
`;

type ReadRow = { readonly first: number | null; readonly last: number | null };

const NEWEST = "SELECT max(unixepoch(last_at)) AS last FROM coverage";

/** The stamp of the newest line that was read, in epoch seconds; null when none was. */
export function newestIn(db: Database): number | null {
  const [row] = rowsOf<{ readonly last: number | null }>(db, NEWEST, {});
  return row?.last ?? null;
}

const OLDEST = "SELECT min(unixepoch(first_at)) AS first FROM coverage";

/** The stamp of the oldest line that was read, in epoch seconds; null when none was. */
export function oldestIn(db: Database): number | null {
  const [row] = rowsOf<{ readonly first: number | null }>(db, OLDEST, {});
  return row?.first ?? null;
}

/** Looks at both ends of the clustered keys only, so that it costs nothing on a year of data. */
export function extentOf(db: Database, from: number, until: number): Extent {
  const window = { from, until };
  const starts = [FIRST_ATTEMPT, FIRST_DEFERRAL].flatMap((sql) => rowsOf<Row>(db, sql, window));
  const ends = [LAST_ATTEMPT, LAST_DEFERRAL].flatMap((sql) => rowsOf<Row>(db, sql, window));
  const [read] = rowsOf<ReadRow>(db, READ, window);
  const firsts = starts.map((row) => row.at);
  const lasts = ends.map((row) => row.at);
  if (typeof read?.first === "number") firsts.push(Math.floor(read.first / 60) * 60);
  if (typeof read?.last === "number") lasts.push((Math.floor(read.last / 60) + 1) * 60);
  return {
    first: firsts.length === 0 ? null : Math.min(...firsts),
    end: lasts.length === 0 ? null : Math.max(...lasts),
    coarsest: Math.max(60, ...starts.map((row) => row.bucket_seconds)),
  };
}
