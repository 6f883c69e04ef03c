import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { Stage } from "../../examples/scripted-smtp-server/rule.ts";

/** A reply as the scripted server wrote it down when it sent it. */
export type SentReply = {
  readonly server: string;
  readonly stage: Stage;
  readonly reply: readonly string[];
};

/** Where Exim sends the recipients that came too many at once in a further message, and logs nothing. */
export const NEVER_LOGGED = "192.0.2.133";

/** How many of each, by `192.0.2.120 421 4.7.0 mail`: server, code, enhanced code, stage. */
export type Replies = Record<string, number>;

/** What the program calls the stages: a log does not tell greeting from EHLO and HELO. */
const STAGES: Readonly<Record<Stage, string>> = {
  greeting: "connect",
  ehlo: "connect",
  helo: "connect",
  mail: "mail",
  rcpt: "rcpt",
  data: "data",
  "end-of-data": "eod",
};

/** `421 4.7.0 Busy`, `421-4.2.1 The mailbox` → enhanced code */
const ENHANCED = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?: |$)/u;

/** The replies of a truth file, without the sessions that were dropped in silence. */
export function readSentReplies(path: string): readonly SentReply[] {
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ reply }) => Array.isArray(reply));
}

function lastLineOf({ reply }: SentReply): string {
  return reply.at(-1) ?? "";
}

export function isTemporary(sent: SentReply): boolean {
  return lastLineOf(sent).startsWith("4");
}

/** The temporary refusals among them. Of a reply longer than `cut` the log does not say what it answered. */
export function tallyOfSent(replies: readonly SentReply[], cut: number): Replies {
  const tally: Replies = {};
  for (const sent of replies.filter(isTemporary)) {
    const last = lastLineOf(sent);
    const enhanced = ENHANCED.exec(last) ?? ENHANCED.exec(sent.reply[0] ?? "");
    const stage = sent.reply.join(" ").length > cut ? "unknown" : STAGES[sent.stage];
    const key = `${sent.server} ${last.slice(0, 3)} ${enhanced?.[1] ?? "-"} ${stage}`;
    tally[key] = (tally[key] ?? 0) + 1;
  }
  return tally;
}

const STORED = `
  SELECT remote_ip || ' ' || code || ' ' || coalesce(enhanced, '-') || ' ' || stage AS key, sum(replies) AS replies
  FROM deferral
  WHERE code BETWEEN 400 AND 499
  GROUP BY key
  HAVING sum(replies) > 0
`;

/** The temporary refusals that a database holds. */
export function tallyOfStored(database: string): Replies {
  const db = new Database(database, { readonly: true });
  const rows = db.prepare<[], { key: string; replies: number }>(STORED).all();
  db.close();
  return Object.fromEntries(rows.map(({ key, replies }) => [key, replies]));
}
