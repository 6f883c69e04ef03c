import { FIXED_HOSTS } from "../data/fixed-hosts.ts";
import { isGlue, isLetter, isLower, isUpper } from "./char-class.ts";

const FULL_STOP = 0x2e;
/** Longest top-level name that is believed; longer endings are words glued to a full stop. */
const TOP_LEVEL_LENGTH = 24;
/** As much of the end of a name as a fixed host can have. */
const NAME_LENGTH = 64;

/** `mx1.example.net`: labels that neither start nor end with a hyphen, the last one of two letters or more. */
export function isHostShape(input: Uint16Array, start: number, end: number): boolean {
  let labelStart = start;
  for (let at = start; at < end; at++) {
    if (input[at] !== FULL_STOP) continue;
    if (isGlue(input[at - 1] ?? 0) || isGlue(input[at + 1] ?? 0)) return false;
    labelStart = at + 1;
  }
  const length = end - labelStart;
  if (labelStart === start || length < 2 || length > TOP_LEVEL_LENGTH) return false;
  return areLetters(input, labelStart, end) && !isNextSentence(input, labelStart);
}

/** Names judged lately, a power of two: a log names few hosts, and each of them in thousands of replies. */
const RECENT = 256;
const recent: readonly Judged[] = Array.from({ length: RECENT }, () => ({
  units: new Uint16Array(NAME_LENGTH),
  length: 0,
  isFixed: false,
}));

type Judged = { readonly units: Uint16Array; length: number; isFixed: boolean };

/** A name that carries meaning: a public block list, known or recognised by a label such as `dnsbl`. */
export function isFixedHost(input: Uint16Array, start: number, end: number): boolean {
  const from = Math.max(start, end - NAME_LENGTH);
  const judged = recent[slotOf(input, from, end)];
  if (judged === undefined) return isFixedName(input, from, end);
  if (!isName(judged, input, from, end)) {
    judged.isFixed = isFixedName(input, from, end);
    judged.units.set(input.subarray(from, end));
    judged.length = end - from;
  }
  return judged.isFixed;
}

function slotOf(input: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (input[at] ?? 0)) | 0;
  return (hash ^ (hash >>> 8)) & (RECENT - 1);
}

function isName(
  { units, length }: Judged,
  input: Uint16Array,
  start: number,
  end: number,
): boolean {
  if (length !== end - start) return false;
  for (let at = 0; at < length; at++) if (units[at] !== input[start + at]) return false;
  return true;
}

function isFixedName(input: Uint16Array, start: number, end: number): boolean {
  const name = String.fromCharCode(...input.subarray(start, end));
  const lower = name.toLowerCase();
  if (lower.includes("bl.") || lower.endsWith("bl")) return true;
  for (let from = 0; from !== -1; ) {
    if (FIXED_HOSTS.has(lower.slice(from))) return true;
    const dot = lower.indexOf(".", from);
    from = dot === -1 ? -1 : dot + 1;
  }
  return false;
}

function areLetters(input: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (!isLetter(input[at] ?? 0)) return false;
  }
  return true;
}

/** `later.Please`: a full stop without its blank, not a host. */
function isNextSentence(input: Uint16Array, labelStart: number): boolean {
  return (
    isUpper(input[labelStart] ?? 0) &&
    isLower(input[labelStart + 1] ?? 0) &&
    isLower(input[labelStart - 2] ?? 0)
  );
}
