const NULL_SENDER = "<>";

/**
 * The sender of a message that came in: `a@example.org H=mx.example.org …` → `a@example.org`, `<> R=… U=…` → ``. A local part
 * in quotes may hold blanks: `"a b"@example.org`.
 */
export function senderOf(message: string, start: number): string {
  const quote = message.startsWith('"', start) ? message.indexOf('"@', start + 1) : -1;
  const end = message.indexOf(" ", Math.max(start, quote));
  const sender = message.slice(start, end < 0 ? undefined : end);
  return sender === NULL_SENDER ? "" : sender;
}
