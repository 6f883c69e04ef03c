import {
  AT,
  BACKSLASH,
  classOf,
  DIGIT,
  DOT,
  isBlank,
  isStop,
  ODD,
  STOP,
} from "./fingerprint/char-class.ts";
import { lineBreakAt, type Opening, readOpening, skipPrefix } from "./fingerprint/line-prefix.ts";
import { RecentReplies } from "./fingerprint/recent-replies.ts";
import { Slate } from "./fingerprint/slate.ts";
import { hasInnerDot, writeWord } from "./fingerprint/word.ts";

/** Goes up whenever a text gets another fingerprint than before: stored ones would then stand beside new ones of the same text. */
export const FINGERPRINT_VERSION = 1;

/** Longest fingerprint, in characters. */
const FINGERPRINT_LENGTH = 300;

/** Classes of the characters that make a word worth a second look. */
const VARIABLE: number = DIGIT | AT | DOT;
/** What makes the end of a word worth a second look: its characters, or a blank before the blank. */
const TROUBLE: number = VARIABLE | STOP;

const slate: Slate = new Slate();
const recent: RecentReplies = new RecentReplies();
/** Constants of this module, so that the compiled loop below holds their addresses instead of looking them up. */
const input: Uint16Array = slate.input;
const output: Uint16Array = slate.output;
const stop: number = STOP;
const odd: number = ODD;
const opening: Opening = { hasCode: false, isMultiline: false, enhancedStart: 0, enhancedEnd: 0 };

/**
 * The reply without what differs from one session to the next, so that one cause of one provider is one row: digits and
 * line prefixes go, addresses, hosts, ids and numbers become `<ip>`, `<host>`, `<id>`, `<n>`; code words such as
 * `[TSS04]` stay. A fingerprint is its own fingerprint.
 */
export function fingerprintOf(text: string): string {
  slate.open(text, FINGERPRINT_LENGTH);
  const known = recent.find(slate);
  if (known !== null) return known;
  const read = writeReply();
  const fingerprint = slate.text();
  recent.keep(slate, read, fingerprint);
  return fingerprint;
}

/** A fingerprint of another length: causes are read from more of the text than is stored. */
export function normalised(text: string, limit: number): string {
  slate.open(text, limit);
  writeReply();
  return slate.text();
}

/**
 * Plain words are copied without a branch per word, which is what makes this fast; only a word that varies is taken back
 * and written anew. Returns how many characters were read.
 */
function writeReply(): number {
  const { limit } = slate;
  let at = skipBlanks(readOpening(slate, opening));
  while (at < slate.end && slate.length <= limit && !slate.full) {
    at = closeWord(at, copyWords(at, slate.length));
  }
  cutAtWord(limit);
  return at;
}

/**
 * Copies up to the end of the first word that is worth a second look, and returns the index behind it. No branch depends
 * on where words end: half of them would be mispredicted. A class with STOP clears what the word before it left.
 */
function copyWords(start: number, outputStart: number): number {
  let at = start;
  let length = outputStart;
  let bits = 0;
  for (;;) {
    const code = input[at] ?? 0;
    const bit = classOf(code);
    if ((((bits & TROUBLE) | (bit & odd)) & -(bit & stop)) !== 0) break;
    bits = (bits & (((bit & stop) - 1) << 1)) | bit;
    output[length++] = code;
    at++;
  }
  slate.length = length;
  slate.bits = bits;
  return at;
}

/** Writes the word that ends at `end` anew if it varies, and the blank behind it. Returns the index to read on from. */
function closeWord(from: number, end: number): number {
  const { bits } = slate;
  if ((bits & VARIABLE) === 0) return closeGap(end);
  let start = end;
  while (start > from && !isStop(input[start - 1] ?? 0)) start--;
  const copyStart = slate.length - (end - start);
  const afterPrefix = skipPrefix(slate, opening, start);
  if (afterPrefix > start) {
    slate.length = copyStart;
    return afterPrefix >= end ? closeGap(afterPrefix) : afterPrefix;
  }
  if ((bits & (DIGIT | AT)) !== 0 || hasInnerDot(slate, start, end)) {
    slate.length = copyStart;
    writeWord(slate, start, end, bits);
  }
  return closeGap(end);
}

/** Writes one blank for any number of them; Exim's `\n`, behind which a line prefix is certain, is a blank as well. */
function closeGap(start: number): number {
  if (input[start] === BACKSLASH) {
    const digits = lineBreakAt(slate, opening, start);
    if (digits === -1) {
      output[slate.length++] = BACKSLASH;
      return start + 1;
    }
    opening.isMultiline = true;
    closeWithBlank();
    return digits;
  }
  closeWithBlank();
  return skipBlanks(start);
}

function closeWithBlank(): void {
  const { length } = slate;
  if (length > 0 && output[length - 1] !== 32) output[slate.length++] = 32;
}

function skipBlanks(start: number): number {
  let at = start;
  while (at < slate.end && isBlank(input[at] ?? 0)) at++;
  return at;
}

/** The fingerprint ends before a word that does not fit, unless it is the only one. */
function cutAtWord(limit: number): void {
  if (slate.length <= limit) return;
  let length = limit;
  while (length > 0 && output[length] !== 32) length--;
  slate.length = length === 0 ? limit : length;
}
