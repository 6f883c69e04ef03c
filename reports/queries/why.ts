import { isRemote } from "./names.ts";
import { nullFirst } from "./null-first.ts";
import type { Said } from "./said.ts";
import type { Writable } from "./writable.ts";

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

/** What makes two replies the same thing said. */
function keyOf({ remote, reply }: Said): string {
  const { cause, code, enhanced, fingerprint } = reply;
  return JSON.stringify([cause, code, enhanced, remote.provider, fingerprint]);
}

function firstOf({ remote, reply, ...counts }: Said): Writable<WhyRow> {
  const { cause, code, enhanced, fingerprint, sample, rule, stage } = reply;
  const { provider } = remote;
  return { cause, code, enhanced, provider, fingerprint, sample, rule, stages: stage, ...counts };
}

/** The lesser of two texts, as SQL's min() has it: NULL counts as none. */
function lesser(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function add(row: Writable<WhyRow>, { reply, ...counts }: Said): void {
  row.sample = lesser(row.sample, reply.sample) ?? "";
  row.rule = lesser(row.rule, reply.rule);
  if (!row.stages.split(",").includes(reply.stage)) row.stages += `,${reply.stage}`;
  row.recipients += counts.recipients;
  row.replies += counts.replies;
  row.withheld += counts.withheld;
  row.shadowed += counts.shadowed;
  row.first_bucket = Math.min(row.first_bucket, counts.first_bucket);
  row.last_bucket = Math.max(row.last_bucket, counts.last_bucket);
}

/** The order of `WHY`. */
function inOrder(a: WhyRow, b: WhyRow): number {
  return (
    b.recipients - a.recipients ||
    b.replies - a.replies ||
    nullFirst(a.cause, b.cause) ||
    nullFirst(a.code, b.code) ||
    nullFirst(a.enhanced, b.enhanced) ||
    nullFirst(a.provider, b.provider) ||
    nullFirst(a.fingerprint, b.fingerprint)
  );
}

/** The rows of `WHY`, from refusals that were read already. */
export function whyRows(said: readonly Said[]): readonly WhyRow[] {
  const rows = new Map<string, Writable<WhyRow>>();
  for (const one of said.filter(({ remote }) => isRemote(remote))) {
    const key = keyOf(one);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, firstOf(one));
    else add(row, one);
  }
  return [...rows.values()].sort(inOrder);
}
