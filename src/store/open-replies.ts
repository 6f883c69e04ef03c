import type { OpenRepliesDelta, OpenRepliesState } from "../tally/open-replies.ts";
import type { Database } from "./database.ts";
import { createMemory } from "./memory.ts";

const READ_CHANGES = "SELECT replies FROM _open_reply_change ORDER BY id";
const ADD_CHANGE = "INSERT INTO _open_reply_change (replies) VALUES (:replies)";
const DROP_CHANGES = "DELETE FROM _open_reply_change";

const OPEN_REPLIES = "open replies 2";
const REVISION = "open replies revision";

/** Messages of other processes that are kept at least. */
const OTHERS = 4096;

type Replies = OpenRepliesState["young"];
type Reply = Parameters<Parameters<Replies["forEach"]>[0]>[0][number];

/** The form in which open replies are kept: each meaning and each host once, replies refer to them by place. */
type Stored = {
  readonly meanings: readonly Reply["meaning"][];
  readonly remotes: readonly Reply["remote"][];
  readonly old: readonly StoredMessage[];
  readonly young: readonly StoredMessage[];
  readonly closed: readonly string[];
};
type StoredMessage = readonly [queueId: string, replies: readonly StoredReply[]];
type StoredReply = Omit<Reply, "meaning" | "remote"> & {
  readonly meaning: number;
  readonly remote: number;
};

/** The replies that were open when counting last stopped (design section 4: part of the checkpoint). */
export function readOpenReplies(db: Database): OpenRepliesState {
  const whole = createMemory(db).recall(OPEN_REPLIES);
  const changes = db.prepare<[], string>(READ_CHANGES).pluck().all();
  const old = new Map<string, readonly Reply[]>();
  const young = new Map<string, readonly Reply[]>();
  for (const text of whole === undefined ? changes : [whole, ...changes]) {
    const change = restored(text);
    for (const queueId of [...change.closed, ...change.young.keys()]) old.delete(queueId);
    for (const queueId of change.closed) young.delete(queueId);
    for (const [queueId, replies] of change.old) old.set(queueId, replies);
    for (const [queueId, replies] of change.young) young.set(queueId, replies);
  }
  return { old, young };
}

/** Keeps what has changed. Call inside the transaction that writes the counts. */
export type WriteOpenReplies = (delta: OpenRepliesDelta) => void;

/**
 * Another process may count into the same database: the replies it remembered since the last time are kept beside our own. Make
 * this before reading them, so that nothing falls between the two.
 */
export function createOpenRepliesWriter(db: Database): WriteOpenReplies {
  const memory = createMemory(db);
  const addChange = db.prepare(ADD_CHANGE);
  const dropChanges = db.prepare(DROP_CHANGES);
  let known = memory.recall(REVISION) ?? "0";
  let isAlone = true;
  let others: Replies = new Map();

  function revise(): void {
    const current = memory.recall(REVISION) ?? "0";
    isAlone &&= current === known;
    known = String(Number(current) + 1);
    memory.keep(REVISION, known);
  }

  function writeAll({ old, young }: OpenRepliesState): void {
    if (!isAlone) others = foreignTo({ old, young }, readOpenReplies(db));
    isAlone = true;
    const state = { old, young: new Map([...others, ...young]) };
    memory.keep(OPEN_REPLIES, stored(state, []));
    dropChanges.run();
  }

  return (delta) => {
    switch (delta.kind) {
      case "changed": {
        const { state, closed } = delta;
        if (state.old.size + state.young.size + closed.length === 0) return;
        revise();
        addChange.run({ replies: stored(state, closed) });
        return;
      }
      case "all":
        revise();
        writeAll(delta.state);
    }
  };
}

/** What others remember of messages that we know nothing of. */
function foreignTo(own: OpenRepliesState, kept: OpenRepliesState): Replies {
  const most = own.old.size + own.young.size + OTHERS;
  const others = [...kept.old, ...kept.young].filter(
    ([queueId]) => !own.old.has(queueId) && !own.young.has(queueId),
  );
  return new Map(others.slice(-most));
}

function stored({ old, young }: OpenRepliesState, closed: readonly string[]): string {
  const meanings = createPlaces<Reply["meaning"]>();
  const remotes = createPlaces<Reply["remote"]>();
  const placed = (replies: Replies): readonly StoredMessage[] =>
    Array.from(replies, ([queueId, open]) => [
      queueId,
      open.map((one) => ({
        ...one,
        meaning: meanings.of(one.meaning),
        remote: remotes.of(one.remote),
      })),
    ]);
  const messages = { old: placed(old), young: placed(young), closed };
  return JSON.stringify({ meanings: meanings.all(), remotes: remotes.all(), ...messages });
}

function restored(text: string): OpenRepliesState & Pick<Stored, "closed"> {
  const { meanings, remotes, old, young, closed } = JSON.parse(text) as Stored;
  const replies = (messages: readonly StoredMessage[]): Replies =>
    new Map(
      messages.map(([queueId, open]) => [
        queueId,
        open.flatMap((one) => {
          const meaning = meanings[one.meaning];
          const remote = remotes[one.remote];
          return meaning === undefined || remote === undefined ? [] : [{ ...one, meaning, remote }];
        }),
      ]),
    );
  return { old: replies(old), young: replies(young), closed };
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
