import type { Batch, Position, Source } from "./domain/batch.ts";
import type { DeliveryEvent } from "./domain/delivery-event.ts";
import type { LogRecord, RawEntry } from "./domain/log-record.ts";
import { type Outcome, UNFINISHED } from "./domain/outcome.ts";
import type { Decode, Interpret } from "./domain/steps.ts";
import type { EpochMs } from "./domain/time.ts";
import type { Keep } from "./store/store.ts";
import type { Duplicates } from "./tally/duplicates.ts";
import type { Journeys } from "./tally/journeys.ts";
import { Ledger } from "./tally/ledger.ts";
import type { OpenReplies } from "./tally/open-replies.ts";
import { Sightings, type Twice } from "./tally/sightings.ts";
import { isDeliveryLike } from "./tally/suspicion.ts";
import type { Tally } from "./tally/tally.ts";

/** Cells held in memory before a commit is forced, whatever the clock says. */
const CELLS_PER_COMMIT = 10_000;

/** Steps of journeys held in memory before a commit is forced. */
const STEPS_PER_COMMIT = 10_000;

/** Lines by what became of them, and 421 replies, of one run. `repeated` ones, which an earlier run has read, are not in `lines`. */
export type Totals = {
  lines: number;
  understood: number;
  irrelevant: number;
  notUnderstood: number;
  /** Not understood, though they look like deliveries. */
  suspect: number;
  flaws: number;
  repeated: number;
  throttled: number;
  firstAt: EpochMs | null;
  lastAt: EpochMs | null;
  /** Two sources that tell of the same: what stands in both was counted twice. */
  twice: Twice | null;
};

/** The steps of the walk. All but the batches are plain calls; `now` is a clock in milliseconds. */
export type Steps = {
  /** The decoder that knows what came before in this source. */
  readonly decoderFor: (source: Source) => Decode;
  readonly interpret: Interpret;
  readonly duplicates: Duplicates;
  readonly tally: Tally;
  readonly openReplies: OpenReplies;
  readonly journeys: Journeys;
  readonly keep: Keep;
  readonly now: () => EpochMs;
  /** Longest time that counts may wait for a commit while lines arrive, in milliseconds. */
  readonly commitEvery: number;
  readonly progress: (batch: Batch, totals: Totals) => void;
};

/** The steps, and what this run has seen so far. */
type Counting = Steps & { readonly sightings: Sightings };

/**
 * The one loop: reads every entry once and keeps counts and position together. The only `await` is for the next batch.
 * Whatever ends the batches, what was read before is kept.
 */
export async function analyse(batches: AsyncIterable<Batch>, steps: Steps): Promise<Totals> {
  const { tally, openReplies, duplicates, journeys, keep, now, commitEvery } = steps;
  const ledger = new Ledger();
  const totals = noTotals();
  const unfinished: Unfinished = new Map();
  const counting = { ...steps, sightings: new Sightings() };
  let keptAt = now();

  function commit(): void {
    const source = ledger.drain();
    if (source !== null) {
      const counted = { delta: tally.drain(), journeys: journeys.drain() };
      const remembered = { openReplies: openReplies.drain(), duplicates: duplicates.state() };
      keep({ ...counted, ...remembered, source });
    }
    keptAt = now();
  }

  for await (const read of batches) {
    if (ledger.isElsewhere(read.source)) commit();
    const batch = readBatch(read, unfinished, counting, ledger, totals);
    const isFull = tally.size >= CELLS_PER_COMMIT || journeys.size >= STEPS_PER_COMMIT;
    if (isFull || now() - keptAt >= commitEvery || batch.isLast) commit();
    totals.repeated += batch.repeated ?? 0;
    totals.lines += batch.end.line - batch.start.line;
    totals.throttled = tally.throttled;
    steps.progress(batch, totals);
  }
  commit();
  totals.twice = counting.sightings.twice();
  totals.irrelevant = totals.lines - totals.understood - totals.notUnderstood;
  return totals;
}

/** Where each source holds a record whose rest is still to come, by fingerprint. */
type Unfinished = Map<string, Position>;

/**
 * Steps 2 to 5 for all entries of a batch, and the account of its lines. Gives the batch as far as it is settled: from where a
 * record began that an earlier one left unfinished, to where one begins that this one leaves, so that a run which ends there is
 * followed by one that reads all of it. What cannot be read again is settled to its end.
 */
