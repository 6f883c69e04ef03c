import type { EpochSeconds } from "../domain/time.ts";
import { providerOf as builtIn, type ProviderOf } from "../meaning/providers.ts";
import type { Delta } from "../tally/cells.ts";
import type { DuplicatesState } from "../tally/duplicates.ts";
import type { InFlightWatch } from "../tally/in-flight.ts";
import type { MessageStep } from "../tally/journeys.ts";
import type { SourceDelta } from "../tally/ledger.ts";
import type { OpenRepliesDelta } from "../tally/open-replies.ts";
import { createCountWriter } from "./counts.ts";
import type { Database } from "./database.ts";
import { createDayWriter } from "./day-counts.ts";
import { createDimensions } from "./dimensions.ts";
import { createHourWriter } from "./hour-counts.ts";
import { createInboundWriter } from "./inbound-refusals.ts";
import { createJourneyWriter } from "./journeys.ts";
import { createDuplicatesWriter } from "./memory.ts";
import { createOpenRepliesWriter } from "./open-replies.ts";
import { createPulseWriter } from "./pulses.ts";
import { createSenderWriter } from "./senders.ts";
import { createSourceWriter } from "./sources.ts";
import { guarded } from "./trouble.ts";

/** Everything that one commit keeps: counts, what was read to get them, and what counting must remember. */
export type Commit = {
  readonly delta: Delta;
  readonly journeys: readonly MessageStep[];
  readonly source: SourceDelta | null;
  readonly openReplies: OpenRepliesDelta;
  readonly duplicates: DuplicatesState;
};

/** Keeps a commit whole or not at all. Throws a Failure when the database cannot be written. */
export type Keep = (commit: Commit) => void;

/**
 * Counts, coverage, position and memory go into one transaction: after a crash the next run continues at the last one.
 * `inFlight` is told which messages the database holds in flight.
 */
export function createKeep(
  db: Database,
  inFlight: InFlightWatch,
  providerOf: ProviderOf = builtIn,
): Keep {
  const ids = createDimensions(db, providerOf);
  const writeCounts = createCountWriter(db, ids);
  const writeInbound = createInboundWriter(db, ids);
  const writePulses = createPulseWriter(db, providerOf);
  const writeDays = createDayWriter(db, ids);
  const writeSenders = createSenderWriter(db, providerOf);
  const writeHours = createHourWriter(db, ids);
  const writeSource = createSourceWriter(db);
  const writeOpenReplies = createOpenRepliesWriter(db);
  const writeDuplicates = createDuplicatesWriter(db);
  const writeJourneys = createJourneyWriter(db, ids, inFlight);
  const keep = db.transaction((commit: Commit) => {
    const { delta, journeys, source, openReplies, duplicates } = commit;
    writeCounts(delta);
    writeInbound(delta);
    writePulses(delta);
    writeDays(delta.cells);
    if (delta.senders) writeSenders(delta.senders);
    writeHours(delta.cells);
    writeJourneys(journeys, source === null ? null : newestStampOf(source));
    if (source !== null) writeSource(source);
    writeOpenReplies(openReplies);
    writeDuplicates(duplicates);
  });
  return (commit) => guarded(db.name, () => keep.immediate(commit));
}

function newestStampOf({ days }: SourceDelta): EpochSeconds | null {
  let newest: EpochSeconds | null = null;
  for (const { lastAt } of days) if (lastAt !== null) newest = Math.max(newest ?? lastAt, lastAt);
  return newest;
}
