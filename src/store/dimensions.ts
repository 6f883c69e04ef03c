import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import { providerOf } from "../meaning/providers.ts";
import type { Meaning } from "../meaning/understand.ts";
import type { Database } from "./database.ts";

// DO UPDATE to the same value is what makes RETURNING answer for a row that was there already.

const WRITER = `
  INSERT INTO _writer (mta, log_host, service) VALUES (:mta, :logHost, :service)
  ON CONFLICT DO UPDATE SET mta = excluded.mta
  RETURNING id
`;
const REMOTE = `
  INSERT INTO _remote (host, ip, provider) VALUES (:host, :ip, :provider)
  ON CONFLICT DO UPDATE SET provider = excluded.provider
  RETURNING id
`;
const REPLY = `
  INSERT INTO _reply (provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule)
  VALUES (:provider, :code, :enhanced, :dsn, :stage, :fingerprint, :sample, :cause, :rule)
  ON CONFLICT DO UPDATE SET cause = excluded.cause, rule = excluded.rule
  RETURNING id
`;

/** The row ids of what counts refer to. Rows are made when first asked for and remembered by object. */
export type Dimensions = {
  writer(writer: Writer): number;
  remote(remote: RemoteHost | null): number;
  reply(meaning: Meaning): number;
};

const NOBODY: RemoteHost = { name: "", ip: null };

export function createDimensions(db: Database): Dimensions {
  const insertWriter = db.prepare<object, number>(WRITER).pluck();
  const insertRemote = db.prepare<object, number>(REMOTE).pluck();
  const insertReply = db.prepare<object, number>(REPLY).pluck();
  const writers = new WeakMap<Writer, number>();
  const remotes = new WeakMap<RemoteHost, number>();
  const replies = new WeakMap<Meaning, number>();

  return {
    writer: (writer) => remembered(writers, writer, () => insertWriter.get({ ...writer })),
    remote: (remote) =>
      remembered(remotes, remote ?? NOBODY, () =>
        insertRemote.get({
          host: remote?.name ?? "",
          ip: remote?.ip ?? "",
          provider: remote === null ? "unknown" : providerOf(remote),
        }),
      ),
    reply: (meaning) => remembered(replies, meaning, () => insertReply.get({ ...meaning })),
  };
}

function remembered<K extends object>(
  ids: WeakMap<K, number>,
  key: K,
  insert: () => number | undefined,
): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = insert();
  if (id === undefined) throw new Error("an insert gave no id");
  ids.set(key, id);
  return id;
}
