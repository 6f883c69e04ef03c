import { isAlphanumeric } from "../../characters.ts";

/** The two lengths of a message id, and where the second hyphen stands: `1xUQpD-0001pH-0k`, from 4.97 on `10HmaX-000000005vi-0000`. */
const LENGTHS: readonly (readonly [number, number])[] = [
  [16, 13],
  [23, 18],
];

/** The length of the message id that a message begins with, or 0. Both forms live side by side after an upgrade. */
export function messageIdLengthOf(message: string): number {
  if (message.charCodeAt(6) !== HYPHEN) return 0;
  for (const [length, hyphen] of LENGTHS) {
    if (message.charCodeAt(length) === BLANK && message.charCodeAt(hyphen) === HYPHEN)
      return isMessageId(message, length, hyphen) ? length : 0;
  }
  return 0;
}

const HYPHEN = 0x2d;
const BLANK = 0x20;

function isMessageId(message: string, length: number, hyphen: number): boolean {
  for (let at = 0; at < length; at++) {
    if (at === 6 || at === hyphen) continue;
    if (!isAlphanumeric(message.charCodeAt(at))) return false;
  }
  return true;
}
