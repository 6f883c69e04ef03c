const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const BLANK = 0x20;

/**
 * Where `words` next stand outside double quotes, or -1. A quoted local part (RFC 5321 §4.1.2) may hold anything, and so may the
 * reply that Exim quotes behind `C=`: what is found outside is Exim's own.
 */
export function unquotedIndexOf(text: string, words: string, start: number): number {
  const found = text.indexOf(words, start);
  if (found < 0) return -1;
  const quote = text.indexOf('"', start);
  if (quote < 0 || quote > found) return found;
  return slowIndexOf(text, words, start);
}

function slowIndexOf(text: string, words: string, start: number): number {
  const first = words.charCodeAt(0);
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) isQuoted = !isQuoted;
    else if (unit === BACKSLASH && isQuoted) at++;
    else if (unit === first && !isQuoted && text.startsWith(words, at)) return at;
  }
  return -1;
}

/** Where the first `: ` outside quotes stands, also as the last colon of a line whose trailing blank was lost; or -1. */
export function separatorAt(text: string, start: number): number {
  const found = unquotedIndexOf(text, ": ", start);
  if (found >= 0) return found;
  const last = text.length - 1;
  return last >= start && text.charCodeAt(last) === COLON ? last : -1;
}

/** The first place from `start` on that holds no blank. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === BLANK) at++;
  return at;
}
