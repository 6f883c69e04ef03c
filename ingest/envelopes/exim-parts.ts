import type { LogRecord } from "../../src/domain/log-record.ts";
import { issue, type Outcome, UNFINISHED, value } from "../../src/domain/outcome.ts";

/** Puts together what Exim has split for syslog: gives the record as it is, the whole one, or tells that more must come. */
export type EximParts = (record: LogRecord) => Outcome<LogRecord>;

/** `[1/2] `, `[1\2] ` → number, what cut it, how many: log.c, write_syslog. A backslash stands where a newline was. */
const PART = /^\[(\d{1,3})([/\\])(\d{1,3})\] /u;

/** Processes whose records are unfinished at a time; of more, the memory starts anew. */
const MOST = 64;

/** A record that grows beyond this is cut here, like a line. */
const LONGEST = 1 << 16;

/** `isEnded`: the line of the main log ends with this part, what follows is a continuation of it. */
type Open = {
  readonly record: LogRecord;
  readonly next: number;
  readonly total: number;
  readonly isEnded: boolean;
};

/** Parts are told by process, because those of several interleave; `isExim` says whether a first part is one of Exim's. */
export function createEximParts(isExim: (record: LogRecord) => boolean): EximParts {
  const open = new Map<string, Open>();

  function begin(key: string, record: LogRecord, mark: string, total: number): Outcome<LogRecord> {
    if (open.size >= MOST) open.clear();
    open.set(key, { record, next: 2, total, isEnded: mark === "\\" });
    return UNFINISHED;
  }

  function goOn(
    key: string,
    { record, next, total, isEnded }: Open,
    part: Part,
  ): Outcome<LogRecord> {
    const message = isEnded ? record.message : (record.message + part.text).slice(0, LONGEST);
    const joined = { ...record, message };
    open.delete(key);
    if (next === total) return value(joined);
    open.set(key, {
      record: joined,
      next: next + 1,
      total,
      isEnded: isEnded || part.mark === "\\",
    });
    return UNFINISHED;
  }

  return (record) => {
    const part = partOf(record.message);
    if (part === null) return value(record);
    const key = `${record.writer.logHost} ${record.writer.service} ${record.pid ?? ""}`;
    const first = { ...record, message: part.text };
    if (part.place === 1 && isExim(first)) return begin(key, first, part.mark, part.total);
    const before = open.get(key);
    if (before?.next === part.place && before.total === part.total) return goOn(key, before, part);
    return record.writer.mta === "exim" ? issue("unknown-record", record.message) : value(record);
  };
}

type Part = {
  readonly place: number;
  readonly mark: string;
  readonly total: number;
  readonly text: string;
};

function partOf(message: string): Part | null {
  const fields = PART.exec(message);
  if (fields === null) return null;
  const [mark, place, cut = "", total] = fields;
  return {
    place: Number(place),
    mark: cut,
    total: Number(total),
    text: message.slice(mark.length),
  };
}
