import type { Database, Scope } from "./ask.ts";
import { isRemote, remoteNames } from "./names.ts";
import { judgedReplies } from "./said.ts";
import { type Grain, inMonths, wholeOf } from "./stretches.ts";

/** What one provider said to what one of our services sent. */
export type ThroughRow = {
  readonly log_host: string;
  readonly service: string;
  readonly provider: string;
  readonly cause: string;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly fingerprint: string;
  readonly recipients: number;
};

const THROUGH = `
  SELECT writer_id, remote_id, reply_id, sum(recipients) AS recipients
  FROM deferral_count
  WHERE bucket >= :from AND bucket < :until
  GROUP BY writer_id, remote_id, reply_id
`;

const IN_DAYS = `
  SELECT writer_id, remote_id, reply_id, sum(recipients) AS recipients
  FROM deferral_day
  WHERE day >= :from AND day < :until
  GROUP BY writer_id, remote_id, reply_id
`;

const STATEMENTS: Readonly<Record<Grain, string>> = {
  parts: THROUGH,
  days: IN_DAYS,
  months: inMonths(IN_DAYS),
};

const WRITERS = "SELECT writer_id, log_host, service FROM writer";

type Writer = Pick<ThroughRow, "log_host" | "service"> & { readonly writer_id: number };

/** As arrays, which are read faster than objects. */
type Counts = readonly [writer: number, remote: number, reply: number, recipients: number];

/** Rows of each stretch of the window and of each address; those of one text and service are to be added up. */
export function throughRows(db: Database, scope: Omit<Scope, "width">): readonly ThroughRow[] {
  const writers = new Map(
    (db.prepare(WRITERS).all() as Writer[]).map((writer) => [writer.writer_id, writer]),
  );
  const remoteOf = remoteNames(db);
  const judge = judgedReplies(db, scope);
  const rowOf = ([writerId, remoteId, replyId, recipients]: Counts): readonly ThroughRow[] => {
    const writer = writers.get(writerId);
    const remote = remoteOf(remoteId);
    const { reply, inside } = judge(replyId);
    if (writer === undefined || !inside || !isRemote(remote)) return [];
    const { log_host, service } = writer;
    const { cause, code, enhanced, fingerprint } = reply;
    const { provider } = remote;
    return [{ log_host, service, provider, cause, code, enhanced, fingerprint, recipients }];
  };
  return wholeOf(db, scope).flatMap(({ from, until, grain }) =>
    db.prepare<object, Counts>(STATEMENTS[grain]).raw().all({ from, until }).flatMap(rowOf),
  );
}
