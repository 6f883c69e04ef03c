import { isDigit } from "../characters.ts";
import { isAt } from "./bytes.ts";

const QUOTE = 0x22;
const HASH = 0x23;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const BACKSLASH = 0x5c;

const WORDS: readonly Uint8Array[] = ["null", "true", "false"].map((word) => Buffer.from(word));

/** What may stand behind a backslash, but `u` and its four digits (RFC 8259 §7). */
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

/** Where the name that starts here closes; -1 where it is none of plain ASCII. */
export function keyEnd(block: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = block[at] as number;
    if (byte === QUOTE) return at;
    if (byte < 0x20 || byte >= 0x7f || byte === BACKSLASH) return -1;
  }
  return -1;
}

/** 1 for the bytes at which a string ends, or at which it must be looked at: control bytes, the quote, the backslash. */
const SIGNS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
);

/** Where the string that starts here closes; -1 where it does not, or is none (RFC 8259 §7). */
export function stringEnd(block: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && SIGNS[block[at] as number] === 0) at++;
    if (at >= end || block[at] !== BACKSLASH) return block[at] === QUOTE && at < end ? at : -1;
    at += escapeLength(block, at, end);
  }
}

/** The length of the escape at `at`; of one that is none, all that is left. */
function escapeLength(block: Uint8Array, at: number, end: number): number {
  const kind = block[at + 1] as number;
  if (at + 1 < end && ESCAPES.has(kind)) return 2;
  if (kind !== 0x75 || at + 6 > end) return end - at;
  for (let digit = at + 2; digit < at + 6; digit++) {
    if (!isHex(block[digit] as number)) return end - at;
  }
  return 6;
}

/** Where a number or a word ends; -1 for anything else. A number with an exponent is left to JSON.parse. */
export function wordEnd(block: Uint8Array, start: number, end: number): number {
  const word = WORDS.find((text) => isAt(block, start, end, text));
  if (word !== undefined) return start + word.length;
  const whole = block[start] === MINUS ? start + 1 : start;
  const point = digitsEnd(block, whole, end);
  if (point === whole || (block[whole] === ZERO && point > whole + 1)) return -1;
  if (block[point] !== POINT) return point;
  const stop = digitsEnd(block, point + 1, end);
  return stop === point + 1 ? -1 : stop;
}

/** Where the digits end that start here. */
export function digitsEnd(block: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(block[at] as number)) at++;
  return at;
}

/** Whether a text means itself: no escapes of JSON's, but for slashes, and none of a syslog daemon's (`#012`). */
export function isUnescaped(block: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = block[at];
    if (byte === BACKSLASH) return false;
    if (byte === HASH && block[at + 1] === ZERO) return false;
  }
  return true;
}

const ISO_LENGTH = "2026-11-20T15:45:46".length;

/**
 * Whether this is certainly a time: seconds since 1970 or a thousandth, millionth, … of one, or ISO 8601 in UTC. `isText`: it stood
 * in quotes, so that it is read as it stands.
 */
export function isInstant(block: Uint8Array, start: number, end: number, isText: boolean): boolean {
  const length = end - start;
  const digits = digitsEnd(block, start, end) - start;
  if (digits === 10 || digits === 13 || digits === 16) return digits === length;
  return isText && digits === 4 && isUtcStamp(block, start, end);
}

/** `2026-11-20T15:45:46.789165Z`, `…+00:00`; not in the last days of a month, which not every month has */
function isUtcStamp(block: Uint8Array, start: number, end: number): boolean {
  const text = String.fromCharCode(...block.subarray(start, Math.min(end, start + 40)));
  return text.length > ISO_LENGTH && UTC_STAMP.test(text);
}

/** `2026-11-20T15:45:46.789165+00:00` */
const UTC_STAMP =
  /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|\+00:00)$/u;

/** The first place from `start` on that holds no blank, or `end`. */
export function skipBlanks(block: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(block[at] as number)) at++;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

function isHex(byte: number): boolean {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}
