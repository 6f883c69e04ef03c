import { isAt } from "./bytes.ts";
import { isInstant, isUnescaped, keyEnd, skipBlanks, stringEnd, wordEnd } from "./json-bytes.ts";

/** What a field is for: the message, the program that wrote it, its time; `stream` marks records that a container has split. */
export type Role = "body" | "program" | "time" | "stream";

/** Names of fields in lower case, best first. */
export type FieldNames = Readonly<Record<Role, readonly string[]>>;

/** Where message and program stand in a block, between their quotes. It is the scanner's own, and holds until the next line. */
export type FlatEntry = {
  bodyStart: number;
  bodyEnd: number;
  programStart: number;
  programEnd: number;
};

type Field = { readonly role: Role; readonly rank: number };

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const CLOSE = 0x7d;

/** A longer line is for the decoder: it may be cut. */
const LONGEST = 8192;

/** Looks at the line at bytes [start, end). Null: it is no flat object, or one of which more than bytes must be known. */
export type ScanFlat = (block: Uint8Array, start: number, end: number) => FlatEntry | null;

/**
 * Reads one JSON object on one line, as journald and syslog daemons write them, without making a string: nothing in it but
 * strings, numbers and words, with one message, a program and a time that can be read. Whatever is otherwise is for JSON.parse.
 */
export function createFlatScanner(names: FieldNames): ScanFlat {
  const keys = createKeys(names);
  const finds = createFinds();

  /** Reads the pair whose name is the `place`-th; where it ends, or -1. */
  function pairEnd(block: Uint8Array, start: number, end: number, place: number): number {
    const key = block[start] === QUOTE ? keys.at(block, start + 1, end, place) : null;
    if (key === null) return -1;
    const colon = skipBlanks(block, start + key.name.length + 2, end);
    if (block[colon] !== COLON || colon >= end) return -1;
    return valueEnd(key.field, block, skipBlanks(block, colon + 1, end), end);
  }

  function valueEnd(field: Field | null, block: Uint8Array, start: number, end: number): number {
    const isText = block[start] === QUOTE;
    const from = isText ? start + 1 : start;
    const stop = isText ? stringEnd(block, from, end) : wordEnd(block, from, end);
    if (stop < 0 || (field !== null && !finds.note(field, isText, block, from, stop))) return -1;
    return isText ? stop + 1 : stop;
  }

  return (block, start, end) => {
    if (end - start > LONGEST) return null;
    finds.clear();
    let at = start;
    let place = 0;
    do {
      const pair = pairEnd(block, skipBlanks(block, at + 1, end), end, place++);
      if (pair < 0) return null;
      at = skipBlanks(block, pair, end);
    } while (block[at] === COMMA && at < end);
    const isWhole = block[at] === CLOSE && at < end && skipBlanks(block, at + 1, end) === end;
    return isWhole ? finds.entry() : null;
  };
}

/** A name as it is spelled, and the field that it is, null where nobody asks for it. */
type Key = { readonly name: Uint8Array; readonly field: Field | null };

/** More fields than these in one object are not remembered by their place. */
const PLACES = 64;

/**
 * The names of a log's objects stand in the same order on most of its lines: the one that stood last at a place is tried first.
 */
function createKeys(names: FieldNames): {
  at(block: Uint8Array, start: number, end: number, place: number): Key | null;
} {
  const fields = fieldsByName(names);
  const last: Key[] = [];
  return {
    at(block, start, end, place) {
      const tried = last[place];
      if (tried !== undefined && isKey(tried.name, block, start, end)) return tried;
      const stop = keyEnd(block, start, end);
      if (stop < 0) return null;
      const name = Buffer.from(block.subarray(start, stop));
      const key = { name, field: fields.get(name.toString("latin1").toLowerCase()) ?? null };
      if (place < PLACES) last[place] = key;
      return key;
    },
  };
}

function isKey(name: Uint8Array, block: Uint8Array, start: number, end: number): boolean {
  const stop = start + name.length;
  return stop < end && block[stop] === QUOTE && isAt(block, start, end, name);
}

type Finds = {
  clear(): void;
  /** Notes a value; false where more than bytes must be known of it. */
  note(field: Field, isText: boolean, block: Uint8Array, start: number, stop: number): boolean;
  /** What was found; null where something is missing. */
  entry(): FlatEntry | null;
};

function createFinds(): Finds {
  const entry: FlatEntry = { bodyStart: 0, bodyEnd: 0, programStart: 0, programEnd: 0 };
  let rank = 0;
  let hasTime = false;
  let timesSeen = 0;

  /** A time may stand under several names: any that can be read will do. Of two spellings of one name only the first counts. */
  function time(field: Field, isReadable: boolean): boolean {
    const bit = 1 << field.rank;
    if ((timesSeen & bit) !== 0) return false;
    timesSeen |= bit;
    hasTime ||= isReadable;
    return true;
  }

  function program(field: Field, start: number, stop: number): boolean {
    if (field.rank >= rank) return field.rank > rank;
    rank = field.rank;
    entry.programStart = start;
    entry.programEnd = stop;
    return true;
  }

  function body(start: number, stop: number): boolean {
    if (entry.bodyStart > 0) return false;
    entry.bodyStart = start;
    entry.bodyEnd = stop;
    return true;
  }

  return {
    clear() {
      entry.bodyStart = 0;
      rank = Number.POSITIVE_INFINITY;
      hasTime = false;
      timesSeen = 0;
    },
    note(field, isText, block, start, stop) {
      switch (field.role) {
        case "stream":
          return false;
        case "time":
          return time(field, isInstant(block, start, stop, isText));
        case "program":
          return isText && program(field, start, stop);
        case "body":
          return isText && isUnescaped(block, start, stop) && body(start, stop);
      }
    },
    entry: () => (hasTime && entry.bodyStart > 0 && rank < Number.POSITIVE_INFINITY ? entry : null),
  };
}

function fieldsByName(names: FieldNames): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const role of ["body", "program", "time", "stream"] as const) {
    for (const [rank, name] of names[role].entries()) fields.set(name, { role, rank });
  }
  return fields;
}
