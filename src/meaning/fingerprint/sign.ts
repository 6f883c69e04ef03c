/** Ends a URL inside a reply: quotes, brackets, the vertical bar. */
const ENDS_URL = 1;
/** Stands between the segments of a URL (RFC 3986 §2.2). */
const PARTS_URL = 2;
/** What a mail address cannot contain outside quotes (RFC 5321 §4.1.2). */
const PARTS_ADDRESS = 4;
/** What may follow an address in a sentence. */
const ENDS_SENTENCE = 8;
/** `<`: ends a URL unless it opens a placeholder. */
const OPENS_PLACEHOLDER = 16;

const SIGN: Uint8Array = signsOfCodeUnits();

export function endsUrl(code: number): boolean {
  return ((SIGN[code] ?? 0) & ENDS_URL) !== 0;
}

/** Whether a segment of a URL goes on with this character. */
export function isInSegment(code: number): boolean {
  return ((SIGN[code] ?? 0) & (ENDS_URL | PARTS_URL | OPENS_PLACEHOLDER)) === 0;
}

export function partsAddress(code: number): boolean {
  return ((SIGN[code] ?? 0) & PARTS_ADDRESS) !== 0;
}

export function endsSentence(code: number): boolean {
  return ((SIGN[code] ?? 0) & ENDS_SENTENCE) !== 0;
}

function signsOfCodeUnits(): Uint8Array {
  const signs = new Uint8Array(65_536);
  const mark = (characters: string, bit: number): void => {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      signs[code] = (signs[code] ?? 0) | bit;
    }
  };
  mark("\"'()[]{}>|", ENDS_URL);
  mark("/?&;=#:,!\\", PARTS_URL);
  mark('<>()[]:,;"', PARTS_ADDRESS);
  mark("'.!?", ENDS_SENTENCE);
  mark("<", OPENS_PLACEHOLDER);
  return signs;
}
