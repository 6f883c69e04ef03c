import type { RawEntry } from "./log-record.ts";
import type { IssueCode } from "./outcome.ts";
import type { EpochMs } from "./time.ts";

/** A place in the uncompressed stream of a source: the next byte to read and the ordinal of the line that starts there. */
export type Position = { readonly offset: number; readonly line: number };

/**
 * Where lines come from. A file is its content: `fingerprint` hashes its first `hashedBytes`, so a rotated or renamed file
 * is the same source. A stream that cannot be read again has a fingerprint of its own that never occurs twice. `lastAt`: the
 * youngest stamp that an earlier run read of it.
 */
export type Source = {
  readonly name: string;
  readonly fingerprint: string;
  readonly hashedBytes: number;
  readonly lastAt?: EpochMs | null;
};

/** A line of a source by which it is known again: the hash of its last bytes, `length` of them, and the offset behind it. */
export type Mark = { readonly offset: number; readonly length: number; readonly hash: string };

/**
 * Bytes at the start of a source in which every line is marked: a copy that is shorter is known by all it holds. From there on marks
 * stand ever further apart.
 */
export const MARKED_THROUGHOUT = 1024;

/** What a stream that cannot be read again is known by if it comes back: hashes of the last lines it has given so far. */
export type Tail = { readonly hashes: () => readonly string[] };

/**
 * Some consecutive lines of one source: those the sieve let through. Every other line up to `end` is irrelevant.
 * `reference` is the instant no line can be much younger than: it settles the year of stamps that have none. `isLast`: the
 * source has been read to its end. `repeated`: lines before `start` that an earlier stream ended with; they are not read again.
 * `marks`: some of the lines up to `end`. `context`: lines before `start` that an earlier run has counted; what the next ones mean
 * may hang on them. `flaw`: what is wrong behind the last line.
 */
export type Batch = {
  readonly source: Source;
  readonly start: Position;
  readonly end: Position;
  readonly entries: readonly RawEntry[];
  readonly reference: EpochMs;
  readonly isLast: boolean;
  readonly repeated?: number;
  readonly tail?: Tail;
  readonly marks?: readonly Mark[];
  readonly context?: readonly RawEntry[];
  readonly flaw?: IssueCode;
};
