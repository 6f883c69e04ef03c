import {
  classOf,
  DIGIT,
  DOT,
  isDigit,
  isInAtom,
  isUpper,
  JOIN,
  LETTER,
  LOWER,
} from "./char-class.ts";
import { isFixedHost, isHostShape } from "./host.ts";
import type { Placeholder, Slate } from "./slate.ts";

/** Longest code word that an operator publishes, with room: `OXSUS0001_102`. */
const CODE_WORD_LENGTH = 16;
const CODE_WORD_DIGITS = 8;
/** `G1F`, `CH2`: so short that letters and digits may stand in any order. */
const SHORT_CODE_WORD = 4;
/** `In-1310`, `IPv6`: the only code words with small letters. */
const CAPITALISED_LENGTH = 8;
/** From here on `B99FE3D` and the like are taken for queue ids, not for code words. */
const HEX_ID_LENGTH = 6;
/** `dt1` in Hotmail's `PR(dt1)`. */
const BRACKETED_LENGTH = 3;

const FULL_STOP = 0x2e;

const letter: number = LETTER;
const lower: number = LOWER;
const digit: number = DIGIT;
const dot: number = DOT;
const join: number = JOIN;

/** Yahoo prints `4.16.5` and one digit more behind its deferrals: a constant that looks like an address. */
const YAHOO_NUMBER: readonly number[] = [0x34, 0x2e, 0x31, 0x36, 0x2e, 0x35];

/** What a look at an atom counted. `returns` is how often it goes back from digits to letters; one object, reused. */
const seen = { bits: 0, digits: 0, dots: 0, returns: 0, beyondHex: false };

/** Index behind the last character of the atom that starts at `at`. */
export function atomEnd(input: Uint16Array, at: number): number {
  let end = at;
  while (isInAtom(input[end] ?? 0)) end++;
  return end;
}

/** Writes one atom: as it is, or its placeholder. Its first and last characters are letters or digits. */
export function writeAtom(slate: Slate, start: number, end: number): void {
  const placeholder = placeholderOf(slate, start, end);
  if (placeholder === null) slate.keep(start, end);
  else slate.put(placeholder);
}

function placeholderOf(slate: Slate, start: number, end: number): Placeholder | null {
  const { input } = slate;
  look(input, start, end);
  if (seen.digits === 0 && seen.dots === 0) return null;
  if ((seen.bits & letter) === 0) return numberPlaceholder(input, start, end);
  if (seen.dots > 0 && isHostShape(input, start, end)) {
    return isFixedHost(input, start, end) ? null : "host";
  }
  return seen.digits === 0 || isCodeWord(slate, start, end) ? null : "id";
}

function look(input: Uint16Array, start: number, end: number): void {
  let bits = 0;
  let digits = 0;
  let dots = 0;
  let returns = 0;
  let beyondHex = 0;
  let before = 0;
  for (let at = start; at < end; at++) {
    const code = input[at] ?? 0;
    const bit = classOf(code);
    const isLetterBit = (bit & letter) === 0 ? 0 : 1;
    bits |= bit;
    digits += (bit & digit) >> 4;
    dots += (bit & dot) >> 5;
    returns += ((before & digit) >> 4) & isLetterBit;
    beyondHex += (code & 0x1f) > 6 ? isLetterBit : 0;
    before = bit;
  }
  seen.bits = bits;
  seen.digits = digits;
  seen.dots = dots;
  seen.returns = returns;
  seen.beyondHex = beyondHex > 0;
}

/** `192.0.2.1` is an address, `4.7.0` and Yahoo's `4.16.55.1` are constants of the reply, all else is a number. */
function numberPlaceholder(input: Uint16Array, start: number, end: number): Placeholder | null {
  if (seen.dots < 2 || seen.dots > 3 || !hasShortParts(input, start, end)) return "n";
  if (seen.dots === 3) return isYahooNumber(input, start) ? null : "ip";
  const first = input[start];
  const isStatusClass = first === 0x32 || first === 0x34 || first === 0x35;
  return isStatusClass && input[start + 1] === FULL_STOP ? null : "n";
}

/** Digits and full stops only, one to three digits between two stops. */
export function hasShortParts(input: Uint16Array, start: number, end: number): boolean {
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = input[at] ?? 0;
    if (isDigit(code)) length++;
    else if (code === FULL_STOP && length > 0 && length <= 3) length = 0;
    else return false;
  }
  return length > 0 && length <= 3;
}

function isYahooNumber(input: Uint16Array, start: number): boolean {
  return YAHOO_NUMBER.every((code, index) => input[start + index] === code);
}

/**
 * Operators publish capital letters followed by digits (`TSS04`, `RL000001`, `OFR005_104`); session and queue ids mix
 * small letters in, or return from digits to letters.
 */
function isCodeWord(slate: Slate, start: number, end: number): boolean {
  const length = end - start;
  if (length > CODE_WORD_LENGTH || seen.dots > 0 || seen.digits > CODE_WORD_DIGITS) return false;
  if (!isUpper(slate.input[start] ?? 0)) return isBracketed(slate, start, end);
  if (seen.returns > 0 && length > SHORT_CODE_WORD) return false;
  if ((seen.bits & lower) !== 0) return length <= CAPITALISED_LENGTH && seen.digits <= 4;
  return seen.beyondHex || length < HEX_ID_LENGTH || (seen.bits & join) !== 0;
}

/** `PR(dt1)`: a short word in round brackets behind capital letters that were kept. */
function isBracketed(slate: Slate, start: number, end: number): boolean {
  const { input, output, length } = slate;
  const isClosed = output[length - 1] === 0x28 && input[end] === 0x29;
  return isClosed && end - start <= BRACKETED_LENGTH && isUpper(output[length - 2] ?? 0);
}
