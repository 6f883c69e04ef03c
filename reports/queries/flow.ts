import { type Database, type Scope, slicesOf } from "./ask.ts";

/** What was tried at one provider in one bucket of the picture. */
export type TriedRow = {
  readonly start: number;
  readonly provider: string;
  readonly attempts: number;
  readonly delivered: number;
  readonly deferred: number;
  readonly bounced: number;
  readonly lost: number;
  readonly unreachable: number;
};

export const TRIED = `
  SELECT
    bucket - bucket % :width AS start,
    provider,
    sum(attempts) AS attempts,
    sum(delivered) AS delivered,
    sum(deferred) AS deferred,
    sum(bounced) AS bounced,
    sum(lost) AS lost,
    sum(unreachable) AS unreachable
  FROM attempt
  WHERE bucket >= :from AND bucket < :until
  GROUP BY bucket - bucket % :width, provider
  ORDER BY start, provider
`;

/** One address in a slice of time: the rows of the picture and of "who" are both sums of these. */
const TRIED_AT = `
  SELECT
    provider,
    remote_host,
    remote_ip,
    sum(attempts) AS attempts,
    sum(delivered) AS delivered,
    sum(deferred) AS deferred,
    sum(bounced) AS bounced,
    sum(lost) AS lost,
    sum(unreachable) AS unreachable
  FROM attempt
  WHERE bucket >= :start AND bucket < :end
  GROUP BY remote_host, remote_ip, provider
`;

/** Attempts at one address over the whole window. */
export type TriedAddress = {
  readonly provider: string;
  readonly remote_host: string | null;
  readonly remote_ip: string | null;
  readonly attempts: number;
};

type TriedAt = Omit<TriedRow, "start"> & TriedAddress;

type Tried = {
  readonly rows: readonly TriedRow[];
  readonly addresses: readonly TriedAddress[];
};

/** What one provider refused in one bucket: inside the lens, for a throttling cause, and altogether. */
export type RefusedRow = {
  readonly start: number;
  readonly provider: string;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly cause_recipients: number;
  readonly cause_replies: number;
  readonly cause_withheld: number;
  readonly cause_shadowed: number;
  readonly all_recipients: number;
  readonly all_replies: number;
  readonly all_withheld: number;
  readonly all_shadowed: number;
};

export const REFUSED = `
  WITH judged AS (
    SELECT
      bucket - bucket % :width AS start,
      provider,
      coalesce(code IN (SELECT value FROM json_each(:codes)), 0)
        OR cause IN (SELECT value FROM json_each(:causes)) AS inside,
      cause IN (SELECT value FROM json_each(:throttling)) AS throttling,
      recipients,
      replies,
      withheld,
      shadowed
    FROM deferral
    WHERE bucket >= :from AND bucket < :until
  )
  SELECT
    start,
    provider,
    sum(inside * recipients) AS recipients,
    sum(inside * replies) AS replies,
    sum(inside * withheld) AS withheld,
    sum(inside * shadowed) AS shadowed,
    sum(throttling * recipients) AS cause_recipients,
    sum(throttling * replies) AS cause_replies,
    sum(throttling * withheld) AS cause_withheld,
    sum(throttling * shadowed) AS cause_shadowed,
    sum(recipients) AS all_recipients,
    sum(replies) AS all_replies,
    sum(withheld) AS all_withheld,
    sum(shadowed) AS all_shadowed
  FROM judged
  GROUP BY start, provider
  ORDER BY start, provider
`;

/** One code and cause of one provider in a slice of time. */
const REFUSED_FOR = `
  SELECT
    provider,
    code,
    cause,
    sum(recipients) AS recipients,
    sum(replies) AS replies,
    sum(withheld) AS withheld,
    sum(shadowed) AS shadowed
  FROM deferral
  WHERE bucket >= :start AND bucket < :end
  GROUP BY provider, code, cause
`;

