import { type Database, rowsOf, type Scope } from "./ask.ts";

/** One value of the key that was asked for. `attempts` counts the whole window where the key has none of its own (code, enhanced, cause). */
type TopQueryRow = {
  readonly key: string | null;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly attempts: number;
};

const TOP = `
  WITH
    refused AS (
      SELECT
        CASE :by
          WHEN 'provider' THEN provider
          WHEN 'host' THEN remote_host
          WHEN 'ip' THEN remote_ip
          WHEN 'code' THEN code
          WHEN 'enhanced' THEN enhanced
          WHEN 'cause' THEN cause
          WHEN 'log-host' THEN log_host
          WHEN 'service' THEN service
        END AS key,
        recipients, replies, withheld, shadowed
      FROM deferral
      WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
        AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
    ),
    counted AS (
      SELECT
        key,
        sum(recipients) AS recipients, sum(replies) AS replies,
        sum(withheld) AS withheld, sum(shadowed) AS shadowed
      FROM refused
      GROUP BY key
    ),
    tried AS (
      SELECT
        CASE :by
          WHEN 'provider' THEN provider
          WHEN 'host' THEN remote_host
          WHEN 'ip' THEN remote_ip
          WHEN 'log-host' THEN log_host
          WHEN 'service' THEN service
        END AS key,
        sum(attempts) AS attempts
      FROM attempt
      WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
      GROUP BY 1
    )
  SELECT
    CAST(c.key AS TEXT) AS key, c.recipients, c.replies, c.withheld, c.shadowed,
    coalesce(
      CASE WHEN :by IN ('code', 'enhanced', 'cause')
        THEN (SELECT sum(attempts) FROM tried)
        ELSE (SELECT t.attempts FROM tried AS t WHERE t.key IS c.key)
      END, 0) AS attempts
  FROM counted AS c
  ORDER BY c.recipients DESC, c.replies DESC, c.withheld DESC, c.key
  LIMIT :limit
`;

export function topQueryRows(
  db: Database,
  scope: Scope & { readonly by: string; readonly limit: number },
): readonly TopQueryRow[] {
  return rowsOf(db, TOP, scope);
}
