import type { Batch, Mark, Position, Source, Tail } from "../domain/batch.ts";
import type { RawEntry } from "../domain/log-record.ts";
import type { Issue, IssueCode } from "../domain/outcome.ts";
import { DAY, dayOf, type EpochMs, type EpochSeconds, secondOf } from "../domain/time.ts";
import { cellAt } from "./cells.ts";

/** Lines of one source on one day, by what became of them. `firstAt` and `lastAt` are epoch seconds, null before a stamp. */
export type CoverageDelta = {
  readonly day: EpochSeconds;
  bytes: number;
  understood: number;
  irrelevant: number;
  notUnderstood: number;
  firstAt: EpochSeconds | null;
  lastAt: EpochSeconds | null;
  readonly issues: Map<IssueCode, number>;
};

/** What was read of one source since the last drain, and the position it reaches. */
export type SourceDelta = {
  readonly source: Source;
  readonly start: Position;
  readonly end: Position;
  readonly days: readonly CoverageDelta[];
  readonly samples: readonly Issue[];
  readonly tail: Tail | null;
  readonly marks: readonly Mark[];
};

/** Samples of unread lines offered per source and drain; the store keeps 20 in all. */
const SAMPLES = 20;

/** Lines since the last settlement that are not irrelevant. */
type Open = { understood: number; notUnderstood: number; readonly issues: Map<IssueCode, number> };

/**
 * Accounts for every line: each is understood, irrelevant or not understood, on the day of the last stamp read before or on
 * it. Lines that the sieve dropped are the gaps between entries.
 */
export class Ledger {
  #source: Source | null = null;
  #start: Position = { offset: 0, line: 0 };
  #settled: Position = { offset: 0, line: 0 };
  #open: Open = nothingOpen();
  #day: CoverageDelta | null = null;
  /** The day of the last stamp before the first line noted since the last drain. */
  #dayBefore: EpochSeconds | null = null;
  #days = new Map<EpochSeconds, CoverageDelta>();
  #samples: Issue[] = [];
  #tail: Tail | null = null;
  #marks: Mark[] = [];

  /** Whether lines of another source than this have been noted: drain before it is opened. */
  isElsewhere(source: Source): boolean {
    return this.#source !== null && this.#source.fingerprint !== source.fingerprint;
  }

  /** Begins a batch. Drain before the source changes; a stream may begin again under its old name. */
  open(batch: Batch): void {
    const isNext = batch.start.line === this.#settled.line;
    if (isNext && this.#source?.fingerprint === batch.source.fingerprint) return;
    this.#source = batch.source;
    this.#start = batch.start;
    this.#settled = batch.start;
    this.#day = null;
    this.#dayBefore = null;
  }

  /** The stamp of an entry that an earlier run has noted. */
  recall(at: EpochMs): void {
    this.#dayBefore = dayOf(at);
  }

  /** The stamp of an entry that is about to be noted: lines from here on belong to its day. */
  date(entry: RawEntry, at: EpochMs): void {
    const second = secondOf(at);
    this.#day ??= this.#goOn();
    let day = this.#day;
    if (day === null || second < day.day || second >= day.day + DAY) {
      if (day !== null) this.#settle(day, entry);
      day = this.#dayAt(dayOf(at));
      this.#day = day;
    }
    if (day.firstAt === null || second < day.firstAt) day.firstAt = second;
    if (day.lastAt === null || second > day.lastAt) day.lastAt = second;
  }

  /** An entry that was read. */
  understood(): void {
    this.#open.understood++;
  }

  /** An entry that was not read, and why. */
  notUnderstood(issue: Issue): void {
    this.#open.notUnderstood++;
    if (this.#samples.length < SAMPLES) this.#samples.push(issue);
    this.flaw(issue.code);
  }

  /** Something wrong with entries that were counted all the same. */
  flaw(code: IssueCode, lines: number = 1): void {
    const { issues } = this.#open;
    issues.set(code, (issues.get(code) ?? 0) + lines);
  }

  /** Ends a batch: all lines up to its end are accounted for. `reference` dates a source without any readable stamp. */
  close(batch: Batch): void {
    this.#tail = batch.tail ?? null;
    this.#marks.push(...(batch.marks ?? []));
    if (batch.repeated !== undefined) this.#beside("duplicate-skipped", batch.repeated, batch);
    if (batch.flaw !== undefined) this.#beside(batch.flaw, 1, batch);
    if (batch.end.line === this.#settled.line) return;
    this.#day ??= this.#goOn() ?? this.#dayAt(dayOf(batch.reference));
    this.#settle(this.#day, batch.end);
  }

  /** What has been accounted for since the last time, or null when nothing was read. */
  drain(): SourceDelta | null {
    if (this.#source === null || this.#days.size === 0) return null;
    const delta = {
      source: this.#source,
      start: this.#start,
      end: this.#settled,
      days: [...this.#days.values()],
      samples: this.#samples,
      tail: this.#tail,
      marks: this.#marks,
    };
    this.#start = this.#settled;
    this.#days = new Map();
    this.#samples = [];
    this.#marks = [];
    this.#dayBefore = this.#day?.day ?? this.#dayBefore;
    this.#day = null;
    return delta;
  }

  #goOn(): CoverageDelta | null {
    return this.#dayBefore === null ? null : this.#dayAt(this.#dayBefore);
  }

  #settle(day: CoverageDelta, end: Position): void {
    const { understood, notUnderstood, issues } = this.#open;
    day.bytes += end.offset - this.#settled.offset;
    day.understood += understood;
    day.notUnderstood += notUnderstood;
    day.irrelevant += end.line - this.#settled.line - understood - notUnderstood;
    for (const [code, lines] of issues) day.issues.set(code, (day.issues.get(code) ?? 0) + lines);
    this.#open = nothingOpen();
    this.#settled = { offset: end.offset, line: end.line };
  }

  /** What is no line of this batch: lines that an earlier run has read and accounted for, a rest that nobody can read. */
  #beside(code: IssueCode, lines: number, { reference }: Batch): void {
    const { issues } = this.#day ?? this.#goOn() ?? this.#dayAt(dayOf(reference));
    issues.set(code, (issues.get(code) ?? 0) + lines);
  }

  #dayAt(day: EpochSeconds): CoverageDelta {
    return cellAt(this.#days, day, () => ({
      day,
      bytes: 0,
      understood: 0,
      irrelevant: 0,
      notUnderstood: 0,
      firstAt: null,
      lastAt: null,
      issues: new Map(),
    }));
  }
}

function nothingOpen(): Open {
  return { understood: 0, notUnderstood: 0, issues: new Map() };
}
