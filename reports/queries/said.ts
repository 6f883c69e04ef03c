import { type Database, listIn, type Scope } from "./ask.ts";
import { type Names, type RemoteName, type ReplyName, remoteNames, replyNames } from "./names.ts";
import { type Grain, inMonths, wholeOf } from "./stretches.ts";
import type { Writable } from "./writable.ts";

/** One reply of one address in a stretch of time: "who" and "why" are sums of these. */
export const SAID_AT = `
  SELECT
    remote_id,
    reply_id,
    sum(recipients) AS recipients,
    sum(replies) AS replies,
    sum(withheld) AS withheld,
    sum(shadowed) AS shadowed,
    min(bucket) AS first_bucket,
    max(bucket) AS last_bucket
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until
  GROUP BY remote_id, reply_id
`;

/** Grouped by one number in place of two, which is sorted faster: ids are far below 2^26. */
const SAID_IN_DAYS = `
  SELECT
    min(remote_id) AS remote_id,
    min(reply_id) AS reply_id,
    sum(recipients) AS recipients,
    sum(replies) AS replies,
    sum(withheld) AS withheld,
    sum(shadowed) AS shadowed,
    min(first_bucket) AS first_bucket,
    max(last_bucket) AS last_bucket
  FROM deferral_day
  WHERE day >= :from AND day < :until
  GROUP BY remote_id * 67108864 + reply_id
`;

const SAID: Readonly<Record<Grain, string>> = {
  parts: SAID_AT,
  days: SAID_IN_DAYS,
  months: inMonths(SAID_IN_DAYS),
};

/** The columns of all, as arrays: of many rows, making objects would be most of the work. */
export type SaidAt = readonly [
  remote: number,
  reply: number,
  recipients: number,
  replies: number,
  withheld: number,
  shadowed: number,
  first: number,
  last: number,
];

/** What one address said, in one way, inside the lens and the window. */
export type Said = {
  readonly remote: RemoteName;
  readonly reply: ReplyName;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly first_bucket: number;
  readonly last_bucket: number;
};

/** A reply as the lens sees it. */
export type Judged = {
  readonly reply: ReplyName;
  readonly inside: boolean;
  readonly throttling: boolean;
};

/** Looks every reply up once, however many rows it has. */
export function judgedReplies(
  db: Database,
  scope: Pick<Scope, "codes" | "causes" | "throttling">,
): Names<Judged> {
  const nameOf = replyNames(db);
  const codes = new Set<number | null>(listIn<number>(scope.codes));
  const causes = new Set(listIn<string>(scope.causes));
  const throttling = new Set(listIn<string>(scope.throttling));
  const judged = new Map<number, Judged>();
  return (id) => {
    const known = judged.get(id);
    if (known !== undefined) return known;
    const reply = nameOf(id);
    const inside = codes.has(reply.code) || causes.has(reply.cause);
    const made = { reply, inside, throttling: throttling.has(reply.cause) };
    judged.set(id, made);
    return made;
  };
}

/** Sums by address and reply, as they grow. */
export type SaidSums = {
  add(counts: SaidAt): void;
  /** Adds what was said in a stretch of time. */
  addSpan(span: { readonly from: number; readonly until: number }): void;
  all(): readonly Said[];
};

/** Row ids are far below 2^26, so that two of them fit into one exact number. */
const IDS = 2 ** 26;

export function createSaidSums(db: Database, judge: Names<Judged>): SaidSums {
  const nameOf = remoteNames(db);
  const sums = new Map<number, Writable<Said>>();

  function add(counts: SaidAt): void {
    const { 0: remoteId, 1: replyId, 6: first, 7: last } = counts;
    const { reply, inside } = judge(replyId);
    if (!inside) return;
    const key = remoteId * IDS + replyId;
    const sum = sums.get(key) ?? nothingSaid(nameOf(remoteId), reply, first);
    sums.set(key, sum);
    sum.recipients += counts[2];
    sum.replies += counts[3];
    sum.withheld += counts[4];
    sum.shadowed += counts[5];
    sum.first_bucket = Math.min(sum.first_bucket, first);
    sum.last_bucket = Math.max(sum.last_bucket, last);
  }

  return {
    add,
    addSpan(span) {
      for (const { from, until, grain } of wholeOf(db, span))
        for (const counts of db.prepare<object, SaidAt>(SAID[grain]).raw().all({ from, until }))
          add(counts);
    },
    all: () => [...sums.values()],
  };
}

function nothingSaid(remote: RemoteName, reply: ReplyName, at: number): Writable<Said> {
  const counts = { recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
  return { remote, reply, ...counts, first_bucket: at, last_bucket: at };
}
