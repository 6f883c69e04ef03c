/**
 * The fields of a delivery status record (global/log_adhoc.c): `to=<ADDR> [, orig_to=<ADDR>], relay=R [, conn_use=N],
 * delay=D, delays=a/b/c/d [, tls=T], dsn=C.S.D, status=WORD (REASON)`. Their order is fixed, some are missing in old or new
 * releases, and none but the addresses and the reason can hold a comma. `reasonAt`: where the reason's parenthesis opens.
 */
export type StatusRecord = {
  /**
   * The address; behind the one that it was given as, where that is another (`root ann@example.net`). Two aliases that lead to
   * one address are two recipients of a message (postconf(5), enable_original_recipient), and told of in a line each.
   */
  readonly recipient: string;
  readonly relay: string;
  /** Seconds since the message arrived, as written; empty where the log has none. */
  readonly delay: string;
  readonly dsn: string | null;
  readonly status: string;
  readonly reasonAt: number;
};

/** Reads the record that starts with `to=` at `start`. Null: it is cut short or not written by Postfix. */
export function parseStatusRecord(message: string, start: number): StatusRecord | null {
  const addressEnd = addressEndOf(message, start + 3);
  if (addressEnd < 0) return null;
  const isBracketed = message.charCodeAt(start + 3) === 0x3c;
  const relayMark = isBracketed ? ">, relay=" : ", relay=";
  const addressesEnd = message.indexOf(relayMark, addressEnd);
  const relayAt = addressesEnd + relayMark.length;
  const relayEnd = message.indexOf(", ", relayAt);
  if (addressesEnd < 0 || relayEnd < 0) return null;
  let delay = "";
  let dsn: string | null = null;
  let at = relayEnd + 2;
  while (!isField(message, at, "status=")) {
    const end = message.indexOf(", ", at);
    if (end < 0) return null;
    if (isField(message, at, "delay=")) delay = message.slice(at + 6, end);
    else if (isField(message, at, "dsn=")) dsn = message.slice(at + 4, end);
    at = end + 2;
  }
  const wordEnd = wordEndOf(message, at + 7);
  return {
    recipient: recipientOf(message, start + (isBracketed ? 4 : 3), addressEnd, addressesEnd),
    relay: message.slice(relayAt, relayEnd),
    delay,
    dsn,
    status: message.slice(at + 7, wordEnd),
    reasonAt: wordEnd,
  };
}

/** `ann@example.net>, orig_to=<root` → `root ann@example.net`; what has no second address is one as it stands. */
function recipientOf(message: string, start: number, addressEnd: number, end: number): string {
  const address = message.slice(start, addressEnd);
  if (addressEnd === end) return address;
  const original = message.indexOf("=", addressEnd) + 1;
  return `${message.slice(message.charCodeAt(original) === 0x3c ? original + 1 : original, end)} ${address}`;
}

/**
 * Where the address ends: before the first `>, ` that a known field follows, because a quoted local part may hold anything;
 * the old form without brackets ends at the first comma. -1 when it does not end.
 */
function addressEndOf(message: string, start: number): number {
  if (message.charCodeAt(start) !== 0x3c) return message.indexOf(", ", start);
  let end = message.indexOf(">, ", quotedEndOf(message, start + 1));
  while (end >= 0) {
    if (message.startsWith("relay=", end + 3) || message.startsWith("orig_to=", end + 3))
      return end;
    end = message.indexOf(">, ", end + 1);
  }
  return -1;
}

/** Where a quoted local part at `start` ends: it may imitate the fields that follow. `start` where none is quoted. */
function quotedEndOf(message: string, start: number): number {
  if (message.charCodeAt(start) !== 0x22) return start;
  for (let at = start + 1; at < message.length; at++) {
    const unit = message.charCodeAt(at);
    if (unit === 0x5c) at++;
    else if (unit === 0x22) return at;
  }
  return start;
}

/** Whether this field stands at `at`. The first and the last character tell nearly always, and cost least. */
function isField(message: string, at: number, field: string): boolean {
  return (
    message.charCodeAt(at) === field.charCodeAt(0) &&
    message.charCodeAt(at + field.length - 1) === 0x3d &&
    message.startsWith(field, at)
  );
}

function wordEndOf(message: string, start: number): number {
  const blank = message.indexOf(" ", start);
  return blank < 0 ? message.length : blank;
}

/** The text in the one pair of parentheses that ends the record; without the last one where the line was cut. */
export function reasonOf(message: string, { reasonAt }: StatusRecord): string {
  if (!message.startsWith(" (", reasonAt)) return "";
  const end = message.endsWith(")") ? message.length - 1 : message.length;
  return message.slice(reasonAt + 2, end);
}
