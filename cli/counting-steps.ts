import { createInterpreter } from "../ingest/dialects/interpret.ts";
import { namingSenders } from "../ingest/dialects/senders.ts";
import { createDecoders } from "../ingest/envelopes/decode.ts";
import { value } from "../src/domain/outcome.ts";
import { createFilterMarker } from "../src/meaning/content-filters.ts";
import type { Knowledge } from "../src/meaning/knowledge.ts";
import { createUnderstand } from "../src/meaning/understand.ts";
import type { Steps } from "../src/pipeline.ts";
import type { Database } from "../src/store/database.ts";
import { readDuplicates, saltOf } from "../src/store/memory.ts";
import { readOpenReplies } from "../src/store/open-replies.ts";
import { readSending } from "../src/store/senders.ts";
import type { Sending } from "../src/tally/cells.ts";
import { Duplicates, type DuplicatesState } from "../src/tally/duplicates.ts";
import type { InFlight } from "../src/tally/in-flight.ts";
import { Journeys } from "../src/tally/journeys.ts";
import { OpenReplies, type OpenRepliesState } from "../src/tally/open-replies.ts";
import { Senders } from "../src/tally/senders.ts";
import { Tally } from "../src/tally/tally.ts";

/** How to take the stamps that name no zone or no year. */
export type Envelope = Parameters<typeof createDecoders>[0];

/** How lines are read and understood. `filters`: names of services and hosts that are our own content filters. */
export type Reading = {
  readonly envelope: Envelope;
  readonly knowledge: Knowledge;
  readonly filters: readonly string[] | undefined;
};

/** What counting remembered at the last commit to a database. */
export type Remembered = {
  readonly salt: number;
  readonly openReplies: OpenRepliesState;
  readonly duplicates: DuplicatesState;
  /** Who sent what is in the queue; null where senders are not counted. */
  readonly sending: readonly Sending[] | null;
};

/** Ask after the writers of this database are made, so that nothing falls between the two. */
export function rememberedIn(
  db: Database,
  random: () => number,
  senders: boolean = false,
): Remembered {
  return {
    salt: saltOf(db, random),
    openReplies: readOpenReplies(db),
    duplicates: readDuplicates(db),
    sending: senders ? readSending(db) : null,
  };
}

/** The steps that read and count: all but keeping. `inFlight` is the set of messages that they look into. */
export function countingSteps(
  remembered: Remembered,
  inFlight: InFlight,
  { envelope, knowledge, filters = [] }: Reading,
): Omit<Steps, "keep" | "now" | "commitEvery" | "progress"> {
  const openReplies = new OpenReplies(remembered.salt, remembered.openReplies);
  const journeys = new Journeys(remembered.salt, inFlight);
  const senders = sendersWith(remembered.sending, journeys);
  return {
    decoderFor: createDecoders(envelope),
    interpret: interpreterWith(filters, senders !== null),
    duplicates: new Duplicates(remembered.salt, remembered.duplicates),
    tally: new Tally(createUnderstand(undefined, knowledge), openReplies, journeys, senders),
    openReplies,
    journeys,
  };
}

function sendersWith(sending: Remembered["sending"], journeys: Journeys): Senders | null {
  if (sending === null) return null;
  return new Senders((writer, queueId) => journeys.messageOf(writer, queueId), sending);
}

/** What a record says, peers that are content filters marked; who sent a message only where that is counted. */
function interpreterWith(filters: readonly string[], senders: boolean): Steps["interpret"] {
  const plain = createInterpreter();
  const interpret = senders ? namingSenders(plain) : plain;
  if (filters.length === 0) return interpret;
  const mark = createFilterMarker(filters);
  return (record) => {
    const outcome = interpret(record);
    return outcome.kind === "value" ? value(mark(outcome.value)) : outcome;
  };
}
