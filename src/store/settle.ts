import { DAY, type EpochSeconds } from "../domain/time.ts";
import type { Database } from "./database.ts";
import { guarded } from "./trouble.ts";

const ATTEMPTS_BY_HOUR = `
  INSERT INTO _provider_attempt
  SELECT
    3600, a.bucket - a.bucket % 3600, m.provider,
    sum(a.delivered), sum(a.deferred), sum(a.bounced), sum(a.lost), sum(a.unreachable)
  FROM _attempt AS a
  JOIN _remote AS m ON m.id = a.remote_id
  WHERE a.bucket >= :start AND a.bucket < :until
  GROUP BY 2, 3
`;

const ATTEMPTS_OF_DAY = `
  INSERT INTO _provider_attempt
  SELECT 86400, :start, provider, sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable)
  FROM _provider_attempt
  WHERE width = 3600 AND start >= :start AND start < :until
  GROUP BY provider
`;

const DEFERRALS_BY_HOUR = `
  INSERT INTO _provider_deferral
  SELECT
    3600, d.bucket - d.bucket % 3600, m.provider, d.reply_id,
    sum(d.recipients), sum(d.replies), sum(d.withheld), sum(d.shadowed)
  FROM _deferral AS d
  JOIN _remote AS m ON m.id = d.remote_id
  WHERE d.bucket >= :start AND d.bucket < :until
  GROUP BY 2, 3, 4
`;

const DEFERRALS_OF_DAY = `
  INSERT INTO _provider_deferral
  SELECT 86400, :start, provider, reply_id, sum(recipients), sum(replies), sum(withheld), sum(shadowed)
  FROM _provider_deferral
  WHERE width = 3600 AND start >= :start AND start < :until
  GROUP BY provider, reply_id
`;

const ATTEMPTS_OF_MONTH = `
  INSERT INTO _attempt_month
  SELECT
    :start, writer_id, remote_id,
    sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable),
    sum(delay_1), sum(delay_2), sum(delay_5), sum(delay_10), sum(delay_30), sum(delay_60), sum(delay_120),
    sum(delay_300), sum(delay_900), sum(delay_1800), sum(delay_3600), sum(delay_7200), sum(delay_14400),
    sum(delay_28800), sum(delay_86400), sum(delay_172800), sum(delay_432000), sum(delay_longer)
  FROM _attempt_day
  WHERE day >= :start AND day < :until
  GROUP BY writer_id, remote_id
`;

const DEFERRALS_OF_MONTH = `
  INSERT INTO _deferral_month
  SELECT
    :start, writer_id, remote_id, reply_id,
    sum(recipients), sum(replies), sum(withheld), sum(shadowed), min(first_bucket), max(last_bucket)
  FROM _deferral_day
  WHERE day >= :start AND day < :until
  GROUP BY writer_id, remote_id, reply_id
`;

const JOURNEYS_OF_MONTH = `
  INSERT INTO _journey_month
  SELECT :start, provider, cause, code, tries, outcome, delay_band, min(day), sum(recipients)
  FROM _journey
  WHERE day >= :start AND day < :until
  GROUP BY provider, cause, code, tries, outcome, delay_band
`;

const RETRIES_OF_MONTH = `
  INSERT INTO _retry_month
  SELECT :start, provider, cause, code, try, interval_band, sum(tries)
  FROM _retry
  WHERE day >= :start AND day < :until
  GROUP BY provider, cause, code, try, interval_band
`;

const SENDERS_OF_MONTH = `
  INSERT INTO _sender_month
  SELECT :start, domain, provider, sum(attempts), sum(deferred), sum(throttled), sum(throttling)
  FROM _sender
  WHERE bucket >= :start AND bucket < :until
  GROUP BY domain, provider
`;

const SETTLED = "INSERT INTO _settled (kind, start, until) VALUES (:kind, :start, :until)";

type Kind = "day" | "month";

const SUMS: Readonly<Record<Kind, readonly string[]>> = {
  day: [ATTEMPTS_BY_HOUR, ATTEMPTS_OF_DAY, DEFERRALS_BY_HOUR, DEFERRALS_OF_DAY],
  month: [
    ...[ATTEMPTS_OF_MONTH, DEFERRALS_OF_MONTH],
    ...[JOURNEYS_OF_MONTH, RETRIES_OF_MONTH, SENDERS_OF_MONTH],
  ],
};

/** The first day from a moment on that anything was counted on. */
const NEXT_DAY = `
  SELECT min(day)
  FROM (
    SELECT min(day) AS day FROM _attempt_day WHERE day >= :from
    UNION ALL
    SELECT min(day) FROM _deferral_day WHERE day >= :from
  )
`;

const IS_SETTLED = "SELECT 1 FROM _settled WHERE until = :until AND kind = :kind";

const MONTH_OF = `
  SELECT
    unixepoch(:day, 'unixepoch', 'start of month') AS start,
    unixepoch(:day, 'unixepoch', 'start of month', '+1 month') AS until
`;

type Span = { readonly start: EpochSeconds; readonly until: EpochSeconds };

/** A journey ends within six days, and a log that is late within a few more: a month is settled once for all. */
const MONTHS_AFTER = 14 * DAY;

/**
 * Adds up the days, and the months, that are over and not settled yet. Each is one transaction, so that whoever stops between
 * two leaves nothing undone. Throws a Failure when the database cannot be written.
 */
export function* settledBefore(db: Database, until: EpochSeconds): Generator<void> {
  const monthOf = db.prepare<object, Span>(MONTH_OF);
  const settleDay = settlerOf(db, "day");
  const settleMonth = settlerOf(db, "month");
  let month: Span = { start: 0, until: 0 };
  for (const day of daysBefore(db, until)) {
    if (settleDay({ start: day, until: day + DAY })) yield;
    if (day < month.until) continue;
    month = monthOf.get({ day }) ?? month;
    if (month.until <= until - MONTHS_AFTER && settleMonth(month)) yield;
  }
}

function* daysBefore(db: Database, until: EpochSeconds): Generator<EpochSeconds> {
  const next = db.prepare<object, number | null>(NEXT_DAY).pluck();
  let day = next.get({ from: 0 }) ?? null;
  while (day !== null && day < until) {
    yield day;
    day = next.get({ from: day + DAY }) ?? null;
  }
}

/** Settles a day or a month; false where that was done before. */
function settlerOf(db: Database, kind: Kind): (span: Span) => boolean {
  const isSettled = db.prepare<object, number>(IS_SETTLED).pluck();
  const sums = SUMS[kind].map((sql) => db.prepare(sql));
  const settled = db.prepare(SETTLED);
  const settle = db.transaction((span: Span) => {
    if (isSettled.get({ until: span.until, kind }) !== undefined) return false;
    for (const sum of sums) sum.run(span);
    settled.run({ ...span, kind });
    return true;
  });
  return (span) => guarded(db.name, () => settle.immediate(span));
}
