import { type Database, rowsOf } from "./ask.ts";

export type RemoteName = {
  readonly remote_id: number;
  readonly provider: string;
  readonly remote_host: string | null;
  readonly remote_ip: string | null;
};

const REMOTES = "SELECT remote_id, provider, remote_host, remote_ip FROM remote";

export type ReplyName = {
  readonly reply_id: number;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly stage: string;
  readonly cause: string;
  readonly rule: string | null;
  readonly fingerprint: string;
  readonly sample: string;
};

const REPLIES = `
  SELECT reply_id, code, enhanced, stage, cause, rule, fingerprint, sample
  FROM reply
`;

/** What the numbers of a count stand for. */
export type Names<Name> = (id: number) => Name;

/** Counts are added up by number, which costs a tenth of adding up by name; this finds the names afterwards. */
function namesIn<Name>(rows: readonly Name[], idOf: (row: Name) => number): Names<Name> {
  const names = new Map(rows.map((row) => [idOf(row), row]));
  return (id) => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`a count refers to row ${id}, which does not exist`);
    return name;
  };
}

export function remoteNames(db: Database): Names<RemoteName> {
  return namesIn(rowsOf<RemoteName>(db, REMOTES, {}), (row) => row.remote_id);
}

export function replyNames(db: Database): Names<ReplyName> {
  return namesIn(rowsOf<ReplyName>(db, REPLIES, {}), (row) => row.reply_id);
}

/** Local hops stand in no total. */
export function isRemote({ provider }: Pick<RemoteName, "provider">): boolean {
  return provider !== "local";
}
