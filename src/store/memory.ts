import { besideOthers, type DuplicatesState } from "../tally/duplicates.ts";
import type { OpenRepliesState } from "../tally/open-replies.ts";
import type { Database } from "./database.ts";

const READ = "SELECT value FROM _memory WHERE key = :key";
const WRITE = `
  INSERT INTO _memory (key, value) VALUES (:key, :value)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value
`;

const OPEN_REPLIES = "open replies 1";
const REVISION = "open replies revision";
const DUPLICATES = "duplicates 2";
const SALT = "salt";

/** Messages of other processes that are kept at least. */
const OTHERS = 4096;

type Reply = OpenRepliesState[number][1][number];

/** The form in which open replies are kept: each meaning and each host once, replies refer to them by place. */
type Stored = {
  readonly meanings: readonly Reply["meaning"][];
  readonly remotes: readonly Reply["remote"][];
  readonly replies: readonly (readonly [string, readonly StoredReply[]])[];
};
type StoredReply = Omit<Reply, "meaning" | "remote"> & {
  readonly meaning: number;
  readonly remote: number;
};

/** What counting remembered when it last stopped (design section 4: part of the checkpoint). */
export function readOpenReplies(db: Database): OpenRepliesState {
  const value = db.prepare<{ key: string }, string>(READ).pluck().get({ key: OPEN_REPLIES });
  if (value === undefined) return [];
  const { meanings, remotes, replies } = JSON.parse(value) as Stored;
  return replies.map(([queueId, stored]) => [
    queueId,
    stored.flatMap((one) => {
      const meaning = meanings[one.meaning];
      const remote = remotes[one.remote];
      return meaning === undefined || remote === undefined ? [] : [{ ...one, meaning, remote }];
    }),
  ]);
}

/** The last events of each log host, by which a line that came twice is known. */
export function readDuplicates(db: Database): DuplicatesState {
  const value = db.prepare<{ key: string }, string>(READ).pluck().get({ key: DUPLICATES });
  return value === undefined ? [] : (JSON.parse(value) as DuplicatesState);
}

/** Keeps what counting must remember. Call inside the transaction that writes the counts. */
export type WriteMemory = (openReplies: OpenRepliesState, duplicates: DuplicatesState) => void;

/**
 * Another process may count into the same database: what it remembered when it last wrote is kept beside our own. Make
 * this before reading the memory, so that nothing falls between the two.
 */
export function createMemoryWriter(db: Database): WriteMemory {
  const write = db.prepare(WRITE);
  const read = db.prepare<{ key: string }, string>(READ).pluck();
  let known = read.get({ key: REVISION }) ?? "0";
  let others: { replies: OpenRepliesState; duplicates: DuplicatesState } = NOBODY;
  return (state, duplicates) => {
    const current = read.get({ key: REVISION }) ?? "0";
    if (current !== known)
      others = { replies: readOpenReplies(db), duplicates: readDuplicates(db) };
    known = String(Number(current) + 1);
    write.run({ key: REVISION, value: known });
    write.run({ key: OPEN_REPLIES, value: stored([...othersIn(others.replies, state), ...state]) });
    const last = besideOthers(duplicates, others.duplicates);
    write.run({ key: DUPLICATES, value: JSON.stringify(last) });
  };
}

const NOBODY = { replies: [], duplicates: [] };

/** What others remember of messages that we know nothing of. */
function othersIn(kept: OpenRepliesState, own: OpenRepliesState): OpenRepliesState {
  if (kept.length === 0) return [];
  const ours = new Set(own.map(([queueId]) => queueId));
  return kept.filter(([queueId]) => !ours.has(queueId)).slice(-own.length - OTHERS);
}

function stored(state: OpenRepliesState): string {
  const meanings = createPlaces<Reply["meaning"]>();
  const remotes = createPlaces<Reply["remote"]>();
  const replies = state.map(([queueId, open]) => [
    queueId,
    open.map((one) => ({
      ...one,
      meaning: meanings.of(one.meaning),
      remote: remotes.of(one.remote),
    })),
  ]);
  return JSON.stringify({ meanings: meanings.all(), remotes: remotes.all(), replies });
}

/** Whoever is first decides: two processes that begin at once must have one salt. */
const FIRST = "INSERT INTO _memory (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING";

/** A number of this database's own, made at its first use with `random`: it keeps hashed recipients from being looked up. */
export function saltOf(db: Database, random: () => number): number {
  const kept = db.prepare<{ key: string }, string>(READ).pluck();
  const known = kept.get({ key: SALT });
  if (known !== undefined) return Number(known);
  db.prepare(FIRST).run({ key: SALT, value: String(Math.floor(random() * 2 ** 31)) });
  return Number(kept.get({ key: SALT }));
}

function createPlaces<T>(): { of(value: T): number; all(): readonly T[] } {
  const places = new Map<T, number>();
  return {
    of(value) {
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    },
    all: () => [...places.keys()],
  };
}
