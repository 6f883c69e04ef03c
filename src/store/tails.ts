import type { Tail } from "../domain/batch.ts";
import type { Database } from "./database.ts";

/** Streams whose end is remembered: more than anybody pipes into one database at a time. */
const STREAMS = 256;

const READ = "SELECT hashes FROM _stream_tail ORDER BY id DESC";

/** A stream that moves on comes to the top, so that quiet ones are forgotten first. */
const MOVE = `
  UPDATE _stream_tail SET hashes = :hashes, id = (SELECT max(id) + 1 FROM _stream_tail)
  WHERE id = :id
  RETURNING id
`;

const ADD = "INSERT INTO _stream_tail (hashes) VALUES (:hashes) RETURNING id";

const FORGET = `
  DELETE FROM _stream_tail
  WHERE id NOT IN (SELECT id FROM _stream_tail ORDER BY id DESC LIMIT :streams)
`;

/** Hashes of the last lines of every stream that is remembered, oldest line first. */
export function readTails(db: Database): readonly (readonly string[])[] {
  return db
    .prepare<[], string>(READ)
    .pluck()
    .all()
    .map((hashes) => hashes.split(" "));
}

/** Keeps the end of a stream of this run. Call inside the transaction that keeps what was read of it. */
export type WriteTail = (stream: string, tail: Tail | null) => void;

export function createTailWriter(db: Database): WriteTail {
  const add = db.prepare<{ hashes: string }, number>(ADD).pluck();
  const move = db.prepare<{ hashes: string; id: number }, number>(MOVE).pluck();
  const forget = db.prepare(FORGET);
  const ids = new Map<string, number>();
  return (stream, tail) => {
    const hashes = tail?.hashes().join(" ") ?? "";
    if (hashes === "") return;
    const known = ids.get(stream);
    const id = known === undefined ? undefined : move.get({ hashes, id: known });
    ids.set(stream, id ?? add.get({ hashes }) ?? 0);
    if (id === undefined) forget.run({ streams: STREAMS });
  };
}
