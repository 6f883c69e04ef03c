import { PAGE_ENDINGS } from "../data/fixed-hosts.ts";
import { hasShortParts, writeAtom } from "./atom.ts";
import { AT, classOf, DIGIT, DOT, isLetter, LETTER } from "./char-class.ts";
import { endsUrl, isInSegment } from "./sign.ts";
import type { Slate } from "./slate.ts";

/** Longest number in a path that is still the number of a help page: `answer/81126`. */
const PAGE_NUMBER_LENGTH = 8;
/** Longest mixed segment of a path that is still the name of a page: `421-ts01.html`. */
const PAGE_NAME_LENGTH = 20;
/** A page name changes between letters and digits a few times, a session id all the time. */
const PAGE_NAME_CHANGES = 4;

const digit: number = DIGIT;
const dot: number = DOT;
/** Classes of the characters that make a segment worth a second look. */
const variable: number = DIGIT | DOT | AT;

const HASH = 0x23;
const PERCENT = 0x25;
const LESS = 0x3c;
const MORE = 0x3e;
const QUESTION = 0x3f;
const AT_SIGN = 0x40;

/**
 * Writes the rest of a URL from behind its host: path and fixed query words stay, what tells one sender or one session
 * from another goes. Returns the index behind it.
 */
export function writeUrlTail(slate: Slate, start: number, wordEnd: number): number {
  const { input } = slate;
  let at = start;
  let inQuery = false;
  while (at < wordEnd && !slate.full) {
    let end = segmentEnd(input, at, wordEnd);
    if (end > at) writeSegment(slate, at, end, inQuery);
    else {
      end = delimiterEnd(input, at);
      if (end === at) return at;
      inQuery ||= input[at] === QUESTION || input[at] === HASH;
      slate.keep(at, end);
    }
    at = end;
  }
  return at;
}

/** Index behind a delimiter or a placeholder, which counts as one; `at` where the URL ends. */
function delimiterEnd(input: Uint16Array, at: number): number {
  const code = input[at] ?? 0;
  if (code === LESS) return placeholderEnd(input, at);
  return endsUrl(code) ? at : at + 1;
}

/** Index behind `<ip>` and the like, or `at`: a fingerprint that is read again must not change. */
function placeholderEnd(input: Uint16Array, at: number): number {
  let end = at + 1;
  while (isLetter(input[end] ?? 0)) end++;
  return end > at + 1 && input[end] === MORE ? end + 1 : at;
}

function segmentEnd(input: Uint16Array, start: number, wordEnd: number): number {
  let end = start;
  while (end < wordEnd && isInSegment(input[end] ?? 0)) end++;
  return end;
}

function writeSegment(slate: Slate, start: number, segmentEndsAt: number, inQuery: boolean): void {
  const { input } = slate;
  let end = segmentEndsAt;
  while (end > start && classOf(input[end - 1] ?? 0) === DOT) end--;
  if (hasVariableCharacter(input, start, end)) writeVariable(slate, start, end, inQuery);
  else slate.keep(start, end);
  if (!slate.full) slate.keep(end, segmentEndsAt);
}

function hasVariableCharacter(input: Uint16Array, start: number, end: number): boolean {
  let bits = 0;
  for (let at = start; at < end; at++) bits |= classOf(input[at] ?? 0);
  return (bits & variable) !== 0;
}

function writeVariable(slate: Slate, start: number, end: number, inQuery: boolean): void {
  const { input } = slate;
  const segment = segmentOf(input, start, end);
  if (isAddress(input, start, end)) slate.put("address");
  else if (isPage(input, segment)) slate.keep(start, end);
  else if (segment.digits === 0) slate.put("host");
  else if ((segment.bits & LETTER) === 0) writeNumber(slate, segment, inQuery);
  else if (inQuery ? isCase(segment) : isPathWord(segment)) slate.keep(start, end);
  else writeAtom(slate, start, end);
}

type Segment = {
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  readonly digits: number;
  readonly dots: number;
  readonly lastDot: number;
  readonly changes: number;
};

function segmentOf(input: Uint16Array, start: number, end: number): Segment {
  let bits = 0;
  let digits = 0;
  let dots = 0;
  let lastDot = end;
  let changes = 0;
  let before = classOf(input[start] ?? 0);
  for (let at = start; at < end; at++) {
    const bit = classOf(input[at] ?? 0);
    bits |= bit;
    digits += (bit & digit) >> 4;
    dots += (bit & dot) >> 5;
    changes += ((bit ^ before) & digit) >> 4;
    if (bit === dot) lastDot = at;
    before = bit;
  }
  return { start, end, bits, digits, dots, lastDot, changes };
}

/** An address, plain or encoded: `user@example.net`, `user%40example.net`. */
export function isAddress(input: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = input[at];
    if (code === AT_SIGN && end - start > 1) return true;
    const isEncoded = code === PERCENT && input[at + 1] === 0x34 && input[at + 2] === 0x30;
    if (isEncoded && at + 3 <= end) return true;
  }
  return false;
}

/** `smtp-error-codes.php`, `421-ts01.html`; a word with neither digit nor full stop is a page as well. */
function isPage(input: Uint16Array, segment: Segment): boolean {
  const { start, end, lastDot, digits, dots, changes } = segment;
  if (dots === 0) return digits === 0;
  if (dots > 1 || end - start > PAGE_NAME_LENGTH || changes > PAGE_NAME_CHANGES) return false;
  return PAGE_ENDINGS.has(String.fromCharCode(...input.subarray(lastDot + 1, end)).toLowerCase());
}

/** `HT204137` in a path. */
function isPathWord(segment: Segment): boolean {
  const length = segment.end - segment.start;
  return segment.dots === 0 && length <= PAGE_NAME_LENGTH && segment.changes <= PAGE_NAME_CHANGES;
}

/** `c=r1601`: GMX numbers its cases with one letter and up to four digits. */
function isCase(segment: Segment): boolean {
  const { changes, digits, start, end } = segment;
  return changes === 1 && digits <= 4 && end - start === digits + 1;
}

function writeNumber(slate: Slate, segment: Segment, inQuery: boolean): void {
  const { start, end, dots } = segment;
  if (dots === 3 && hasShortParts(slate.input, start, end)) slate.put("ip");
  else if (inQuery || end - start > PAGE_NUMBER_LENGTH) slate.put("n");
  else slate.keep(start, end);
}
