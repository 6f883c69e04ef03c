import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { ProviderOf } from "../meaning/providers.ts";
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
  INSERT INTO _reply (provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule, first_at, last_at)
  VALUES (:provider, :code, :enhanced, :dsn, :stage, :fingerprint, :sample, :cause, :rule, :at, :at)
  ON CONFLICT DO UPDATE SET
    cause = excluded.cause,
    rule = excluded.rule,
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at)
  RETURNING id
`;

const SEEN = `
  UPDATE _reply SET first_at = min(first_at, :first), last_at = max(last_at, :last) WHERE id = :id
`;

/** The row ids of what counts refer to. Rows are made when first asked for and remembered by object. */
export type Dimensions = {
  writer(writer: Writer): number;
  remote(remote: RemoteHost | null): number;
  /** `at` is the minute in which the reply was counted. */
  reply(meaning: Meaning, at: EpochSeconds): number;
  /** Of a reply that was counted before: it is not seen again by this. */
  countedReply(meaning: Meaning): number;
  /** Writes when the replies were seen that were asked for since the last time. */
  noteSeen(): void;
};

type SeenReply = { readonly id: number; first: EpochSeconds; last: EpochSeconds; noted: boolean };

const NOBODY: RemoteHost = { name: "", ip: null };

export function createDimensions(db: Database, providerOf: ProviderOf): Dimensions {
  const insertWriter = db.prepare<object, number>(WRITER).pluck();
  const insertRemote = db.prepare<object, number>(REMOTE).pluck();
  const insertReply = db.prepare<object, number>(REPLY).pluck();
  const writers = new WeakMap<Writer, number>();
  const remotes = new WeakMap<RemoteHost, number>();
  const replies = new WeakMap<Meaning, SeenReply>();
  const seen = db.prepare(SEEN);
  let unnoted: SeenReply[] = [];

  function seenReply(meaning: Meaning, at: EpochSeconds): SeenReply {
    return remembered(replies, meaning, () => {
      const id = insertReply.get({ ...meaning, at });
      return id === undefined ? undefined : { id, first: at, last: at, noted: true };
    });
  }

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
    reply(meaning, at) {
      const reply = seenReply(meaning, at);
      if (at >= reply.first && at <= reply.last) return reply.id;
      if (at < reply.first) reply.first = at;
      else reply.last = at;
      if (reply.noted) unnoted.push(reply);
      reply.noted = false;
      return reply.id;
    },
    countedReply(meaning) {
      const counted = replies.get(meaning);
      if (counted === undefined) throw new Error("a reply was not counted");
      return counted.id;
    },
    noteSeen() {
      for (const reply of unnoted) {
        seen.run({ id: reply.id, first: reply.first, last: reply.last });
        reply.noted = true;
      }
      unnoted = [];
    },
  };
}

function remembered<K extends object, V>(
  kept: WeakMap<K, V>,
  key: K,
  insert: () => V | undefined,
): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = insert();
  if (made === undefined) throw new Error("an insert gave no id");
  kept.set(key, made);
  return made;
}
