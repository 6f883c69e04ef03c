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

/** Recipients that one provider refused for one cause in one bucket, inside the lens. */
export type CauseFlowRow = {
  readonly start: number;
  readonly provider: string;
  readonly cause: string;
  readonly recipients: number;
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
