import type { Stage } from "../../../src/domain/stage.ts";

/** What follows ` (in reply to `, closing parenthesis included (smtp/smtp_proto.c, xfer_request). */
const PHASES: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ["MAIL FROM command)", "mail"],
  ["RCPT TO command)", "rcpt"],
  ["DATA command)", "data"],
  ["end of DATA command)", "eod"],
  ["EHLO command)", "connect"],
  ["HELO command)", "connect"],
  ["LHLO command)", "connect"],
  ["STARTTLS command)", "starttls"],
  ["AUTH command)", "auth"],
  ["XFORWARD name/address command)", "unknown"],
  ["XFORWARD helo/protocol command)", "unknown"],
  ["final RSET command)", "unknown"],
  ["RSET probe)", "unknown"],
  ["QUIT command)", "unknown"],
]);

/** What a session was doing when it broke (smtp/smtp_proto.c, xfer_states, smtp_helo, smtp_start_tls). */
const STATES: readonly (readonly [string, Stage])[] = [
  ["receiving the initial server greeting", "connect"],
  ["performing the ", "connect"],
  ["receiving the STARTTLS response", "starttls"],
  ["sending MAIL FROM", "mail"],
  ["sending RCPT TO", "rcpt"],
  ["sending DATA command", "data"],
  ["sending message body", "data"],
  ["sending end of data", "eod"],
];

/** `MAIL FROM command)` → mail; null when no command of Postfix's is named. */
export function stageOfPhase(text: string): Stage | null {
  return PHASES.get(text) ?? null;
}

/** `sending end of data -- message may be sent more than once` → eod; unknown for the rest (XFORWARD, RSET, QUIT). */
export function stageOfState(text: string): Stage {
  for (const [start, stage] of STATES) if (text.startsWith(start)) return stage;
  return "unknown";
}
