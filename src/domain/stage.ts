/**
 * Where in the SMTP dialogue something happened (RFC 5321 §3). `connect` is the greeting, EHLO or HELO: Postfix does not
 * tell them apart. `eod` is the end of data, the dot.
 */
export type Stage = "connect" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "eod" | "unknown";
