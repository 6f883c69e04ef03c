import { type Database, rowsOf, type Scope } from "./ask.ts";

/** One address of one host of one provider. `first_bucket` and `last_bucket` are null where nothing was refused. */
export type WhoRow = {
  readonly provider: string;
  readonly remote_host: string | null;
  readonly remote_ip: string | null;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly attempts: number;
  readonly first_bucket: number | null;
  readonly last_bucket: number | null;
};

export const WHO = `
  WITH
    refused AS (
      SELECT
        provider, remote_host, remote_ip,
        sum(recipients) AS recipients, sum(replies) AS replies,
        sum(withheld) AS withheld, sum(shadowed) AS shadowed,
        min(bucket) AS first_bucket, max(bucket) AS last_bucket
      FROM deferral
      WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
        AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
      GROUP BY provider, remote_host, remote_ip
    ),
    tried AS (
      SELECT provider, remote_host, remote_ip, sum(attempts) AS attempts
      FROM attempt
      WHERE bucket >= :from AND bucket < :until
        AND provider IN (SELECT provider FROM refused)
      GROUP BY remote_ip, remote_host, provider
    ),
    both AS (
      SELECT
        provider, remote_host, remote_ip, recipients, replies, withheld, shadowed,
        0 AS attempts, first_bucket, last_bucket
      FROM refused
      UNION ALL
      SELECT provider, remote_host, remote_ip, 0, 0, 0, 0, attempts, NULL, NULL
      FROM tried
    )
  SELECT
    provider, remote_host, remote_ip,
    sum(recipients) AS recipients, sum(replies) AS replies,
    sum(withheld) AS withheld, sum(shadowed) AS shadowed,
    sum(attempts) AS attempts,
    min(first_bucket) AS first_bucket, max(last_bucket) AS last_bucket
  FROM both
  GROUP BY provider, remote_host, remote_ip
  ORDER BY sum(recipients) DESC, provider, remote_host, remote_ip
`;

/** Every address of the providers that throttled, throttling or not: a host's attempts need all of them. */
export function whoRows(db: Database, scope: Scope): readonly WhoRow[] {
  return rowsOf(db, WHO, scope);
}
