/**
 * The fields of a delivery status record (global/log_adhoc.c): `to=<ADDR> [, orig_to=<ADDR>], relay=R [, conn_use=N],
 * delay=D, delays=a/b/c/d [, tls=T], dsn=C.S.D, status=WORD (REASON)`. Their order is fixed, some are missing in old or new
 * releases, and none but the addresses and the reason can hold a comma.
 */
export type StatusRecord = {
  readonly recipient: string;
  readonly relay: string;
  /** Seconds since the message arrived, null where the log has none. */
  readonly delay: number | null;
  readonly dsn: string | null;
  readonly status: string;
  readonly reason: string;
};

/** Reads the record that starts at `start` in a message with `to=`. Null: it is cut short or not written by Postfix. */
export function parseStatusRecord(message: string, start: number): StatusRecord | null {
  const relayAt = relayFieldOf(message, start);
  if (relayAt < 0) return null;
  const relayEnd = message.indexOf(", ", relayAt);
  if (relayEnd < 0) return null;
  const fields = fieldsOf(message, relayEnd + 2);
  if (fields === null) return null;
  const wordEnd = wordEndOf(message, fields.statusAt);
  return {
    recipient: recipientOf(message, start + 3),
    relay: message.slice(relayAt, relayEnd),
    delay: fields.delay,
    dsn: fields.dsn,
    status: message.slice(fields.statusAt, wordEnd),
    reason: reasonOf(message, wordEnd),
  };
}

/** Where the value of `relay=` starts. Addresses may hold anything, so the first relay that follows one counts. */
function relayFieldOf(message: string, start: number): number {
  const bracketed = message.indexOf(">, relay=", start);
  if (bracketed >= 0) return bracketed + 9;
  const bare = message.indexOf(", relay=", start);
  return bare < 0 ? -1 : bare + 8;
}

/** `<user@example.net>, relay=…` or the old `user@example.net, relay=…` → the address. */
function recipientOf(message: string, start: number): string {
  if (message.charCodeAt(start) !== 0x3c) return message.slice(start, message.indexOf(",", start));
  const relay = message.indexOf(">, relay=", start);
  const original = message.indexOf(">, orig_to=", start);
  const end = original >= 0 && (original < relay || relay < 0) ? original : relay;
  return message.slice(start + 1, end);
}

type Fields = {
  readonly delay: number | null;
  readonly dsn: string | null;
  readonly statusAt: number;
};

/** Walks the fields after the relay up to `status=`; unknown ones are passed over, a later release may add some. */
function fieldsOf(message: string, start: number): Fields | null {
  let delay: number | null = null;
  let dsn: string | null = null;
  let at = start;
  for (let count = 0; count < 12; count++) {
    if (message.startsWith("status=", at)) return { delay, dsn, statusAt: at + 7 };
    const end = message.indexOf(", ", at);
    if (end < 0) return null;
    if (message.startsWith("delay=", at)) delay = secondsOf(message.slice(at + 6, end));
    else if (message.startsWith("dsn=", at)) dsn = message.slice(at + 4, end);
    at = end + 2;
  }
  return null;
}

function secondsOf(text: string): number | null {
  const seconds = Number(text);
  return text !== "" && seconds >= 0 ? seconds : null;
}

function wordEndOf(message: string, start: number): number {
  const blank = message.indexOf(" ", start);
  return blank < 0 ? message.length : blank;
}

/** The text in the one pair of parentheses that ends the record; without the last one where the line was cut. */
function reasonOf(message: string, wordEnd: number): string {
  if (!message.startsWith(" (", wordEnd)) return "";
  const end = message.endsWith(")") ? message.length - 1 : message.length;
  return message.slice(wordEnd + 2, end);
}
