import { atomEnd, hasShortParts } from "./atom.ts";
import { isDigit } from "./char-class.ts";
import type { Slate } from "./slate.ts";

const COLON = 0x3a;
const HYPHEN = 0x2d;
const FULL_STOP = 0x2e;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const PLUS = 0x2b;
/** Longest group of an IPv6 address. */
const GROUP_LENGTH = 4;

/**
 * `2001:db8::1` → `<ip>`, `10:15:07` → `<time>`. Returns the index behind it, or `at` when there is neither: a run of
 * hexadecimal groups is one of them as soon as it holds two colons (RFC 4291 §2.2).
 */
export function writeColonRun(slate: Slate, at: number): number {
  const run = colonRun(slate, at);
  if (run.colons < 2 || run.groups === 0) return at;
  slate.put(run.colons === 2 && run.groups === 3 && run.isClock ? "time" : "ip");
  return run.end;
}

type ColonRun = { end: number; colons: number; groups: number; isClock: boolean };

function colonRun(slate: Slate, start: number): ColonRun {
  const { input } = slate;
  const run: ColonRun = { end: start, colons: 0, groups: 0, isClock: true };
  for (;;) {
    const end = groupEnd(slate, run.end);
    if (end === -1) break;
    if (end > run.end) {
      run.groups++;
      run.isClock &&= end - run.end <= 2 && areDigits(input, run.end, end);
    }
    run.end = end;
    if (input[end] !== COLON) break;
    run.colons++;
    run.end++;
  }
  if (input[run.end - 1] === COLON && input[run.end - 2] !== COLON) {
    run.colons--;
    run.end--;
  }
  return run;
}

/** Index behind the group that starts at `start` (which may be empty), or -1 where something else stands there. */
function groupEnd(slate: Slate, start: number): number {
  const { input } = slate;
  let end = atomEnd(input, start);
  while (end > start && input[end - 1] === FULL_STOP) end--;
  if (end - start <= GROUP_LENGTH) return isHexadecimal(input, start, end) ? end : -1;
  return hasShortParts(input, start, end) ? end : -1;
}

function isHexadecimal(input: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = input[at] ?? 0;
    if (!isGroupStart(code)) return false;
  }
  return true;
}

function areDigits(input: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (!isDigit(input[at] ?? 0)) return false;
  }
  return true;
}

/** `2024-05-09T23:34:45.000Z` → `<time>` (RFC 3339). Returns the index behind it, or `at`. */
export function writeTimestamp(slate: Slate, at: number): number {
  const { input } = slate;
  const isDate =
    input[at + 4] === HYPHEN &&
    input[at + 7] === HYPHEN &&
    input[at + 10] === LETTER_T &&
    areDigits(input, at, at + 4) &&
    areDigits(input, at + 5, at + 7) &&
    areDigits(input, at + 8, at + 10);
  if (!isDate) return at;
  let end = at + 11;
  while (isTimeCharacter(input[end] ?? 0)) end++;
  slate.put("time");
  return end;
}

/** Digits, and the `:`, `.`, `T`, `Z`, `+`, `-` among them. */
function isTimeCharacter(code: number): boolean {
  if (isDigit(code) || code === COLON || code === HYPHEN) return true;
  return code === FULL_STOP || code === LETTER_T || code === LETTER_Z || code === PLUS;
}

/** Whether a group of an address could begin with a character: a digit, or a letter up to f. */
export function isGroupStart(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x66);
}
