import type { Database } from "../../src/store/database.ts";

export const HOST: string = "mx.example.net[192.0.2.7]";
export const NO: string = `host ${HOST} said: 421 4.7.0 [TSS04] Messages temporarily deferred (in reply to MAIL FROM command)`;
export const GREY: string = `host ${HOST} said: 450 4.2.0 Recipient address rejected: Greylisted (in reply to RCPT TO command)`;
export const OLD: string = `delivery temporarily suspended: ${NO}`;
export const CUT: string = `lost connection with ${HOST} while sending RCPT TO`;
export const GONE: string = `host ${HOST} said: 550 5.1.1 unknown (in reply to RCPT TO command)`;
export const NO_NAME: string =
  "Host or domain name not found. Name service error for name=example.net type=MX";

/** `20 10:00:00` → one line of Postfix about a recipient of message 4ABC1D. */
export function postfix(
  when: string,
  to: string,
  status: string,
  reason: string,
  id = "4ABC1D",
): string {
  const relay = reason.startsWith("delivery") ? "none" : `${HOST}:25`;
  return `Nov ${when} mx1 postfix/smtp[11]: ${id}: to=<${to}@example.net>, relay=${relay}, delay=9, delays=0/0/4/5, dsn=4.7.0, status=${status} (${reason})`;
}
export const removed = (when: string): string => `Nov ${when} mx1 postfix/qmgr[9]: 4ABC1D: removed`;
export const expired = (when: string): string =>
  `Nov ${when} mx1 postfix/qmgr[9]: 4ABC1D: from=<b@example.org>, status=expired, returned to sender`;
/** A line that tells how late it is. */
export const later = (when: string): string =>
  `Nov ${when} mx1 postfix/smtp[11]: connect to mx.example.com[192.0.2.9]:25: Connection timed out`;

export const PEER: string = "H=mx.example.net [192.0.2.7]";
export const exim = (when: string, body: string, id = "1xUQpD-0001pH-0k"): string =>
  `2026-11-${when} ${id} ${body}`;
export const PUT_OFF: string = `R=dnslookup T=remote_smtp defer (-44) ${PEER}: SMTP error from remote mail server after RCPT TO:<a@example.net>: 421 4.7.0 Too many connections`;

const JOURNEYS = "SELECT outcome, tries, delay_band, recipients FROM journey ORDER BY 1, 2, 3";

/** Outcome, tries, delay band and recipients of all journeys. */
export const journeysIn = (db: Database): unknown => db.prepare(JOURNEYS).raw().all();
