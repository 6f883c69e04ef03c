import { type Database, rowsOf, type Scope } from "./ask.ts";

/** What we refused to clients for now, by reason and code; `code` is null where the MTA does not log what it said. */
export type InboundRow = {
  readonly reason: string;
  readonly code: number | null;
  readonly refusals: number;
};

export const INBOUND = `
  SELECT reason, code, sum(refusals) AS refusals
  FROM inbound_refusal
  WHERE bucket > :from - 86400 AND bucket + bucket_seconds > :from AND bucket < :until
  GROUP BY reason, code
  ORDER BY sum(refusals) DESC, reason, code
`;

export function inboundRows(db: Database, scope: Scope): readonly InboundRow[] {
  return rowsOf(db, INBOUND, scope);
}
