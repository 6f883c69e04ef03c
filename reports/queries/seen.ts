import { type Database, rowsOf } from "./ask.ts";

/** When a provider first said a text, in epoch seconds. */
export type SeenRow = {
  readonly provider: string;
  readonly fingerprint: string;
  readonly first_at: number;
};

const SEEN = `
  SELECT provider, fingerprint, unixepoch(min(first_at)) AS first_at
  FROM reply
  GROUP BY provider, fingerprint
`;

const BEGAN = `
  SELECT bucket
  FROM attempt
  ORDER BY bucket
  LIMIT 1
`;

/** Since when there are counts, and when each text was seen first. `began` is null where there are none. */
export type Seen = { readonly began: number | null; readonly texts: readonly SeenRow[] };

export function seenIn(db: Database): Seen {
  const [first] = rowsOf<{ readonly bucket: number }>(db, BEGAN, {});
  return { began: first?.bucket ?? null, texts: rowsOf<SeenRow>(db, SEEN, {}) };
}
