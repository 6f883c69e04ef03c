/** Longest sample, in characters. */
const SAMPLE_LENGTH = 1000;

/** Characters of a text that are looked at. */
const READ_LENGTH = 2 * SAMPLE_LENGTH;

/** Longest mail address (RFC 5321 §4.5.3.1.3). */
const ADDRESS_LENGTH = 254;

/** Longest quoted local part with its quotes (RFC 5321 §4.5.3.1.1). */
const QUOTED_LENGTH = 68;

/** Controls (C0 and C1), format characters (bidi marks, zero width), line separators, lone surrogates: `\u001b[2J` */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What cannot stand in an unquoted local part (RFC 5321 §4.1.2). */
const PARTS_ADDRESS: ReadonlySet<string> = new Set('<>()[]:,;" \t\r\n\0');
/** What parts the segments of a URL. */
const PARTS_URL: ReadonlySet<string> = new Set("/?&;#");

/**
 * The reply as it is stored: verbatim, but without local parts of mail addresses (`user@example.net` becomes
 * `…@example.net`), without characters that act on a terminal, and not longer than 1000 characters.
 */
export function sampleOf(text: string): string {
  const masked = withoutLocalParts(beginningOf(text)).replace(UNPRINTABLE, "\ufffd");
  const end = isHighSurrogate(masked.charCodeAt(SAMPLE_LENGTH - 1))
    ? SAMPLE_LENGTH - 1
    : SAMPLE_LENGTH;
  return masked.slice(0, end);
}

/** As much of a text as can matter, whole words only: half an address would not be known for one. */
function beginningOf(text: string): string {
  if (text.length <= READ_LENGTH) return text;
  const start = text.slice(0, READ_LENGTH);
  return start.slice(0, Math.max(start.lastIndexOf(" "), READ_LENGTH - ADDRESS_LENGTH));
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function withoutLocalParts(text: string): string {
  let masked = "";
  let kept = 0;
  for (let sign = nextSign(text, 0); sign !== -1; sign = nextSign(text, sign + 1)) {
    const start = localPartStart(text, kept, sign);
    if (start < sign) {
      masked += `${text.slice(kept, start)}…`;
      kept = sign;
    }
  }
  return masked + text.slice(kept);
}

/** Index of the next `@` or `%40`. */
function nextSign(text: string, from: number): number {
  const plain = text.indexOf("@", from);
  const encoded = text.indexOf("%40", from);
  if (plain === -1 || encoded === -1) return Math.max(plain, encoded);
  return Math.min(plain, encoded);
}

function localPartStart(text: string, floor: number, sign: number): number {
  if (text[sign - 1] === '"') return quotedStart(text, floor, sign);
  let start = sign;
  while (start > floor && !PARTS_ADDRESS.has(text[start - 1] ?? "")) start--;
  const isUrl = text.startsWith("//", start);
  return isUrl ? segmentStart(text, start, sign) : start;
}

/** `"john doe"@example.net`: back to the opening quote. */
function quotedStart(text: string, floor: number, sign: number): number {
  let open = text.lastIndexOf('"', sign - 2);
  while (open > floor && text[open - 1] === "\\") open = text.lastIndexOf('"', open - 1);
  return open >= floor && sign - open <= QUOTED_LENGTH ? open : Math.max(floor, sign - 1);
}

/** `https://example.net/unblock?address=user@example.org`: the link stays, up to the value that is the address. */
function segmentStart(text: string, urlStart: number, sign: number): number {
  let start = sign;
  while (start > urlStart && !PARTS_URL.has(text[start - 1] ?? "")) start--;
  const equals = text.indexOf("=", start);
  const isValue = text[start - 1] !== "/" && equals !== -1 && equals < sign;
  return isValue ? equals + 1 : start;
}
