import type { LogRecord } from "../../src/domain/log-record.ts";
import { type Outcome, value } from "../../src/domain/outcome.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { NOBODY } from "./inner.ts";
import { createWriters } from "./writers.ts";

/** `4ABC1D: to=<…`, `4c8xT23bPDz9sWr: removed`, `NOQUEUE: reject: …`: a record of Postfix's that begins with a queue id */
const QUEUED =
  /^(?:NOQUEUE|[0-9A-F]{5,17}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,20}): (?:to=|from=|host |lost connection with |conversation with |message-id=|client=|uid=|removed$|TLS is required|SASL |reject|milter-|warning: |replace: |prepend: |filter: |hold: |discard: |sender |resent-message-id=|enabling PIX|skipped, )/u;

/** How Postfix and Exim begin what concerns no message. */
const OPENINGS: readonly string[] = [
  "connect to ",
  "connect from ",
  "disconnect from ",
  "lost connection after ",
  "timeout after ",
  "too many errors after ",
  "improper command pipelining after ",
  "statistics: ",
  "warning: ",
  "error: ",
  "fatal: ",
  "panic: ",
  "SSL_accept error from ",
  "SSL_connect error to ",
  "Anonymous TLS connection established ",
  "Trusted TLS connection established ",
  "Untrusted TLS connection established ",
  "Verified TLS connection established ",
  "CONNECT from ",
  "DISCONNECT ",
  "PASS NEW ",
  "PASS OLD ",
  "PREGREET ",
  "HANGUP ",
  "daemon started -- ",
  "reload -- version ",
  "refreshing the Postfix mail system",
  "starting the Postfix mail system",
  "stopping the Postfix mail system",
  "terminating on signal ",
];

/** `1xUQpD-0001pH-0k == `, `[9847] 10HmaX-000000005vi-0000 H=…`: a record of Exim's */
const EXIM =
  /^(?:\[\d{1,10}\] )?[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4}) (?:[=*<>-]{2} |H=|Completed|SMTP error |Remote host |\S)/u;

/** `postfix/smtp[5879]: `: a tag without a stamp before it → tag, pid */
const TAGGED = /^([^\s:[\]]{1,255}\/[^\s:[\]/]{1,64})\[(\d{1,10})\]: /u;

/** What a line without stamp and host says was said at the time of its wrapper, or of the lines before it. */
export function createBareReader(): (text: string, at: EpochMs) => Outcome<LogRecord> {
  const writers = createWriters();
  return (text, at) => {
    const fields = TAGGED.exec(text);
    if (fields === null) {
      return value({ at, writer: NOBODY, pid: null, message: text });
    }
    const [tag, service = "", pid] = fields;
    const message = text.slice(tag.length);
    return value({ at, writer: writers("", service), pid: Number(pid), message });
  };
}

/** Whether a line without stamp and host is what Postfix or Exim says (`journalctl -o cat`, `docker logs`). */
export function isBareMessage(text: string): boolean {
  if (TAGGED.test(text)) return true;
  return QUEUED.test(text) || EXIM.test(text) || OPENINGS.some((words) => text.startsWith(words));
}
