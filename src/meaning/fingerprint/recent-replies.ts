import type { Slate } from "./slate.ts";

/** Power of two: a slot is found by a mask. */
const SLOTS = 64;

/** Longer replies are too rare to be remembered. */
const KEPT_LENGTH = 1024;

/** Where a reply is sampled to find its slot. */
const SAMPLED: readonly number[] = [5, 13, 18, 23, 29, 37, 61];

type Recent = {
  readonly units: Uint16Array;
  /** How many characters of the reply decided its fingerprint. */
  length: number;
  /** Whether that was the whole reply. */
  isWhole: boolean;
  fingerprint: string;
};

function emptySlot(): Recent {
  return { units: new Uint16Array(KEPT_LENGTH), length: 0, isWhole: false, fingerprint: "" };
}

const NOWHERE: Recent = emptySlot();

/**
 * The fingerprints of recent replies by their text. A throttled sender gets the same words thousands of times, and what
 * differs (Gmail's session id) often stands behind the part that a fingerprint keeps. The same string comes back, whose
 * hash is known, so that looking it up in a map costs next to nothing.
 */
export class RecentReplies {
  readonly #slots: readonly Recent[] = Array.from({ length: SLOTS }, emptySlot);

  /** The fingerprint of the reply on the slate if it is known, else null. */
  find(slate: Slate): string | null {
    const recent = this.#slotOf(slate);
    const { units, length } = recent;
    if (length === 0 || (recent.isWhole ? slate.end !== length : slate.end <= length)) return null;
    const { input } = slate;
    for (let at = 0; at < length; at++) {
      if (input[at] !== units[at]) return null;
    }
    return recent.fingerprint;
  }

  /** Remembers a fingerprint that was made from the first `read` characters of the reply on the slate. */
  keep(slate: Slate, read: number, fingerprint: string): void {
    const length = Math.min(slate.end, read);
    if (length > KEPT_LENGTH) return;
    const recent = this.#slotOf(slate);
    for (let at = 0; at < length; at++) recent.units[at] = slate.input[at] ?? 0;
    recent.length = length;
    recent.isWhole = length === slate.end;
    recent.fingerprint = fingerprint;
  }

  #slotOf(slate: Slate): Recent {
    let hash = 0;
    for (const at of SAMPLED)
      hash = (hash * 31 + (at < slate.end ? (slate.input[at] ?? 0) : 0)) | 0;
    return this.#slots[(hash ^ (hash >> 6)) & (SLOTS - 1)] ?? NOWHERE;
  }
}
