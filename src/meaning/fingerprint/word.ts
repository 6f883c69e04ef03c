import { isGroupStart, writeColonRun, writeTimestamp } from "./address.ts";
import { atomEnd, hasShortParts, writeAtom } from "./atom.ts";
import { AT, isDigit, isGlue, isInAtom, isInHost, isLetter } from "./char-class.ts";
import { isHostShape } from "./host.ts";
import { endsSentence, partsAddress } from "./sign.ts";
import type { Slate } from "./slate.ts";
import { isAddress, writeUrlTail } from "./url.ts";

const QUOTE = 0x22;
const FULL_STOP = 0x2e;
const COLON = 0x3a;
const SLASH = 0x2f;
const MORE = 0x3e;
const AT_SIGN = 0x40;
/** Longest local part (RFC 5321 §4.5.3.1.1) with its quotes. */
const LOCAL_PART_LENGTH = 68;

/** Writes a word that holds digits, an address or a host, piece by piece. `bits` are the classes of its characters. */
export function writeWord(slate: Slate, start: number, end: number, bits: number): void {
  const mayHoldAddress = (bits & AT) !== 0;
  let at = start;
  while (at < end && !slate.full) {
    const next = mayHoldAddress ? writeAddress(slate, start, at, end) : at;
    at = next > at ? next : writePiece(slate, at, end);
  }
}

/** Writes `<address>` where one starts at `at`. Returns the index behind it, or `at`. */
function writeAddress(slate: Slate, wordStart: number, at: number, wordEnd: number): number {
  const { input } = slate;
  if (at > wordStart && !mayStartAddress(slate, at)) return at;
  let end = at;
  while (end < wordEnd && !partsAddress(input[end] ?? 0)) end++;
  if (!isAddress(input, at, end)) return at;
  while (endsSentence(input[end - 1] ?? 0)) end--;
  const isQuoted = input[at] === AT_SIGN && slate.output[slate.length - 1] === QUOTE;
  if (isQuoted) slate.takeBackQuoted(LOCAL_PART_LENGTH);
  slate.put("address");
  return end;
}

/** An address starts behind a sign that none contains, or behind a placeholder, which ends with such a sign. */
function mayStartAddress(slate: Slate, at: number): boolean {
  return partsAddress(slate.input[at - 1] ?? 0) || slate.output[slate.length - 1] === MORE;
}

function writePiece(slate: Slate, at: number, wordEnd: number): number {
  const { input } = slate;
  const code = input[at] ?? 0;
  if (!isInAtom(code)) return writeSeparator(slate, at);
  if (isGlue(code)) {
    slate.keep(at, at + 1);
    return at + 1;
  }
  const glued = atomEnd(input, at);
  const afterRun = writeNumberRun(slate, at, glued);
  if (afterRun > at) return afterRun;
  let end = glued;
  while (isGlue(input[end - 1] ?? 0)) end--;
  if (isUrlStart(input, at, end)) return writeUrl(slate, at, end, wordEnd);
  if (input[end] === SLASH && isHostShape(input, at, end))
    return writeBareUrl(slate, at, end, wordEnd);
  writeAtom(slate, at, end);
  return end;
}

/** Times and IPv6 addresses reach over the colons that end every other atom. */
function writeNumberRun(slate: Slate, at: number, atomEndsAt: number): number {
  if (slate.input[atomEndsAt] !== COLON) return at;
  const code = slate.input[at] ?? 0;
  const afterTime = isDigit(code) ? writeTimestamp(slate, at) : at;
  if (afterTime > at) return afterTime;
  return isGroupStart(code) ? writeColonRun(slate, at) : at;
}

function writeSeparator(slate: Slate, at: number): number {
  const { input } = slate;
  if (input[at] === COLON && input[at + 1] === COLON) {
    const end = writeColonRun(slate, at);
    if (end > at) return end;
  }
  slate.keep(at, at + 1);
  return at + 1;
}

/** `://` behind letters: only a scheme that stays makes the rest a link when the fingerprint is read again. */
function isUrlStart(input: Uint16Array, start: number, end: number): boolean {
  if (input[end] !== COLON || input[end + 1] !== SLASH || input[end + 2] !== SLASH) return false;
  for (let at = start; at < end; at++) {
    if (!isLetter(input[at] ?? 0)) return false;
  }
  return true;
}

/** `https://host/path`: the host of a link is part of what the provider says, unless it is an address. */
function writeUrl(slate: Slate, start: number, schemeEnd: number, wordEnd: number): number {
  const { input } = slate;
  const hostStart = schemeEnd + 3;
  let hostEnd = hostStart;
  while (hostEnd < wordEnd && isInHost(input[hostEnd] ?? 0)) hostEnd++;
  slate.keep(start, hostStart);
  if (slate.full) return hostStart;
  if (isAddress(input, hostStart, hostEnd)) slate.put("address");
  else if (isDigit(input[hostStart] ?? 0) && hasShortParts(input, hostStart, hostEnd))
    slate.put("ip");
  else slate.keep(hostStart, hostEnd);
  return writeUrlTail(slate, hostEnd, wordEnd);
}

/** `postmaster.example.net/case?ip=192.0.2.1`: a link without its scheme. */
function writeBareUrl(slate: Slate, start: number, hostEnd: number, wordEnd: number): number {
  slate.keep(start, hostEnd + 1);
  return writeUrlTail(slate, hostEnd + 1, wordEnd);
}

/** Whether a word without digits has a full stop in front of a letter, as host names have. */
export function hasInnerDot(slate: Slate, start: number, end: number): boolean {
  const { input } = slate;
  let last = end - 1;
  while (last > start && !isLetter(input[last] ?? 0)) last--;
  for (let at = start; at < last; at++) {
    if (input[at] === FULL_STOP) return true;
  }
  return false;
}
