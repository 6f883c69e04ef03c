import type { Rule } from "./rule.ts";

/** Connections, sessions, and what one of them may carry. */
export const CONNECTION_LIMIT: readonly Rule[] = [
  {
    id: "general.recipients-from",
    cause: "rate_limit",
    says: /too many recipients from <ip>|recipients? (?:received|sent|accepted)? ?(?:this|per|in the last|in an?) (?:hour|day|minute)|(?:hourly|daily) .{0,20}recipient/iu,
    example: "450 4.7.1 Error: too many recipients from 192.0.2.1",
    source: "Postfix src/smtpd/smtpd.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.tls-rate",
    cause: "connection_limit",
    says: /tls rate|too many tls/iu,
    example: "454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded for server",
    source: "public source ref 33036550424 (source)",
    date: "2026-11-20",
  },
  {
    id: "general.per-session",
    cause: "connection_limit",
    says: /one (?:domain|recipient) per|separate (?:transaction|connection|session)|other recipients separately|(?:session|connection)\b.{0,20} (?:sent|carried|carry|delivered|reached) (?:\w{1,20} ){0,3}<n>|messages? .{0,20}(?:this|the|one) (?:connection|session)\b|too many (?:mail )?transactions|too many (?:mail|message|smtp) (?:transactions|deliveries)|(?:messages?|mails?|emails?|transactions?|recipients?|rcpts?|envelopes?|deliveries) ?(?:limit|count)? (?:\w{1,20} )?(?:per|for|in|on|during|within) (?:a |an |one |single |each |the |this |your )?(?:single |same |smtp )?(?:connection|session|transaction|message|envelope|mail|e-?mail)\b/iu,
    example: "421 too many messages in this connection",
    source: "Exim src/src/smtp_in.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.recipients",
    cause: "connection_limit",
    says: /(?:too many|maximum|max|number of|exceed\w{0,20}) .{0,30}(?:recipients|rcpts?\b|rcpt to)|recipients? (?:limit|count)/iu,
    example: "421 Too many recipients. Try the remaining addresses again later.",
    source: "spamdyke spamdyke.h, temporary severity (source)",
    date: "2026-11-20",
  },
  {
    id: "general.connections",
    cause: "connection_limit",
    says: /(?:too many|too much|max(?:imum)?|number of|many|exceed\w{0,20}|excess\w{0,20}|limits?\b|trop de|zu viele|demasiadas|troppe|too frequent|opened|only <n>|no more|maximale|m[aá]ximo|massimo|allowed number) .{0,50}\b(?:connect(?!ing)|connexion|conexion|conex|conession|connession|verbindung|session|sitzung|simultan|parallel|gleichzeitig|concurr|channels?|sockets?|slots?)/iu,
    example: "421 4.7.0 mx.example.net Error: too many connections from 192.0.2.1",
    source: "Postfix src/smtpd/smtpd.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.connections-exceeded",
    cause: "connection_limit",
    says: /\b(?:connect(?:s|ions?|ion attempts)?|sessions?|concurren\w{0,20}|simultaneous \w{1,20}|parallel \w{1,20}|sockets?|slots?|channels?)\b.{0,40}(?:limit|exceed|in use|(?<!not )(?<!not been )allowed|\bcap\b|reached|all used|too (?:many|high|fast|often|frequent)|throttl|maximum|rate)/iu,
    example: "421 /32 connection limit exceeded",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** Messages or recipients over time, and quotas of an account. */
export const RATE_LIMIT: readonly Rule[] = [
  {
    id: "general.rate-limit",
    cause: "rate_limit",
    says: /rate[\s-]?limit|ratelimit|\brcpt rate|\brate from\b|\brate (?:is |was |has )?(?:\w{1,20} )?(?:exceed|too high|limit|control|of)|(?:exceed\w{0,20}|max\w{0,20}|high|over|sending|message|mail|submission|delivery) (?:\w{1,20} ){0,3}rate\b/iu,
    example: '451 4.7.1 Ratelimit "mailcow" exceeded',
    source: "public source ref 71116318456 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.throttled",
    cause: "rate_limit",
    says: /throttl|slow(?:ing)? (?:it |your \w{1,20} |the \w{1,20} )?down|slow your|back off|too (?:fast|quick|rapid|frequent|often)|velocity|\bpace\b|\bpacing\b|\bspikes?\b|\bsurge\b|warm(?:ed|ing)?[\s-]?up|ralenti|langsamer|trop (?:vite|rapide)|too rapidly|frequen(?:cy|t)|flood|burst|mail bomb/iu,
    example: "450 4.7.1: too many messages, please slow down",
    source: "public source ref 63098157616 (source)",
    date: "2026-11-20",
  },
  {
    id: "general.too-many-messages",
    cause: "rate_limit",
    says: /(?:zu viele|trop de|demasiad[oa]s|troppi|muitas|te veel) (?:\w{1,20} ){0,2}(?:nachrichten|e-?mails?|mails|messages|mensajes|correos|messaggi|mensagens|berichten)|excess(?:ive)? (?:mail|traffic|sending)|\b<n> (?:e-?mails?|messages?|recipients?|msgs?) (?:per|in|every|within|an?|each|today) ?|too (?:many|much) (?:\w{1,20} ){0,3}(?:traffic|e-?mails?|mails?|messages?|msgs?|deliver\w{0,20}|requests?|submissions?)\b|(?:many|much) (?:e-?mails?|messages?) (?:sent|from|received)/iu,
    example: "421 4.3.1 You send too many messages.",
    source: "puffinknight.tistory.com/102 (third_party)",
    date: "2026-11-20",
  },
  {
    id: "general.message-limit",
    cause: "rate_limit",
    says: /(?:message|messaging|mail|e-?mail|sending|send|outbound|outgoing|submission|relay|account|daily|hourly|user|domain|sender|volume) (?:\w{1,20} ){0,2}(?:limits?|quota|threshold|allowance|maximum)\b.{0,40}(?:exceed|reach|over|hit|used up|exhaust)|(?:exceed\w{0,20}|reach\w{0,20}|over|hit)\b.{0,40}(?:message|messaging|sending|send|outbound|outgoing|daily|hourly|submission|relay|volume)\b.{0,20}(?:limits?|quota|threshold|number|count)/iu,
    example: "421 you have exceeded your messaging limits (#4.3.0)",
    source: "patched qmail-smtpd with rcptcheck (source)",
    date: "2026-11-20",
  },
  {
    id: "general.volume",
    cause: "rate_limit",
    says: /(?:unusual|excessive|high|unexpected|large|increase\w{0,20} in|too much|maximum) (?:\w{1,20} ){0,2}(?:volume|traffic|amount|number of (?:messages|mails|emails|e-mails))|volume (?:limit|too|exceed|above|of)|lower volume|(?:per|this|the last|the past|last|every|each|current) (?:<n> )?(?:hour|minute|second|day)s?\b|(?:messages?|e?-?mails?|recipients?)\b.{0,30} (?:in|within) (?:an?|one|<n>) (?:hour|minute|second|day)|(?:sent|send) .{0,30}(?:today|this hour)|(?:hourly|daily)\b/iu,
    example: "421 4.7.0 Messages deferred due to excessive volume",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** A quota of messages, before the rules that read "quota" as a full mailbox. */
export const SENDING_QUOTA: readonly Rule[] = [
  {
    id: "general.sending-quota",
    cause: "rate_limit",
    says: /(?:sender|client|sending|send|hourly|daily|outbound|outgoing|submission|relay|messages?|message count|recipient count|smtp|queue) (?:\w{1,20} )?(?:quota|allowance)|\bsend(?:ing)? limits?\b.{0,20}(?:exceed|reach)/iu,
    example:
      "450 4.7.1 <user@example.com>: Recipient address rejected: Policy rejection; Message count quota exceeded",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];
