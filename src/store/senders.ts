import type { RemoteHost } from "../domain/remote-host.ts";
import type { ProviderOf } from "../meaning/providers.ts";
import { cellAt, type SendersDelta, type Sending } from "../tally/cells.ts";
import { LOST_AFTER } from "../tally/journey.ts";
import type { Database } from "./database.ts";

const COUNT = `
  INSERT INTO _sender (bucket, bucket_seconds, domain, provider, attempts, deferred, throttled, throttling)
  VALUES (:bucket, 3600, :domain, :provider, :attempts, :deferred, :throttled, :throttling)
  ON CONFLICT DO UPDATE SET
    attempts = attempts + excluded.attempts,
    deferred = deferred + excluded.deferred,
    throttled = throttled + excluded.throttled,
    throttling = throttling + excluded.throttling
`;

const NOTE = `
  INSERT INTO _sending (message, domain, noted_at) VALUES (:message, :domain, :notedAt)
  ON CONFLICT DO UPDATE SET domain = excluded.domain, noted_at = excluded.noted_at
`;

const FORGET = "DELETE FROM _sending WHERE message = ?";

const OVERDUE = `
  DELETE FROM _sending WHERE noted_at < (SELECT max(last_at) FROM _coverage) - :lostAfter
`;

const SENDING = `
  SELECT message, domain, noted_at AS notedAt FROM _sending ORDER BY noted_at, message
`;

/** The senders of the messages in the queue, as far as they are known, oldest first. Those of long ago are forgotten. */
export function readSending(db: Database): readonly Sending[] {
  db.prepare(OVERDUE).run({ lostAfter: LOST_AFTER });
  return db.prepare<[], Sending>(SENDING).all();
}

/** Adds what was counted by sender. Call inside the transaction that moves the positions. */
export type WriteSenders = (delta: SendersDelta) => void;

export function createSenderWriter(db: Database, providerOf: ProviderOf): WriteSenders {
  const count = db.prepare(COUNT);
  const note = db.prepare(NOTE);
  const forget = db.prepare<[number]>(FORGET);
  return ({ cells, noted, forgotten }) => {
    const providers = new Map<RemoteHost | null, string>();
    for (const { remote, ...cell } of cells) {
      const provider = cellAt(providers, remote, () =>
        remote === null ? "unknown" : providerOf(remote),
      );
      count.run({ ...cell, provider });
    }
    for (const message of forgotten) forget.run(message);
    for (const { message, domain, notedAt } of noted) note.run({ message, domain, notedAt });
  };
}
