import { isAlphanumeric, isDigit } from "../characters.ts";
import { isAt } from "./bytes.ts";

/**
 * What is wanted of programs whose lines are dropped by name: messages that begin so, bare or behind a queue id. Behind a
 * verdict come a peer in brackets and what the peer was told: a refusal for good, which begins with a 5, is not wanted.
 */
export type Exceptions = {
  readonly daemons: ReadonlySet<string>;
  readonly openings: readonly string[];
  readonly verdicts: readonly string[];
};

const BLANK = 0x20;
const COLON = 0x3a;
const BRACKET = 0x5b;
const CLOSING = 0x5d;
const FIVE = 0x35;

/** Longest queue id, and with it the longest word that is passed over. */
const ID_LENGTH = 20;

/** By its first byte: nearly every message is told from all of them by that. */
type ByFirst = readonly (readonly Uint8Array[])[];

/** Says of the bytes [start, end) of a block whether they are wanted. */
type IsWanted = (block: Uint8Array, start: number, end: number) => boolean;

/** Says it of the line behind a tag that ends at `start`. One whose message cannot be placed is wanted. */
export function createExceptionFinder(exceptions: Exceptions): IsWanted {
  const isWanted = createMessageFinder(exceptions);
  return (block, tagEnd, end) => {
    const message = messageOf(block, tagEnd, end);
    if (message < 0) return true;
    return message < end && isWanted(block, message, end);
  };
}

/** Says it of a message. */
export function createMessageFinder({ openings, verdicts }: Exceptions): IsWanted {
  const wanted = byFirstByte(openings);
  const judged = byFirstByte(verdicts);

  function isWantedAt(block: Uint8Array, at: number, end: number): boolean {
    const first = block[at] as number;
    if (wanted[first]?.some((text) => isAt(block, at, end, text))) return true;
    const verdict = judged[first]?.find((text) => isAt(block, at, end, text));
    return verdict !== undefined && !isForGood(block, at + verdict.length, end);
  }

  return (block, message, end) => {
    if (isWantedAt(block, message, end)) return true;
    const behindId = behindIdOf(block, message, end);
    return behindId >= 0 && isWantedAt(block, behindId, end);
  };
}

function byFirstByte(texts: readonly string[]): ByFirst {
  const byFirst: Uint8Array[][] = Array.from({ length: 256 }, () => []);
  for (const text of texts) byFirst[text.charCodeAt(0)]?.push(Buffer.from(text));
  return byFirst;
}

/** Where the message starts behind `[812]: ` or `: `; -1 where anything else stands there. */
function messageOf(block: Uint8Array, tagEnd: number, end: number): number {
  let at = tagEnd;
  if (block[at] === BRACKET) {
    at++;
    while (at < end && isDigit(block[at] as number)) at++;
    if (block[at] !== CLOSING) return -1;
    at++;
  }
  return block[at] === COLON && block[at + 1] === BLANK ? at + 2 : -1;
}

/** Where what stands behind `4A1B2C3D: ` or `NOQUEUE: ` starts, or -1. */
function behindIdOf(block: Uint8Array, start: number, end: number): number {
  const most = Math.min(end, start + ID_LENGTH + 1);
  let at = start;
  while (at < most && isAlphanumeric(block[at] as number)) at++;
  return at > start && at + 2 < end && block[at] === COLON && block[at + 1] === BLANK ? at + 2 : -1;
}

/** `RCPT from client.example.org[192.0.2.9]: 550 5.7.1 …` */
function isForGood(block: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && block[at] !== CLOSING) at++;
  while (at < end && !(block[at] === COLON && block[at + 1] === BLANK)) at++;
  return at + 2 < end && block[at + 2] === FIVE;
}
