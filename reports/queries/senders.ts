import { type Database, rowsOf, type Scope } from "./ask.ts";

/** What one provider did to the mail of one sender domain; null where the sender is not known. */
export type SenderQueryRow = {
  readonly sender: string | null;
  readonly provider: string;
  readonly recipients: number;
  readonly attempts: number;
};

/** `cause`: whether the cause decides what counts, or a 421. */
export type SenderScope = Pick<Scope, "from" | "until"> & {
  readonly cause: boolean;
  readonly provider: string | null;
};

const SENDERS = `
  SELECT
    sender_domain AS sender, provider,
    sum(CASE WHEN :cause THEN throttling ELSE throttled END) AS recipients,
    sum(attempts) AS attempts
  FROM sender
  WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
    AND provider = coalesce(:provider, provider)
  GROUP BY sender_domain, provider
  ORDER BY sender_domain, provider
`;

export function senderRows(db: Database, scope: SenderScope): readonly SenderQueryRow[] {
  const { from, until, cause, provider } = scope;
  return rowsOf(db, SENDERS, { from, until, cause: cause ? 1 : 0, provider });
}
