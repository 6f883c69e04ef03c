import type { Stage } from "../../../src/domain/stage.ts";

/** How Exim names what it had sent (transports/smtp.c, check_response). `BDAT n LAST` is told apart below. */
const COMMANDS: readonly (readonly [string, Stage])[] = [
  ["RCPT TO:", "rcpt"],
  ["MAIL FROM:", "mail"],
  ["end of data", "eod"],
  ["initial connection", "connect"],
  ["EHLO", "connect"],
  ["HELO", "connect"],
  ["LHLO", "connect"],
  ["DATA", "data"],
  ["sending data block", "data"],
  ["STARTTLS", "starttls"],
  ["AUTH", "auth"],
  ["BDAT", "data"],
];

const PIPELINED = "pipelined ";

/** Where the command starts: Exim puts a word before it when it had not waited for earlier answers. */
export function commandAt(text: string, start: number): number {
  return text.startsWith(PIPELINED, start) ? start + PIPELINED.length : start;
}

/** `RCPT TO:<a@example.net>` → rcpt. A chunk marked LAST ends the data (RFC 3030 §2). */
export function stageOfCommand(command: string): Stage {
  for (const [start, stage] of COMMANDS) {
    if (!command.startsWith(start)) continue;
    return start === "BDAT" && command.includes(" LAST") ? "eod" : stage;
  }
  return "unknown";
}
