import type { LogRecord, RawEntry, Writer } from "../../src/domain/log-record.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";

/**
 * Decodes what a wrapper held. `at` is the wrapper's own time: that of a text which has none, and the bound that settles
 * the year of one which names none. Null: the wrapper has no time.
 */
export type DecodeInner = (
  entry: RawEntry,
  reference: EpochMs,
  at: EpochMs | null,
) => Outcome<LogRecord>;

/** Who wrote a line that came without host and tag: what it says must tell. */
export const NOBODY: Writer = {
  mta: "postfix",
  logHost: "",
  service: "",
  instance: "",
  daemon: "",
};

/** The bound of the year for stamps inside a record of `at`: the end of its day, so that it stays the same for many lines. */
export function referenceOf(at: EpochMs | null, reference: EpochMs): EpochMs {
  return at === null ? reference : Math.min(reference, Math.ceil(at / DAY_MS) * DAY_MS);
}

/** Whether no envelope at all was found: only then another one, or none, may be tried. */
export function isUnknown(outcome: Outcome<LogRecord>): boolean {
  return outcome.kind === "issue" && outcome.issue.code === "unknown-envelope";
}
