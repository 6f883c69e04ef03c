import { BACKSLASH, isBlank, isDigit } from "./char-class.ts";
import type { Slate } from "./slate.ts";

const HYPHEN = 0x2d;
const DOT = 0x2e;
const SMALL_N = 0x6e;

/** How a reply began: whether with three digits, whether with a hyphen behind them, and where its enhanced code stands. */
export type Opening = {
  hasCode: boolean;
  isMultiline: boolean;
  enhancedStart: number;
  enhancedEnd: number;
};

/** Reads `421-4.7.28 ` at the start of a reply. Returns the index behind it, 0 where the text is no reply. */
export function readOpening(slate: Slate, opening: Opening): number {
  opening.hasCode = false;
  opening.isMultiline = false;
  opening.enhancedStart = 0;
  opening.enhancedEnd = 0;
  const { input } = slate;
  const isCode =
    isReplyClass(input[0]) &&
    isDigit(input[1] ?? 0) &&
    isDigit(input[2] ?? 0) &&
    !isLongerNumber(input);
  if (!isCode) return 0;
  opening.hasCode = true;
  opening.isMultiline = input[3] === HYPHEN;
  const start = skipBlanks(slate, opening.isMultiline ? 4 : 3);
  const end = enhancedEnd(slate, start);
  if (end > start) {
    opening.enhancedStart = start;
    opening.enhancedEnd = end;
  }
  return end;
}

/** `4214.7.0 Busy` is a reply without its blank, `42100` is a number. */
function isLongerNumber(input: Uint16Array): boolean {
  return isDigit(input[3] ?? 0) && input[4] !== DOT;
}

/**
 * Postfix joins the lines of a reply with blanks and leaves the prefix of each in the text; Exim joins them with `\n`.
 * Returns the index behind the prefix that starts at `at`, or `at`.
 */
export function skipPrefix(slate: Slate, opening: Opening, at: number): number {
  const { input } = slate;
  if (!opening.hasCode) return at;
  if (opening.isMultiline && isSameCode(input, at)) {
    const after = input[at + 3] ?? 0;
    const isLine = after === HYPHEN || isBlankOrEnd(slate, at + 3);
    if (!isLine) return at;
    if (after !== HYPHEN) opening.isMultiline = false;
    const start = skipBlanks(slate, at + (after === HYPHEN ? 4 : 3));
    return enhancedEnd(slate, start);
  }
  return skipRepeatedEnhanced(slate, opening, at);
}

/** Some relays drop the digits of a continuation line and keep its enhanced code. */
function skipRepeatedEnhanced(slate: Slate, opening: Opening, at: number): number {
  const { input } = slate;
  const length = opening.enhancedEnd - opening.enhancedStart;
  if (length === 0 || !isBlankOrEnd(slate, at + length)) return at;
  for (let index = 0; index < length; index++) {
    if (input[at + index] !== input[opening.enhancedStart + index]) return at;
  }
  return at + length;
}

/** `\n421-` or `\n421 `: where Exim joined two lines. Returns the index of the digits, or -1. */
export function lineBreakAt(slate: Slate, opening: Opening, at: number): number {
  const { input } = slate;
  if (!opening.hasCode || input[at] !== BACKSLASH || input[at + 1] !== SMALL_N) return -1;
  if (!isSameCode(input, at + 2)) return -1;
  return input[at + 5] === HYPHEN || isBlankOrEnd(slate, at + 5) ? at + 2 : -1;
}

function isSameCode(input: Uint16Array, at: number): boolean {
  return input[at] === input[0] && input[at + 1] === input[1] && input[at + 2] === input[2];
}

function isReplyClass(code: number | undefined): boolean {
  return code !== undefined && code >= 0x32 && code <= 0x35;
}

function isBlankOrEnd(slate: Slate, at: number): boolean {
  return at >= slate.end || isBlank(slate.input[at] ?? 0);
}

function skipBlanks(slate: Slate, at: number): number {
  let next = at;
  while (next < slate.end && isBlank(slate.input[next] ?? 0)) next++;
  return next;
}

/** Index behind an enhanced code (RFC 3463 §2) that a blank or the end follows, or `at`. */
function enhancedEnd(slate: Slate, at: number): number {
  const { input } = slate;
  const first = input[at];
  if (!isReplyClass(first) || first === 0x33 || input[at + 1] !== DOT) return at;
  const subjectEnd = digitsEnd(input, at + 2);
  if (subjectEnd === at + 2 || input[subjectEnd] !== DOT) return at;
  const end = digitsEnd(input, subjectEnd + 1);
  return end > subjectEnd + 1 && isBlankOrEnd(slate, end) ? end : at;
}

function digitsEnd(input: Uint16Array, at: number): number {
  let end = at;
  while (end < at + 3 && isDigit(input[end] ?? 0)) end++;
  return end;
}