function readBatch(
  batch: Batch,
  unfinished: Unfinished,
  steps: Counting,
  ledger: Ledger,
  totals: Totals,
): Batch {
  const { source, start, end } = batch;
  const before = unfinished.get(source.fingerprint);
  const carried = before !== undefined && before.line < start.line ? before : null;
  ledger.open({ ...batch, start: carried ?? start });
  steps.sightings.open(source);
  const open = readEntries(batch, carried, steps, ledger, totals);
  if (batch.flaw !== undefined) totals.flaws++;
  const crowdedOut = steps.tally.sendersCrowdedOut();
  if (crowdedOut > 0) ledger.flaw("sender-forgotten", crowdedOut);
  totals.flaws += crowdedOut;
  if (open === null || source.hashedBytes === 0) unfinished.delete(source.fingerprint);
  else unfinished.set(source.fingerprint, open);
  const settled = {
    ...batch,
    start: carried ?? start,
    end: unfinished.get(source.fingerprint) ?? end,
  };
  ledger.close(settled);
  return settled;
}

/** Steps 2 to 5 for all entries. Gives where the record begins that is unfinished at the end, if one is; `open` was before. */
function readEntries(
  batch: Batch,
  open: Position | null,
  steps: Counting,
  ledger: Ledger,
  totals: Totals,
): Position | null {
  const decode = steps.decoderFor(batch.source);
  recall(batch, decode, ledger);
  let unfinished = open;
  for (const entry of batch.entries) {
    const decoded = decode(entry, batch.reference);
    if (decoded === UNFINISHED) unfinished ??= { offset: entry.offset, line: entry.line };
    else if (decoded.kind !== "skip") unfinished = null;
    readEntry(entry, decoded, steps, ledger, totals);
  }
  return unfinished;
}

/** Step 2 for the lines that an earlier run has counted: what the next ones mean may hang on them, and their day does. */
function recall({ context = [], reference }: Batch, decode: Decode, ledger: Ledger): void {
  for (const entry of context) {
    const decoded = decode(entry, reference);
    if (decoded.kind === "value") ledger.recall(decoded.value.at);
  }
}

/** Steps 3 to 5 for one entry: it is counted, or it is accounted for. */
function readEntry(
  entry: RawEntry,
  decoded: Outcome<LogRecord>,
  steps: Counting,
  ledger: Ledger,
  totals: Totals,
): void {
  if (decoded.kind === "value") {
    const { at } = decoded.value;
    ledger.date(entry, at);
    if (totals.firstAt === null || at < totals.firstAt) totals.firstAt = at;
    if (totals.lastAt === null || at > totals.lastAt) totals.lastAt = at;
  }
  const outcome = decoded.kind === "value" ? steps.interpret(decoded.value) : decoded;
  if (entry.cut) {
    ledger.flaw("line-too-long");
    totals.flaws++;
  }
  switch (outcome.kind) {
    case "value":
      ledger.understood();
      totals.understood++;
      countEvent(outcome.value, repeatsOf(decoded), steps, ledger, totals);
      break;
    case "issue":
      ledger.notUnderstood(outcome.issue);
      totals.notUnderstood++;
      if (isDeliveryLike(outcome.issue.excerpt)) totals.suspect++;
      break;
    case "skip":
      break;
  }
}

/** How often a line says that something was said, beyond the first time, which has a line of its own; 0 for a line like any. */
function repeatsOf(decoded: Outcome<LogRecord>): number {
  return decoded.kind === "value" ? (decoded.value.repeats ?? 0) : 0;
}

/**
 * Step 5, but for a line that came twice. What syslog says was repeated counts so many times where it concerns no message:
 * with a queue id it is the same record, sent again.
 */
function countEvent(
  event: DeliveryEvent,
  repeats: number,
  steps: Counting,
  ledger: Ledger,
  totals: Totals,
): void {
  const isAgain = repeats > 0 && event.queueId !== null;
  const isRepeat = steps.duplicates.isRepeat(event) || isAgain;
  if (isRepeat || isMalformed(event)) {
    ledger.flaw(isRepeat ? "duplicate-line" : "malformed-reply");
    totals.flaws++;
  }
  if (isRepeat) return;
  steps.sightings.note(event);
  for (let times = Math.max(repeats, 1); times > 0; times--) steps.tally.add(event);
}

/** A reply whose digits are followed by neither blank nor hyphen is counted, and reported. */
function isMalformed(event: DeliveryEvent): boolean {
  return (event.kind === "refused" || event.kind === "withheld") && event.reply?.malformed === true;
}

/** Nothing read yet. */
export function noTotals(): Totals {
  return {
    lines: 0,
    understood: 0,
    irrelevant: 0,
    notUnderstood: 0,
    suspect: 0,
    flaws: 0,
    repeated: 0,
    throttled: 0,
    firstAt: null,
    lastAt: null,
    twice: null,
  };
}
