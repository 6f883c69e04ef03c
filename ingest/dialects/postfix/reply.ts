import { parseEnhanced } from "../../../src/domain/enhanced-status.ts";
import type { Reply } from "../../../src/domain/reply.ts";
import { replyCodeAt } from "../../../src/domain/reply-code.ts";

/**
 * Reads a reply as Postfix logs it: all lines joined by blanks, each with its own digits (smtp/smtp_chat.c joins,
 * smtp/smtp_proto.c translates). `dsn` is the status Postfix took from the *last* line; it tells which of several
 * look-alikes that is. `isCut`: the text ends before that line, and no look-alike is it. Null when the text does not begin with three digits of a negative reply.
 */
export function parseReply(text: string, dsn: string | null, isCut = false): Reply | null {
  const first = replyCodeAt(text, 0);
  if (first === 0) return null;
  const separator = text.charCodeAt(3);
  if (separator === HYPHEN) return multiLine(text, first, dsn, isCut);
  if (separator !== BLANK && text.length > 3) {
    return { code: first, enhanced: null, text, malformed: true };
  }
  return { code: first, enhanced: parseEnhanced(afterBlanks(text, 4)), text, malformed: false };
}

const HYPHEN = 0x2d;
const BLANK = 0x20;

function multiLine(text: string, first: number, dsn: string | null, isCut: boolean): Reply {
  const last = lastLineOf(text, first, dsn, isCut);
  const code = last < 0 ? first : replyCodeAt(text, last);
  const enhanced =
    (last < 0 ? null : enhancedAt(text, last)) ?? parseEnhanced(afterBlanks(text, 4));
  return { code, enhanced, text, malformed: false };
}

/**
 * Where the last line of a joined reply starts, or -1 when it cannot be seen (a line cut at 2000 bytes). The remote text may
 * hold the digits of a code too, so `dsn` decides; without it the last place with the first line's code and an enhanced
 * code wins.
 */
function lastLineOf(text: string, first: number, dsn: string | null, isCut: boolean): number {
  const wanted = dsn === null || dsn.endsWith(".0.0") ? null : dsn.slice(1);
  const likely = text.lastIndexOf(` ${first} `) + 1;
  if (likely > 0 && wanted !== null && enhancedAt(text, likely)?.slice(1) === wanted) return likely;
  if (isCut) return -1;
  const starts = lineStartsOf(text);
  const same = starts.filter((start) => start.code === first);
  const fits = (start: LineStart): boolean => start.enhanced?.slice(1) === wanted;
  const speaks = (start: LineStart): boolean => start.enhanced !== null;
  const found =
    same.find(fits) ?? starts.find(fits) ?? same.find(speaks) ?? same[0] ?? starts.find(speaks);
  return found?.at ?? -1;
}

type LineStart = { readonly at: number; readonly code: number; readonly enhanced: string | null };

/** The places that look like the start of a reply's last line, rightmost first: a blank, three digits, a blank or the end. */
function lineStartsOf(text: string): readonly LineStart[] {
  const starts: LineStart[] = [];
  for (let at = text.lastIndexOf(" ") + 1; at > 1; at = text.lastIndexOf(" ", at - 2) + 1) {
    const code = replyCodeAt(text, at);
    const next = text.charCodeAt(at + 3);
    if (code === 0 || !(next === BLANK || at + 3 === text.length)) continue;
    starts.push({ at, code, enhanced: enhancedAt(text, at) });
  }
  return starts;
}

/** The enhanced code that follows the three digits at `at` and blanks, or null. */
function enhancedAt(text: string, at: number): string | null {
  return parseEnhanced(afterBlanks(text, at + 3));
}

/** The text from `at`, without the blanks there. */
function afterBlanks(text: string, at: number): string {
  let start = at;
  while (text.charCodeAt(start) === BLANK) start++;
  return text.slice(start, start + 16);
}
