import type { Stage } from "../../../src/domain/stage.ts";

/** What follows ` (in reply to `, closing parenthesis included, the usual first (smtp/smtp_proto.c, xfer_request). */
const PHASES: readonly (readonly [string, Stage])[] = [
  ["end of DATA command)", "eod"],
  ["MAIL FROM command)", "mail"],
  ["RCPT TO command)", "rcpt"],
  ["DATA command)", "data"],
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
];

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

/** The stage that the rest of a text from `start` names: `MAIL FROM command)` → mail; null when it is no command of Postfix's. */
export function stageOfPhase(text: string, start: number): Stage | null {
  const length = text.length - start;
  for (const [phase, stage] of PHASES) {
    if (phase.length === length && text.startsWith(phase, start)) return stage;
  }
  return null;
}

/** `sending end of data -- message may be sent more than once` → eod; unknown for the rest (XFORWARD, RSET, QUIT). */
export function stageOfState(text: string): Stage {
  for (const [start, stage] of STATES) if (text.startsWith(start)) return stage;
  return "unknown";
}
