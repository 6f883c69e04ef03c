import { besideOthers, type DuplicatesState, followedBy, type Told } from "../tally/duplicates.ts";
import type { Database } from "./database.ts";
import { createMemory, createRevision } from "./memory.ts";

const READ_CHANGES = "SELECT events FROM _last_event_change ORDER BY id";
const COUNT_CHANGES = "SELECT count(*) FROM _last_event_change";
const ADD_CHANGE = "INSERT INTO _last_event_change (events) VALUES (:events)";
const DROP_CHANGES = "DELETE FROM _last_event_change";

const LAST_EVENTS = "duplicates 2";
const REVISION = "duplicates revision";

/** So many changes stand beside what was written whole. */
const MOST_CHANGES = 256;

/** The last events of each log host, by which a line that came twice is known (design section 4: part of the checkpoint). */
export function readLastEvents(db: Database): DuplicatesState {
  const whole = JSON.parse(createMemory(db).recall(LAST_EVENTS) ?? "[]") as DuplicatesState;
  const changes = db.prepare<[], string>(READ_CHANGES).pluck().all();
  return changes.reduce((state, text) => followedBy(state, JSON.parse(text) as Told), whole);
}

/** Keeps what was told. Call inside the transaction that writes the counts. */
export type WriteLastEvents = (told: Told) => void;

/**
 * Another process may count into the same database: the events that it kept last stay beside our own, and from then on all are
 * written. Make this before reading them, so that nothing falls between the two.
 */
export function createLastEventsWriter(db: Database): WriteLastEvents {
  const memory = createMemory(db);
  const isAlone = createRevision(memory, REVISION);
  const addChange = db.prepare(ADD_CHANGE);
  const dropChanges = db.prepare(DROP_CHANGES);
  let changes = db.prepare<[], number>(COUNT_CHANGES).pluck().get() ?? 0;
  let own = readLastEvents(db);
  let others: DuplicatesState = [];

  return (told) => {
    if (told.length === 0) return;
    own = followedBy(own, told);
    if (!isAlone()) others = readLastEvents(db);
    if (others.length === 0 && changes < MOST_CHANGES) {
      addChange.run({ events: JSON.stringify(told) });
      changes++;
      return;
    }
    memory.keep(LAST_EVENTS, JSON.stringify(besideOthers(own, others)));
    dropChanges.run();
    changes = 0;
  };
}
