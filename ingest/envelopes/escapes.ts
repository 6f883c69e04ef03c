/** `#012`, `\015`: what syslog daemons write for a control character (RFC 5424 §6.4 forbids them, rsyslog escapes them) */
const ESCAPED = /(?:#|\\)0(?:0[0-7]|1[0-7]|2[0-7]|3[0-7])/gu;

/** `421-4.7.0 second line`: what follows a line break inside a reply */
const REPLY_LINE = /^[245]\d\d[ -]/u;

const DIGIT = /^\d/u;

/** Whether a text may hold an escape. */
export function hasEscape(text: string): boolean {
  return text.includes("#0") || text.includes("\\0");
}

/**
 * The text with escaped control characters as blanks, those at its end taken off. Before a digit they may be a number of the
 * remote host's, `#012345`, and stay, unless a line of a reply begins there: `lineBreak` stands for that one.
 */
export function withoutEscapes(text: string, lineBreak: string): string {
  return text
    .replace(ESCAPED, (found, at: number) => {
      const rest = text.slice(at + found.length, at + found.length + 4);
      if (found.endsWith("12") && REPLY_LINE.test(rest)) return lineBreak;
      return DIGIT.test(rest) ? found : " ";
    })
    .trimEnd();
}
