import type { Rule } from "./rule.ts";

/** What our own MTA writes when nobody answered, or when it did not ask (Postfix and Exim, code 0). */
export const NO_REPLY: readonly Rule[] = [
  {
    id: "no-reply.tls",
    cause: "tls_required",
    says: /\btls\b|certificate/iu,
    example: "TLS is required, but was not offered by host mx.example.net[192.0.2.7]",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.login",
    cause: "policy",
    says: /^sasl|authentication fail/iu,
    example: "SASL authentication failed; cannot authenticate to server mx.example.net[192.0.2.7]",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.connection-limit",
    cause: "connection_limit",
    says: /(?:connection|concurrency) limit reached/iu,
    example: "connection limit reached for all hosts",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.dns",
    cause: "dns_lookup",
    says: /name service error|host (?:or domain )?(?:name|address)?\s?(?:not found|lookup)|address lookups|lookup did not complete|no mx|mail server does not accept mail|points to local/iu,
    example:
      "Host or domain name not found. Name service error for name=example.net type=MX: Host not found, try again",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.lost",
    cause: "protocol",
    says: /lost connection|timed out|timeout|closed connection|connection reset|broken pipe|send to .{1,200} failed|malformed smtp reply|protocol error/iu,
    example: "lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.refused",
    cause: "server_busy",
    says: /connection refused|no route to host|network is unreachable|host is down|host is unreachable/iu,
    example: "connect to mx.example.net[192.0.2.7]:25: Connection refused",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.failing",
    cause: "server_busy",
    says: /have been failing|server unavailable or unable/iu,
    example:
      "all hosts for 'example.net' have been failing for a long time (and retry time not reached)",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
  {
    id: "no-reply.local",
    cause: "server_busy",
    says: /mail transport|local data error|queue file|transport error/iu,
    example: "mail transport unavailable",
    source: "Postfix and Exim sources",
    date: "2026-11-20",
  },
];
