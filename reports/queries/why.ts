import { type Database, rowsOf, type Scope } from "./ask.ts";

/** One thing that one provider said. `stages` is a comma-separated list. */
export type WhyRow = {
  readonly cause: string;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly provider: string;
  readonly fingerprint: string;
  readonly sample: string;
  readonly rule: string | null;
  readonly stages: string;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly first_bucket: number;
  readonly last_bucket: number;
};

export const WHY = `
  SELECT
    cause,
    code,
    enhanced,
    provider,
    fingerprint,
    min(sample) AS sample,
    min(rule) AS rule,
    group_concat(DISTINCT stage) AS stages,
    sum(recipients) AS recipients,
    sum(replies) AS replies,
    sum(withheld) AS withheld,
    sum(shadowed) AS shadowed,
    min(bucket) AS first_bucket,
    max(bucket) AS last_bucket
  FROM deferral
  WHERE bucket >= :from AND bucket < :until AND provider <> 'local'
    AND (code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes)))
  GROUP BY cause, code, enhanced, provider, fingerprint
  ORDER BY sum(recipients) DESC, sum(replies) DESC, cause, code, enhanced, provider, fingerprint
`;

export function whyRows(db: Database, scope: Scope): readonly WhyRow[] {
  return rowsOf(db, WHY, scope);
}
