import type { EpochSeconds } from "../domain/time.ts";
import { dayOf } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";
import type { InFlightWatch } from "../tally/in-flight.ts";
import { type Journey, LOST_AFTER, type Step, travel } from "../tally/journey.ts";
import { EVERYBODY, type MessageStep, queueHashOf } from "../tally/journeys.ts";
import { createBulkInsert } from "./bulk-insert.ts";
import type { Database } from "./database.ts";
import type { Dimensions } from "./dimensions.ts";
import { createLogbook, type Logbook } from "./logbook.ts";

const MESSAGES = "SELECT message FROM _flight";

const OF_MESSAGE = `
  SELECT recipient, reply_id, first_at, last_at, tries FROM _flight WHERE message = ?
`;

const FLIGHT = {
  insert: "INSERT INTO _flight (message, recipient, reply_id, first_at, last_at, tries)",
  row: "(?, ?, ?, ?, ?, ?)",
  conflict: `
    ON CONFLICT DO UPDATE SET
      reply_id = excluded.reply_id,
      first_at = excluded.first_at,
      last_at = excluded.last_at,
      tries = excluded.tries
  `,
} as const;

const LANDED = "DELETE FROM _flight WHERE message = ? AND recipient = ?";

const OVERDUE = `
  DELETE FROM _flight WHERE last_at < :before
  RETURNING recipient, reply_id, first_at, last_at, tries
`;

const REPLY = `
  SELECT provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule FROM _reply WHERE id = ?
`;

type FlightRow = {
  readonly recipient: number;
  readonly reply_id: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly tries: number;
};

/** Replies of kept journeys that are remembered. */
const REPLIES = 10_000;

/**
 * Takes the steps of journeys since the last commit. `newestAt` is the newest stamp of what was read with them. Call inside
 * the transaction that moves the positions.
 */
export type WriteJourneys = (steps: readonly MessageStep[], newestAt: EpochSeconds | null) => void;

type Flights = ReadonlyMap<number, Journey>;

const NOBODY: Flights = new Map();

/**
 * Only rows that changed are written: a journey that begins and ends between two commits is a count and no more. Tells
 * `inFlight` what is in flight, at first and again when another process has written.
 */
export function createJourneyWriter(
  db: Database,
  ids: Dimensions,
  inFlight: InFlightWatch,
): WriteJourneys {
  const watch = createWatch(db, inFlight);
  const kept = createKeptJourneys(db);
  const flights = createBulkInsert(db, FLIGHT);
  const landed = db.prepare<[number, number]>(LANDED);
  const overdue = db.prepare<{ before: number }, FlightRow>(OVERDUE);
  const logbook = createLogbook(db);
  let sweptDay: EpochSeconds | null = null;

  function move(message: number, steps: readonly Step[], isKnown: boolean): void {
    const before = isKnown ? kept.ofMessage(message) : NOBODY;
    const after = afterSteps(before, steps, logbook);
    for (const recipient of before.keys()) {
      if (!after.has(recipient)) landed.run(message, recipient);
    }
    for (const [recipient, journey] of after) {
      if (journey !== before.get(recipient)) write(message, recipient, journey);
    }
  }

  function write(message: number, recipient: number, journey: Journey): void {
    const { filedUnder, firstAt, lastAt, tries } = journey;
    const reply = kept.replyIdOf(filedUnder) ?? ids.countedReply(filedUnder);
    flights.add([message, recipient, reply, firstAt, lastAt, tries]);
  }

  /** What nobody has spoken of for days need not be held: once for every day that the log moves on. */
  function sweep(newestAt: EpochSeconds): void {
    const day = dayOf(newestAt * 1000);
    if (day === sweptDay) return;
    sweptDay = day;
    for (const row of overdue.all({ before: newestAt - LOST_AFTER })) {
      logbook.ended(kept.journeyOf(row), "lost track", row.last_at - row.first_at);
    }
  }

  return (steps, newestAt) => {
    const isAlone = watch.isAlone();
    for (const [message, those] of byMessage(steps)) {
      move(message, those, !isAlone || those[0]?.wasKnown !== false);
    }
    flights.flush();
    if (newestAt !== null) sweep(newestAt);
    logbook.flush();
    watch.update(isAlone);
  };
}

/** The steps of each message in their order, and messages in the order of the table: neighbours are written together. */
function* byMessage(
  steps: readonly MessageStep[],
): Iterable<readonly [number, readonly MessageStep[]]> {
  const sorted = [...steps].sort((one, other) => one.message - other.message);
  let from = 0;
  while (from < sorted.length) {
    const message = sorted[from]?.message ?? 0;
    let end = from + 1;
    while (sorted[end]?.message === message) end++;
    yield [message, sorted.slice(from, end)];
    from = end;
  }
}

function afterSteps(before: Flights, steps: readonly Step[], logbook: Logbook): Flights {
  const after = new Map(before);
  for (const step of steps) {
    if (step.recipient !== EVERYBODY) advance(after, step.recipient, step, logbook);
    else for (const recipient of [...after.keys()]) advance(after, recipient, step, logbook);
  }
  return after;
}

function advance(
  flights: Map<number, Journey>,
  recipient: number,
  step: Step,
  logbook: Logbook,
): void {
  const journey = travel(flights.get(recipient) ?? null, step, logbook);
  if (journey === null) flights.delete(recipient);
  else flights.set(recipient, journey);
}

/** The journeys under way, as the database holds them. */
function createKeptJourneys(db: Database) {
  const ofMessage = db.prepare<[number], FlightRow>(OF_MESSAGE);
  const reply = db.prepare<[number], Meaning>(REPLY);
  const meanings = new Map<number, Meaning>();
  const replyIds = new WeakMap<Meaning, number>();

  function meaningOf(id: number): Meaning {
    const known = meanings.get(id);
    if (known !== undefined) return known;
    const found = reply.get(id);
    if (found === undefined) throw new Error(`a journey is filed under reply ${id}, which is gone`);
    if (meanings.size >= REPLIES) meanings.clear();
    meanings.set(id, found);
    replyIds.set(found, id);
    return found;
  }

  const journeyOf = (row: FlightRow): Journey => ({
    filedUnder: meaningOf(row.reply_id),
    firstAt: row.first_at,
    lastAt: row.last_at,
    tries: row.tries,
  });

  return {
    journeyOf,
    /** Of a reply that a kept journey is filed under. */
    replyIdOf: (meaning: Meaning): number | undefined => replyIds.get(meaning),
    ofMessage: (message: number): Flights =>
      new Map(ofMessage.all(message).map((row) => [row.recipient, journeyOf(row)])),
  };
}

/**
 * Keeps `inFlight` true. What another process has put in flight is not in it: from its first commit on nothing is taken to
 * be missing, until a whole turn has passed without one.
 */
function createWatch(db: Database, inFlight: InFlightWatch) {
  const messages = db.prepare<[], number>(MESSAGES).pluck();
  const version = (): unknown => db.pragma("data_version", { simple: true });
  let seen = version();
  refill();

  function refill(): void {
    inFlight.refill(hashes());
  }

  function* hashes(): Iterable<number> {
    for (const message of messages.iterate()) yield queueHashOf(message);
  }

  return {
    /** Whether nobody else has written since the last time. */
    isAlone(): boolean {
      const current = version();
      const isAlone = current === seen;
      seen = current;
      return isAlone;
    },
    update(isAlone: boolean): void {
      if (!isAlone) inFlight.distrust();
      else if (inFlight.isBlind || inFlight.isCrowded) refill();
    },
  };
}
