import type { Commit } from "../../src/store/store.ts";
import type { SourceDelta } from "../../src/tally/ledger.ts";
import { NOTHING_OPEN } from "../../src/tally/open-replies.ts";

/** A commit that adds nothing: a test puts in what it is about. */
export const NOTHING_NEW: Commit = {
  delta: { cells: [], destinations: [], inbound: [] },
  journeys: [],
  source: null,
  openReplies: { kind: "all", state: NOTHING_OPEN },
  duplicates: [],
};

const BEGINNING = { offset: 0, line: 0 };

/** A pipe of which nothing was read. */
export const NOTHING_READ: SourceDelta = {
  source: { name: "stdin", fingerprint: "stream:stdin", hashedBytes: 0 },
  start: BEGINNING,
  end: BEGINNING,
  days: [],
  samples: [],
  tail: null,
  marks: [],
};
