import { isAlphanumeric, isDigit } from "../characters.ts";
import { BODY, CONTAINER, PROGRAM, TIME } from "../json-names.ts";
import { isAt } from "./bytes.ts";
import { createMessageFinder } from "./exceptions.ts";
import { createFlatScanner, type FieldNames, type FlatEntry } from "./flat-json.ts";
import { nameHash, nameStartOf } from "./program-name.ts";
import type { Sieve, Silence } from "./silence.ts";

/** A record that needs more than these to be understood passes. */
const NAMES: FieldNames = { body: BODY, program: PROGRAM, time: TIME, stream: CONTAINER };

const BLANK = 0x20;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING = 0x5d;

/** Longest queue id (formats B.1), and the shortest. */
const ID_LENGTHS = [5, 20] as const;

/** What a record may begin with that says how often another one came, or that a host could not be reached. */
const OPENINGS: readonly Uint8Array[] = ["message repeated ", "last message ", "connect to "].map(
  (text) => Buffer.from(text),
);

/** A longer tag is none. */
const TAG_LENGTH = 250;

/** Exim is told by how its tag begins, whatever stands behind a slash. */
const EXIM: Uint8Array = Buffer.from("exim");

/** No routine line is longer; one that is may have been cut behind words that a remote host wrote. */
const ROUTINE_LENGTH = 900;

/** How records of deliveries go on behind a queue id: `to=`, `from=`, `status=`, `host `, `lost `, `conversation `, `TLS `, `SASL `. */
const RECORDS: ReadonlySet<number> = new Set(Buffer.from("tfshlcTS"));

type Span = { readonly start: number; readonly end: number };

type Program = { readonly name: Uint8Array; readonly kind: "silent" | "talkative" | "stranger" };

/**
 * The sieve for entries of JSON: the same programs and messages are dropped as of plain lines, where the object is one that can
 * be read from its bytes and its message cannot be a record in an envelope of its own. All others pass.
 */
export function createJsonSieve(silence: Silence): Sieve {
  const scan = createFlatScanner(NAMES);
  const isNothing = createJudge(silence);

  return (block, start, end) => {
    const entry = scan(block, start, end);
    const name = entry === null ? null : nameOf(block, entry);
    if (entry === null || name === null) return false;
    const { bodyStart, bodyEnd } = entry;
    const message = block[bodyStart] === BLANK ? bodyStart + 1 : bodyStart;
    if (message >= bodyEnd) return false;
    const rest = behindQueueId(block, message, bodyEnd);
    if (rest === 0 && !isOwnText(block, message, bodyEnd)) return false;
    return isNothing(name, block, message, rest, bodyEnd);
  };
}

/** Whether the message at `start` of this program tells of no event; `rest` is where it goes on behind a queue id, 0 without one. */
type IsNothing = (
  name: Span,
  block: Uint8Array,
  start: number,
  rest: number,
  end: number,
) => boolean;

function createJudge(silence: Silence): IsNothing {
  const isWanted = createMessageFinder(silence.exceptions);
  const programs = programsOf(silence);
  const openings = silence.openings.map((text) => Buffer.from(text));
  const endings = silence.routine.endings.map((text) => Buffer.from(text));
  const routine = Buffer.from(silence.routine.daemon);

  const isRoutine: IsNothing = (name, block, start, rest, end) => {
    if (rest === 0) return openings.some((text) => isAt(block, start, end, text));
    const isDaemon = name.end - name.start === routine.length;
    if (!isDaemon || !isAt(block, name.start, name.end, routine)) return false;
    return endings.some((text) => isAt(block, end - text.length, end, text));
  };

  return (name, block, start, rest, end) => {
    switch (kindOf(programs, block, name)) {
      case "silent":
        return true;
      case "talkative":
        return !isWanted(block, start, end);
      case "stranger":
        return rest === 0 || !RECORDS.has(block[rest] as number);
      case null:
        return end - start <= ROUTINE_LENGTH && isRoutine(name, block, start, rest, end);
    }
  };
}

function kindOf(
  programs: ReadonlyMap<number, Program>,
  block: Uint8Array,
  { start, end }: Span,
): Program["kind"] | null {
  const program = programs.get(nameHash(block, start, end));
  if (program === undefined || program.name.length !== end - start) return null;
  return isAt(block, start, end, program.name) ? program.kind : null;
}

function programsOf({ daemons, strangers, exceptions }: Silence): ReadonlyMap<number, Program> {
  const programs = new Map<number, Program>();
  for (const text of daemons) {
    const name = Buffer.from(text);
    const known = exceptions.daemons.has(text) ? "talkative" : "silent";
    const kind = strangers.has(text) ? "stranger" : known;
    programs.set(nameHash(name, 0, name.length), { name, kind });
  }
  return programs;
}

/** The name in `postfix/smtpd`, `postfix\/smtpd[812]:`; null for a tag of any other form, and for Exim's. */
function nameOf(block: Uint8Array, { programStart, programEnd }: FlatEntry): Span | null {
  const isOdd =
    programEnd - programStart > TAG_LENGTH || isAt(block, programStart, programEnd, EXIM);
  if (isOdd) return null;
  let at = programStart;
  while (at < programEnd && isTagByte(block, at)) at++;
  if (at === programStart || !isTagEnd(block, at, programEnd)) return null;
  return { start: nameStartOf(block, programStart, at), end: at };
}

/** Letters, digits, and what stands between them; a backslash before a slash only. */
function isTagByte(block: Uint8Array, at: number): boolean {
  const byte = block[at] as number;
  if (byte === BACKSLASH) return block[at + 1] === SLASH;
  return (
    isAlphanumeric(byte) || byte === SLASH || byte === HYPHEN || byte === 0x2e || byte === 0x5f
  );
}

/** `[812]:`, `[812]`, `:`, nothing */
function isTagEnd(block: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (block[at] === BRACKET && at < end) {
    at++;
    const digits = at;
    while (at < end && isDigit(block[at] as number)) at++;
    if (at === digits || at - digits > 10 || block[at] !== CLOSING) return false;
    at++;
  }
  if (at < end && block[at] === COLON) at++;
  return at === end;
}

/** Where a message goes on behind `4ABC1D: ` or `NOQUEUE: `, 0 where none stands before it. */
function behindQueueId(block: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isAlphanumeric(block[at] as number)) at++;
  const length = at - start;
  const isId = length >= ID_LENGTHS[0] && length <= ID_LENGTHS[1];
  return isId && at + 2 < end && block[at] === COLON && block[at + 1] === BLANK ? at + 2 : 0;
}

/**
 * Whether a message can be nothing but what its program says: it begins neither with a stamp (`Nov 20 …`, `Fri 2026-…`), a digit or a
 * sign, as a line in a line would, nor with an id of Exim's, nor with what stands for other lines.
 */
function isOwnText(block: Uint8Array, start: number, end: number): boolean {
  const first = block[start] as number;
  if (!isAlphanumeric(first) || isDigit(first)) return false;
  if (block[start + 6] === HYPHEN) return false;
  if (first <= 0x5a && block[start + 3] === BLANK) return false;
  return !OPENINGS.some((text) => isAt(block, start, end, text));
}