type Counts = Pick<RefusedRow, "recipients" | "replies" | "withheld" | "shadowed">;
type RefusedFor = Counts & {
  readonly provider: string;
  readonly code: number | null;
  readonly cause: string;
};

type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

/** The row of a key, made when it is first asked for. */
function rowFor<Row>(rows: Map<string, Row>, key: string, fresh: () => Row): Row {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row = fresh();
  rows.set(key, row);
  return row;
}

function noTries(start: number, provider: string): Writable<TriedRow> {
  const outcomes = { delivered: 0, deferred: 0, bounced: 0, lost: 0, unreachable: 0 };
  return { start, provider, attempts: 0, ...outcomes };
}

function addTries(sum: Writable<TriedRow>, row: TriedAt): void {
  sum.attempts += row.attempts;
  sum.delivered += row.delivered;
  sum.deferred += row.deferred;
  sum.bounced += row.bounced;
  sum.lost += row.lost;
  sum.unreachable += row.unreachable;
}

/** Reads the attempts once, for both questions: how much over time, and how much at which address? */
export function triedIn(db: Database, scope: Scope): Tried {
  const rows = new Map<string, Writable<TriedRow>>();
  const addresses = new Map<string, Writable<TriedAddress>>();
  for (const slice of slicesOf<TriedAt>(db, TRIED_AT, scope)) {
    for (const row of slice.rows) {
      const { provider, remote_host, remote_ip } = row;
      const { start } = slice;
      addTries(
        rowFor(rows, `${start} ${provider}`, () => noTries(start, provider)),
        row,
      );
      rowFor(addresses, `${remote_host}\n${remote_ip}\n${provider}`, () => ({
        provider,
        remote_host,
        remote_ip,
        attempts: 0,
      })).attempts += row.attempts;
    }
  }
  return { rows: [...rows.values()], addresses: [...addresses.values()] };
}

function noRefusals(start: number, provider: string): Writable<RefusedRow> {
  return {
    start,
    provider,
    ...{ recipients: 0, replies: 0, withheld: 0, shadowed: 0 },
    ...{ cause_recipients: 0, cause_replies: 0, cause_withheld: 0, cause_shadowed: 0 },
    ...{ all_recipients: 0, all_replies: 0, all_withheld: 0, all_shadowed: 0 },
  };
}

type Lens = {
  readonly codes: ReadonlySet<number | null>;
  readonly causes: ReadonlySet<string>;
  readonly throttling: ReadonlySet<string>;
};

/** The lists of the lens, for rows that are judged here and not in SQL. */
function lensIn(scope: Scope): Lens {
  return {
    codes: new Set(JSON.parse(scope.codes) as number[]),
    causes: new Set(JSON.parse(scope.causes) as string[]),
    throttling: new Set(JSON.parse(scope.throttling) as string[]),
  };
}

const MEASURES = ["recipients", "replies", "withheld", "shadowed"] as const;

function addRefusals(sum: Writable<RefusedRow>, row: RefusedFor, lens: Lens): void {
  const inside = lens.codes.has(row.code) || lens.causes.has(row.cause);
  const throttling = lens.throttling.has(row.cause);
  for (const measure of MEASURES) {
    if (inside) sum[measure] += row[measure];
    if (throttling) sum[`cause_${measure}`] += row[measure];
    sum[`all_${measure}`] += row[measure];
  }
}

/** Every refusal counts once: inside the lens or not, for a throttling cause or not. */
export function refusedRows(db: Database, scope: Scope): readonly RefusedRow[] {
  const lens = lensIn(scope);
  const rows = new Map<string, Writable<RefusedRow>>();
  for (const { start, rows: said } of slicesOf<RefusedFor>(db, REFUSED_FOR, scope)) {
    for (const row of said) {
      const { provider } = row;
      addRefusals(
        rowFor(rows, `${start} ${provider}`, () => noRefusals(start, provider)),
        row,
        lens,
      );
    }
  }
  return [...rows.values()];
}
