import { type Database, rowsOf, type Scope } from "./ask.ts";
import { nullFirst } from "./null-first.ts";
import { wholeOf } from "./stretches.ts";

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

const SENDERS_IN_MONTHS = SENDERS.replace("FROM sender\n", "FROM sender_month\n").replaceAll(
  " bucket ",
  " month ",
);

/** One row per sender and provider, in the order of `SENDERS`. */
export function senderRows(db: Database, scope: SenderScope): readonly SenderQueryRow[] {
  const parameters = { cause: scope.cause ? 1 : 0, provider: scope.provider };
  const sums = new Map<string, SenderQueryRow>();
  for (const { from, until, grain } of wholeOf(db, scope)) {
    const sql = grain === "months" ? SENDERS_IN_MONTHS : SENDERS;
    for (const row of rowsOf<SenderQueryRow>(db, sql, { ...parameters, from, until })) {
      const key = JSON.stringify([row.sender, row.provider]);
      sums.set(key, added(row, sums.get(key)));
    }
  }
  return [...sums.values()].sort(inOrder);
}

function added(row: SenderQueryRow, sum: SenderQueryRow | undefined): SenderQueryRow {
  const { recipients = 0, attempts = 0 } = sum ?? {};
  return { ...row, recipients: row.recipients + recipients, attempts: row.attempts + attempts };
}

function inOrder(a: SenderQueryRow, b: SenderQueryRow): number {
  return nullFirst(a.sender, b.sender) || nullFirst(a.provider, b.provider);
}
