import type { TopKey } from "../render/top.ts";
import { type Database, rowsOf, type Scope } from "./ask.ts";
import { nullFirst } from "./null-first.ts";
import { type Grain, inMonths, wholeOf } from "./stretches.ts";

/** One value of the key that was asked for. `attempts` counts the whole window where the key has none of its own (code, enhanced, cause). */
type TopQueryRow = {
  readonly key: string | null;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly attempts: number;
};

/** Counts are added up by the numbers of what the key belongs to, and named afterwards. */
type Numbered = "remote" | "reply" | "writer";

const REFUSED_AT = `
  SELECT
    CASE :numbered WHEN 'remote' THEN remote_id WHEN 'reply' THEN reply_id ELSE writer_id END AS id,
    sum(recipients) AS recipients, sum(replies) AS replies,
    sum(withheld) AS withheld, sum(shadowed) AS shadowed
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until
    AND reply_id IN (SELECT value FROM json_each(:inside))
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
  GROUP BY 1
`;

const REFUSED_IN_DAYS = `
  SELECT
    CASE :numbered WHEN 'remote' THEN remote_id WHEN 'reply' THEN reply_id ELSE writer_id END AS id,
    sum(recipients) AS recipients, sum(replies) AS replies,
    sum(withheld) AS withheld, sum(shadowed) AS shadowed
  FROM deferral_day
  WHERE day >= :from AND day < :until
    AND reply_id IN (SELECT value FROM json_each(:inside))
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
  GROUP BY 1
`;

const TRIED_AT = `
  SELECT CASE :numbered WHEN 'remote' THEN remote_id WHEN 'writer' THEN writer_id END AS id, sum(attempts) AS attempts
  FROM attempt_count
  WHERE bucket >= :from AND bucket < :until
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
  GROUP BY 1
`;

const TRIED_IN_DAYS = `
  SELECT CASE :numbered WHEN 'remote' THEN remote_id WHEN 'writer' THEN writer_id END AS id, sum(attempts) AS attempts
  FROM attempt_day
  WHERE day >= :from AND day < :until
    AND remote_id IN (SELECT remote_id FROM remote WHERE provider <> 'local' AND provider = coalesce(:provider, provider))
  GROUP BY 1
`;

type Statements = Readonly<Record<Grain, string>>;

const REFUSED: Statements = {
  parts: REFUSED_AT,
  days: REFUSED_IN_DAYS,
  months: inMonths(REFUSED_IN_DAYS),
};

const TRIED: Statements = {
  parts: TRIED_AT,
  days: TRIED_IN_DAYS,
  months: inMonths(TRIED_IN_DAYS),
};

const INSIDE = `
  SELECT json_group_array(reply_id) AS ids
  FROM reply
  WHERE code IN (SELECT value FROM json_each(:codes)) OR cause IN (SELECT value FROM json_each(:causes))
`;

const KEYS = `
  SELECT
    remote_id AS id,
    CASE :by WHEN 'provider' THEN provider WHEN 'host' THEN remote_host ELSE remote_ip END AS key
  FROM remote
  WHERE :numbered = 'remote'
  UNION ALL
  SELECT reply_id, CASE :by WHEN 'code' THEN code WHEN 'enhanced' THEN enhanced ELSE cause END
  FROM reply
  WHERE :numbered = 'reply'
  UNION ALL
  SELECT writer_id, CASE :by WHEN 'log-host' THEN log_host ELSE service END
  FROM writer
  WHERE :numbered = 'writer'
`;

const NUMBERED: Readonly<Record<TopKey, Numbered>> = {
  provider: "remote",
  host: "remote",
  ip: "remote",
  code: "reply",
  enhanced: "reply",
  cause: "reply",
  "log-host": "writer",
  service: "writer",
};

type RefusedAt = Omit<TopQueryRow, "key" | "attempts"> & { readonly id: number };
type TriedAt = { readonly id: number | null; readonly attempts: number };
type KeyRow = { readonly id: number; readonly key: string | number | null };
type Key = KeyRow["key"];
type Sums = { -readonly [Column in keyof Omit<TopQueryRow, "key">]: number };

/** Rows over the whole window: months and days as such, the rest by the minute. */
function rowsIn<Row>(
  db: Database,
  window: TopScope,
  statements: Statements,
  parameters: Readonly<Record<string, string | null>>,
): readonly Row[] {
  return wholeOf(db, window).flatMap(({ from, until, grain }) =>
    rowsOf<Row>(db, statements[grain], { ...parameters, from, until }),
  );
}

/** `provider` null: of all. */
type TopScope = Pick<Scope, "from" | "until" | "codes" | "causes"> & {
  readonly by: TopKey;
  readonly limit: number;
  readonly provider?: string | null;
};

/** Attempts by key; under `undefined` those of all keys together. */
function attemptsBy(
  db: Database,
  scope: TopScope,
  keys: ReadonlyMap<number, Key>,
): ReadonlyMap<Key | undefined, number> {
  const numbered = NUMBERED[scope.by];
  const { provider = null } = scope;
  const attempts = new Map<Key | undefined, number>();
  for (const row of rowsIn<TriedAt>(db, scope, TRIED, { numbered, provider })) {
    const key = row.id === null ? undefined : keys.get(row.id);
    attempts.set(key, (attempts.get(key) ?? 0) + row.attempts);
  }
  return attempts;
}

/** The biggest first, those of equal size by key. A code, an enhanced code and a cause have the attempts of the whole window. */
export function topQueryRows(db: Database, scope: TopScope): readonly TopQueryRow[] {
  const numbered = NUMBERED[scope.by];
  const { by, codes, causes, provider = null } = scope;
  const keys = new Map(rowsOf<KeyRow>(db, KEYS, { by, numbered }).map(({ id, key }) => [id, key]));
  const [lens] = rowsOf<{ readonly ids: string }>(db, INSIDE, { codes, causes });
  const parameters = { numbered, provider, inside: lens?.ids ?? "[]" };
  const attempts = attemptsBy(db, scope, keys);
  const sums = new Map<Key, Sums>();
  for (const row of rowsIn<RefusedAt>(db, scope, REFUSED, parameters)) {
    const key = keys.get(row.id) ?? null;
    const sum = sums.get(key) ?? {
      ...{ recipients: 0, replies: 0, withheld: 0, shadowed: 0 },
      attempts: attempts.get(numbered === "reply" ? undefined : key) ?? 0,
    };
    sums.set(key, sum);
    for (const measure of MEASURES) sum[measure] += row[measure];
  }
  return [...sums]
    .sort(([a, x], [b, y]) => inOrder(x, y) || nullFirst(a, b))
    .slice(0, scope.limit)
    .map(([key, sum]) => ({ key: key === null ? null : String(key), ...sum }));
}

const MEASURES = ["recipients", "replies", "withheld", "shadowed"] as const;

function inOrder(a: Sums, b: Sums): number {
  return b.recipients - a.recipients || b.replies - a.replies || b.withheld - a.withheld;
}
