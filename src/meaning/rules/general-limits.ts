import type { Rule } from "./rule.ts";

/** Connections, sessions, and what one of them may carry. */
export const CONNECTION_LIMIT: readonly Rule[] = [
  {
    id: "general.recipients-from",
    cause: "rate_limit",
    says: /too many recipients from <ip>|recipients? (?:received|sent|accepted)? ?(?:this|per|in the last|in an?) (?:hour|day|minute)|(?:hourly|daily) .{0,20}recipient/iu,
    example: "450 4.7.1 Error: too many recipients from 192.0.2.1",
  },
  {
    id: "general.tls-rate",
    cause: "connection_limit",
    says: /tls rate|too many tls/iu,
    example: "454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded for server",
  },
  {
    id: "general.per-session",
    cause: "connection_limit",
    says: /(?:messages?|mails?|emails?|transactions?|recipients?|rcpts?|envelopes?|deliveries) ?(?:limit|count)? (?:\w{1,20} )?(?:per|for|in|on|during|within) (?:a |an |one |single |each |the |this |your )?(?:single |same |smtp )?(?:connection|session|transaction|message|envelope|mail|e-?mail)\b/iu,
    example: "421 too many messages in this connection",
  },
  {
    id: "general.recipients",
    cause: "connection_limit",
    says: /(?:too many|maximum|max|number of|exceed\w{0,20}) .{0,30}(?:recipients|rcpts?\b|rcpt to)|recipients? (?:limit|count)/iu,
    example: "421 Too many recipients. Try the remaining addresses again later.",
  },
  {
    id: "general.connections",
    cause: "connection_limit",
    says: /(?:too many|too much|max(?:imum)?|number of|many|exceed\w{0,20}|excess\w{0,20}|limits?\b|trop de|zu viele|demasiadas|troppe|too frequent|allowed) .{0,50}\b(?:connect|connexion|conexion|conession|connession|verbindung|session|simultan|parallel|concurr|channels?)/iu,
    example: "421 4.7.0 mx.example.net Error: too many connections from 192.0.2.1",
  },
  {
    id: "general.connections-exceeded",
    cause: "connection_limit",
    says: /\b(?:connect\w{0,20}|sessions?|concurren\w{0,20}|simultaneous \w{1,20}|parallel \w{1,20})\b.{0,40}(?:limit|exceed|too (?:many|high|fast|often|frequent)|throttl|maximum|rate)/iu,
    example: "421 /32 connection limit exceeded",
  },
];

/** Messages or recipients over time, and quotas of an account. */
export const RATE_LIMIT: readonly Rule[] = [
  {
    id: "general.rate-limit",
    cause: "rate_limit",
    says: /rate[\s-]?limit|ratelimit|\brate (?:is |was |has )?(?:\w{1,20} )?(?:exceed|too high|limit|control|of)|(?:exceed\w{0,20}|max\w{0,20}|high|over|sending|message|mail|submission|delivery) (?:\w{1,20} ){0,3}rate\b/iu,
    example: '451 4.7.1 Ratelimit "mailcow" exceeded',
  },
  {
    id: "general.throttled",
    cause: "rate_limit",
    says: /throttl|slow(?:ing)? (?:it )?down|too (?:fast|quick|rapid|frequent|often)|frequen(?:cy|t)|flood|burst|mail bomb/iu,
    example: "450 4.7.1: too many messages, please slow down",
  },
  {
    id: "general.too-many-messages",
    cause: "rate_limit",
    says: /too (?:many|much) (?:\w{1,20} ){0,3}(?:e-?mails?|mails?|messages?|msgs?|deliver\w{0,20}|requests?|submissions?)\b|(?:many|much) (?:e-?mails?|messages?) (?:sent|from|received)/iu,
    example: "421 4.3.1 You send too many messages.",
  },
  {
    id: "general.message-limit",
    cause: "rate_limit",
    says: /(?:message|messaging|mail|e-?mail|sending|send|outbound|outgoing|submission|relay|account|daily|hourly|user|domain|sender|volume) (?:\w{1,20} ){0,2}(?:limits?|quota|threshold|allowance)\b.{0,40}(?:exceed|reach|over|hit)|(?:exceed\w{0,20}|reach\w{0,20}|over|hit)\b.{0,40}(?:message|messaging|sending|send|outbound|outgoing|daily|hourly|submission|relay|volume)\b.{0,20}(?:limits?|quota|threshold|number|count)/iu,
    example: "421 you have exceeded your messaging limits (#4.3.0)",
  },
  {
    id: "general.volume",
    cause: "rate_limit",
    says: /(?:unusual|excessive|high|unexpected|large|increase\w{0,20} in|too much|maximum) (?:\w{1,20} ){0,2}(?:volume|traffic|amount|number of (?:messages|mails|emails|e-mails))|volume (?:limit|too|exceed)|(?:per|an|one|this|last) (?:hour|minute|second|day)\b|(?:hourly|daily)\b/iu,
    example: "421 4.7.0 Messages deferred due to excessive volume",
  },
];

/** A quota of messages, before the rules that read "quota" as a full mailbox. */
export const SENDING_QUOTA: readonly Rule[] = [
  {
    id: "general.sending-quota",
    cause: "rate_limit",
    says: /(?:sending|send|hourly|daily|outbound|outgoing|submission|relay|messages?|message count|recipient count|smtp|queue) (?:\w{1,20} )?(?:quota|allowance)/iu,
    example:
      "450 4.7.1 <user@example.com>: Recipient address rejected: Policy rejection; Message count quota exceeded",
  },
];
