import { parseEnhanced } from "../../../src/domain/enhanced-status.ts";
import type { Reply } from "../../../src/domain/reply.ts";
import { replyCodeAt } from "../../../src/domain/reply-code.ts";
import { skipBlanks } from "./scan.ts";

const HYPHEN = 0x2d;
const BLANK = 0x20;

/** How Exim joins the lines of a reply: a backslash and an n, never a newline (string.c, string_printing). */
const JOINT = "\\n";

/** `caf\303\251` → the bytes that Exim would not print */
const OCTETS = /(?:\\[0-3][0-7][0-7])+/gu;

/** How much of a reply's first line is compared: lines about one reply cut it at different lengths. */
const COMPARED = 200;

/** Reads a reply as Exim logs it. Null when the text does not begin with three digits of a negative reply. */
export function parseReply(text: string): Reply | null {
  const first = replyCodeAt(text, 0);
  if (first === 0) return null;
  const separator = text.charCodeAt(3);
  if (text.length > 3 && separator !== HYPHEN && separator !== BLANK)
    return { code: first, enhanced: null, text: unescaped(text), malformed: true };
  const last = lastLineOf(text);
  const enhanced = enhancedAt(text, last) ?? (last === 0 ? null : enhancedAt(text, 0));
  return { code: replyCodeAt(text, last), enhanced, text: unescaped(text), malformed: false };
}

/** What every line about one reply has in common: the beginning of its first line, and the command it answers. */
export function markOf(text: string, command: string): string {
  const end = nextLineOf(text, 0);
  const first = end < 0 ? text : text.slice(0, end - JOINT.length);
  return `${first.slice(0, COMPARED).trimEnd()}\n${command}`;
}

/** Whether the reply goes on behind what can be seen: its last line still has a hyphen (RFC 5321 §4.2.1). */
export function isUnfinished(text: string): boolean {
  return text.charCodeAt(lastLineOf(text) + 3) === HYPHEN;
}

/** Where the last line starts: a line with a hyphen behind its digits has another after it. */
function lastLineOf(text: string): number {
  let line = 0;
  while (text.charCodeAt(line + 3) === HYPHEN) {
    const next = nextLineOf(text, line);
    if (next < 0) break;
    line = next;
  }
  return line;
}

/**
 * Where the line after this one starts, or -1. The remote host may have sent a backslash and an n itself: a line starts only
 * where three digits follow, and a hyphen, a blank or the end.
 */
function nextLineOf(text: string, line: number): number {
  if (text.charCodeAt(line + 3) !== HYPHEN) return -1;
  let joint = text.indexOf(JOINT, line + 4);
  while (joint >= 0) {
    const start = joint + JOINT.length;
    const next = text.charCodeAt(start + 3);
    const isLine = next === HYPHEN || next === BLANK || start + 3 === text.length;
    if (isLine && replyCodeAt(text, start) !== 0) return start;
    joint = text.indexOf(JOINT, start);
  }
  return -1;
}

/** The enhanced code that follows the three digits at `line`, or null. */
function enhancedAt(text: string, line: number): string | null {
  const start = skipBlanks(text, line + 4);
  const end = text.indexOf(JOINT, start);
  return parseEnhanced(text.slice(start, Math.min(end < 0 ? text.length : end, start + 16)));
}

/** The reply with its octal escapes read as UTF-8. */
function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(OCTETS, (octets) => {
    const bytes = octets.slice(1).split("\\");
    return Buffer.from(bytes.map((octal) => Number.parseInt(octal, 8))).toString();
  });
}
