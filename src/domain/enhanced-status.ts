/** `4.7.28 Our system …` → the RFC 3463 code at the start of a reply line's text. */
const ENHANCED = /^[245]\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})(?= |$)/u;

/** The enhanced status code a reply line begins with, after its three digits and their separator; else null (RFC 2034 §4). */
export function parseEnhanced(text: string): string | null {
  const second = text.charCodeAt(1);
  if (second !== 0x2e) return null;
  return ENHANCED.exec(text)?.[0] ?? null;
}
