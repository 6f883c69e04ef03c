import { type Database, rowsOf } from "./ask.ts";

/** Leaps from hour to hour along the key: a year is a few thousand look-ups, whatever lies between. */
const HEARD = `
  WITH RECURSIVE hour AS (
    SELECT :from AS at
    UNION ALL
    SELECT (
      SELECT a.bucket - a.bucket % 3600 + 3600 FROM attempt_count AS a WHERE a.bucket >= hour.at ORDER BY a.bucket LIMIT 1
    )
    FROM hour
    WHERE hour.at < :until
  )
  SELECT
    at - 3600 AS start,
    (SELECT max(a.bucket_seconds) FROM attempt_count AS a WHERE a.bucket = hour.at - 3600) AS width
  FROM hour
  WHERE at > :from AND at <= :until + 3600
`;

/** An hour in which a delivery was tried; a day that was compacted stands whole in its first hour. */
export type HeardHour = { readonly start: number; readonly width: number | null };

export function heardHours(db: Database, from: number, until: number): readonly HeardHour[] {
  return rowsOf(db, HEARD, { from, until });
}
