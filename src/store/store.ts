import type { Delta } from "../tally/cells.ts";
import type { SourceDelta } from "../tally/ledger.ts";
import type { OpenRepliesState } from "../tally/open-replies.ts";
import { createCountWriter } from "./counts.ts";
import type { Database } from "./database.ts";
import { createDimensions } from "./dimensions.ts";
import { createInboundWriter } from "./inbound-refusals.ts";
import { createMemoryWriter } from "./memory.ts";
import { createPulseWriter } from "./pulses.ts";
import { createSourceWriter } from "./sources.ts";
import { storeFailure } from "./trouble.ts";

/** Everything that one commit keeps: counts, what was read to get them, and what counting must remember. */
export type Commit = {
  readonly delta: Delta;
  readonly source: SourceDelta | null;
  readonly openReplies: OpenRepliesState;
};

/** Keeps a commit whole or not at all. Throws a Failure when the database cannot be written. */
export type Keep = (commit: Commit) => void;

/** Counts, coverage, position and memory go into one transaction: after a crash the next run continues at the last one. */
export function createKeep(db: Database): Keep {
  const ids = createDimensions(db);
  const writeCounts = createCountWriter(db, ids);
  const writeInbound = createInboundWriter(db, ids);
  const writePulses = createPulseWriter(db);
  const writeSource = createSourceWriter(db);
  const writeMemory = createMemoryWriter(db);
  const keep = db.transaction(({ delta, source, openReplies }: Commit) => {
    writeCounts(delta);
    writeInbound(delta);
    writePulses(delta);
    if (source !== null) writeSource(source);
    writeMemory(openReplies);
  });
  return (commit) => {
    try {
      keep.immediate(commit);
    } catch (error) {
      throw storeFailure(db.name, error);
    }
  };
}
