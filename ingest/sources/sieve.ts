import { isAt } from "./bytes.ts";
import { createExceptionFinder } from "./exceptions.ts";
import { createJsonSieve } from "./json-sieve.ts";
import { nameHash, nameStartOf } from "./program-name.ts";
import type { Sieve, Silence } from "./silence.ts";

export type { Sieve, Silence } from "./silence.ts";

const BLANK = 0x20;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** No routine line is longer; one that is may have been cut behind words that a remote host wrote. */
const ROUTINE_LENGTH = 1000;

/**
 * Looks at the program and the message in `Nov 20 10:15:07 host tag/daemon[pid]: …` and `2026-11-20T10:15:07… host
 * tag/daemon[pid]: …`. A line it cannot place passes: the sieve may save work, never decide, so what it drops the dialect
 * would skip. Bytes are compared, no string is made.
 */
export function createSieve(silence: Silence): Sieve {
  const plain = createPlainSieve(silence);
  const json = createJsonSieve(silence);
  return (block, start, end) =>
    start === end || (block[start] === BRACE ? json : plain)(block, start, end);
}

function createPlainSieve({ daemons, exceptions, openings, routine }: Silence): Sieve {
  const lengths = new Map([...daemons].map((name) => [hashOf(name), name.length]));
  const talkative = new Set([...exceptions.daemons].map(hashOf));
  const isException = createExceptionFinder(exceptions);
  const starts = openings.map((text) => Buffer.from(text));
  const ends = routine.endings.map((text) => Buffer.from(text));
  const routineHash = hashOf(routine.daemon);
  return (block, start, end) => {
    const host = hostOf(block, start, end);
    if (host < 0) return false;
    const tag = skipWord(block, host, end) + 1;
    const tagEnd = tagEndOf(block, tag, end);
    if (tagEnd < 0) return false;
    const name = nameStartOf(block, tag, tagEnd);
    const hash = nameHash(block, name, tagEnd);
    if (lengths.get(hash) === tagEnd - name)
      return !(talkative.has(hash) && isException(block, tagEnd, end));
    const message = skipWord(block, tagEnd, end) + 1;
    if (starts.some((text) => isAt(block, message, end, text))) return true;
    if (hash !== routineHash || end - start > ROUTINE_LENGTH) return false;
    return ends.some((text) => isAt(block, end - text.length, end, text));
  };
}

function hashOf(name: string): number {
  return nameHash(Buffer.from(name), 0, name.length);
}

/** Where the tag ends: at `[` or `:`. -1 when a blank or the end of the line comes first. */
function tagEndOf(block: Uint8Array, tag: number, end: number): number {
  for (let at = tag; at < end; at++) {
    const byte = block[at];
    if (byte === BRACKET || byte === COLON) return at;
    if (byte === BLANK) return -1;
  }
  return -1;
}

/** Where the host name starts after a stamp of one of the two usual forms, or -1. */
function hostOf(block: Uint8Array, start: number, end: number): number {
  if (end - start < 32) return -1;
  if (block[start + 15] !== BLANK || block[start + 3] !== BLANK)
    return isoHostOf(block, start, end);
  return block[start + 12] === COLON && block[start + 6] === BLANK ? start + 16 : -1;
}

function isoHostOf(block: Uint8Array, start: number, end: number): number {
  const isIso =
    block[start + 10] === 0x54 && block[start + 13] === COLON && block[start + 4] === 0x2d;
  return isIso ? skipWord(block, start + 19, end) + 1 : -1;
}

/** The index of the next blank, or `end`. */
function skipWord(block: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && block[i] !== BLANK) i++;
  return i;
}
