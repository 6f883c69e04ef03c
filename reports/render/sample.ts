import type { Reason } from "../model.ts";
import { visible } from "./remote-text.ts";
import { NO_TEXT, replyLines } from "./reply-text.ts";

/** Behind a longer word the cut is made inside it. */
const LONGEST_WORD = 30;

export function clipped(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const cut = characters.slice(0, length - 1).join("");
  const blank = cut.lastIndexOf(" ");
  return `${blank > cut.length - LONGEST_WORD ? cut.slice(0, blank) : cut}…`;
}

/** What was said, one line per line of the reply. */
export function sampleText({ sample, code }: Reason, length: number): string {
  const lines = replyLines(sample, code).map(visible);
  return lines.length === 0 ? NO_TEXT : clipped(lines.join("\n"), length);
}

/** Whose words a sample has. */
export function sampleCaption(text: string, isQuoted: boolean): string {
  const verbatim = `Verbatim${text.includes("\n") ? ", line by line" : ""}`;
  return `${isQuoted ? verbatim : "From our own log"}, mail addresses masked`;
}

/** Where in the session the reply came, as an admin knows it from a session by hand. */
const STAGES: ReadonlyMap<string, string> = new Map([
  ["connect", "greeting or EHLO"],
  ["starttls", "STARTTLS"],
  ["auth", "AUTH"],
  ["mail", "MAIL FROM"],
  ["rcpt", "RCPT TO"],
  ["data", "DATA"],
  ["eod", "end of data"],
]);

export function stageText(stages: readonly string[]): string {
  const known = stages.filter((stage) => stage !== "unknown");
  if (known.length === 0) return "Stage not logged";
  return `Said at ${known.map((stage) => STAGES.get(stage) ?? visible(stage)).join(", ")}`;
}
