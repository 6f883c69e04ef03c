import type { InboundReason } from "../../../src/domain/inbound-reason.ts";

/** `<a@example.net>: Recipient address rejected: …`: what was judged comes first, and its owner wrote it. */
const SUBJECT_END = ">: ";

/** Where the words end and the envelope of the message begins. */
const ENVELOPE = "; from=<";

/** `Greylisted`, `greylisting in action`, `Grey-listed`: what policy services say, in words of their own */
const GREYLISTED = /gr[ae]y-?list/iu;

/** `Sender address rejected: unverified address: …` (smtpd/smtpd_check.c) */
const UNVERIFIED = ": unverified address";

/** `Server configuration problem`, `mx1.example.org Server local data error`: our own trouble, behind our name when we hang up */
const SERVER = /^(?:\S{1,255} )?Server (?:configuration|local data) /u;

/** How smtpd and postscreen begin what they say about a restriction (smtpd/smtpd_check.c, postscreen_smtpd.c). */
const RESTRICTIONS: readonly (readonly [string, InboundReason])[] = [
  ["Recipient address rejected", "recipient"],
  ["Sender address rejected", "sender"],
  ["Client host rejected", "client"],
  ["Unverified Client host rejected", "client"],
  ["Helo command rejected", "helo"],
  ["Relay access denied", "relay"],
  ["Data command rejected", "message"],
  ["End-of-data rejected", "message"],
  ["Service currently unavailable", "first_contact"],
  ["Service unavailable; ", "client"],
  ["Temporary lookup failure", "lookup_failure"],
  ["Error: ", "server_error"],
  ["Insufficient system storage", "server_error"],
];

/** The restriction that speaks: `<a@example.net>: Recipient address rejected: Greylisted` → greylisting */
export function reasonOfWords(text: string): InboundReason {
  const subject = text.startsWith("<") ? text.indexOf(SUBJECT_END) : -1;
  const envelope = text.indexOf(ENVELOPE);
  const start = subject < 0 ? 0 : subject + SUBJECT_END.length;
  const words = text.slice(start, envelope < start ? undefined : envelope);
  if (GREYLISTED.test(words)) return "greylisting";
  if (words.includes(UNVERIFIED)) return "verification";
  if (SERVER.test(words)) return "server_error";
  return RESTRICTIONS.find(([opening]) => words.startsWith(opening))?.[1] ?? "other";
}
