import { isRemote } from "./names.ts";
import { nullFirst } from "./null-first.ts";
import type { Said } from "./said.ts";
import type { TriedAddress } from "./tried.ts";
import type { Writable } from "./writable.ts";

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

type Address = Pick<WhoRow, "provider" | "remote_host" | "remote_ip">;

/** The order of `WHO`. */
function inOrder(a: WhoRow, b: WhoRow): number {
  return (
    b.recipients - a.recipients ||
    nullFirst(a.provider, b.provider) ||
    nullFirst(a.remote_host, b.remote_host) ||
    nullFirst(a.remote_ip, b.remote_ip)
  );
}

function notRefused({ provider, remote_host, remote_ip }: Address): Writable<WhoRow> {
  return {
    ...{ provider, remote_host, remote_ip },
    ...{ recipients: 0, replies: 0, withheld: 0, shadowed: 0, attempts: 0 },
    ...{ first_bucket: null, last_bucket: null },
  };
}

/** Every address that refused something, by its number. */
function refusingAddresses(said: readonly Said[]): Map<number, WhoRow> {
  const rows = new Map<number, Writable<WhoRow>>();
  for (const one of said) {
    const row = rows.get(one.remote.remote_id) ?? notRefused(one.remote);
    rows.set(one.remote.remote_id, row);
    row.recipients += one.recipients;
    row.replies += one.replies;
    row.withheld += one.withheld;
    row.shadowed += one.shadowed;
    row.first_bucket = Math.min(row.first_bucket ?? one.first_bucket, one.first_bucket);
    row.last_bucket = Math.max(row.last_bucket ?? one.last_bucket, one.last_bucket);
  }
  return rows;
}

/** Every address of the providers that throttled, throttling or not: a host's attempts need all of them. */
export function whoRows(said: readonly Said[], tried: readonly TriedAddress[]): readonly WhoRow[] {
  const rows = refusingAddresses(said.filter(({ remote }) => isRemote(remote)));
  const providers = new Set([...rows.values()].map((row) => row.provider));
  for (const { remote, attempts } of tried) {
    if (!providers.has(remote.provider)) continue;
    const row = rows.get(remote.remote_id) ?? notRefused(remote);
    rows.set(remote.remote_id, { ...row, attempts });
  }
  return [...rows.values()].sort(inOrder);
}
