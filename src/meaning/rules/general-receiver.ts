import type { Rule } from "./rule.ts";

/** A tool of the receiver does not work: before the rules that read its name as a verdict. */
export const BROKEN_TOOL: readonly Rule[] = [
  {
    id: "general.broken-tool",
    cause: "server_busy",
    says: /(?:(?:virus|malware|spam|content|message|sieve|mail)[\s-]?(?:scan\w{0,6}|filter\w{0,4}|check\w{0,4}|engine|assassin|daemon)s?|\b(?:milter|sieve|anti-?virus|clamav|clamd|rspamd|amavis\w{0,4}|spamd|policy (?:server|service|daemon)))\b.{0,30}\b(?:not (?:responding|respond|available|reachable|running|ready)|unavailable|unreachable|down|fail(?:ed|ure|ing)|crash\w{0,4}|timed? ?out|aborted|overloaded)\b|(?:cannot|can't|unable to|could not|failed to) (?:connect to|reach|contact|talk to|load|start|query) (?:the |our |a )?(?:[\w-]{1,20} ){0,2}(?:filter|scanner|daemon|backend|back-end|database|store|storage|milter|service|socket)\b|back-?end (?:is )?(?:down|unavailable|unreachable|not)/iu,
    example: "451 4.7.1 Virus scanner is not responding, try later",
    source: "wording in use, own example",
    date: "2026-11-21",
  },
];

/** Load, disk, or a fault inside the receiver. */
export const SERVER_BUSY: readonly Rule[] = [
  {
    id: "general.load",
    cause: "server_busy",
    says: /\bload\b|\bbusy\b|overload|over capacity|capacity (?:is )?(?:exceed|reach|exhaust)|congest|ueberlast|[uü]berlast|surcharg|sobrecarg|sovraccaric|sobrecarreg|перегруж|back\s?-?pressure|too much (?:work|load)|high (?:system )?(?:usage|utili)|backlog|queue (?:is )?(?:too )?(?:full|large|long)|besch[aä]ftigt|occup[eé]/iu,
    example: "421 mx.example.net: Too much load; please try again later.",
    source: "Exim src/src/smtp_in.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.resources",
    cause: "server_busy",
    says: /resource|out of memory|\bmemory\b|\bdisk\b|(?:system|storage|file ?system|spool|queue|server|device) (?:is )?full|no space|(?:storage|space|inode|swap)\b.{0,20}(?:shortage|exceed|exhaust|left|low|full)|insufficient|not enough|space shortage|too many (?:open )?(?:files|process)|fork|spazio/iu,
    example: "452 4.3.1 Insufficient system resources",
    source: "public source ref 33036550424 (source)",
    date: "2026-11-20",
  },
  {
    id: "general.local-error",
    cause: "server_busy",
    says: /(?:internal|local|system|server|software|processing|program|application|operating system|database|configuration|expansion|backend|back-end|i\/o|io|disk|read|write|queue|queue file|spool|filter|scanner|milter|ldap|sql|script|connector)\W{1,3}(?:\w{1,20} ){0,2}(?:error|problem|failure|fault|failed|failing|trouble|issue|exception)|(?:backend|back-end|database|scanner|milter|filter|ldap|upstream|storage|antivirus|anti-virus|content scanner|mail ?store|message store) (?:\w{1,20} ){0,2}(?:not (?:available|reachable|responding|ready)|unavailable|unreachable|down|offline)|upstream|proxy layer/iu,
    example: "451 4.3.0 Error: queue file write error",
    source: "sisimai/set-of-emails (log)",
    date: "2026-11-20",
  },
  {
    id: "general.temporary-error",
    cause: "server_busy",
    says: /temporar\w{1,20} (?:\w{1,20} ){0,2}(?:server|system|internal|service) (?:error|failure|problem)|temporar\w{1,20} (?:\w{1,20} ){0,2}(?:error|problem|fault|local|lookup|system|backend|internal)|(?:lookup|qq\w?|alias|delivery|map) (?:failure|error|fail)|error (?:writing|reading|opening|processing|creating|accessing|in processing)/iu,
    example: "451 4.3.0 Temporary lookup error",
    source: "Postfix src/smtpd/smtpd_check.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.cannot-do",
    cause: "server_busy",
    says: /(?:unable|not able|failed|cannot|can't|could not|couldn't) (?:to )?(?:process|retriev|stor|queue|writ|read|open|creat|load|connect to|reach|contact|fetch|scan|deliver|accept (?:message|mail|your)|authenticate)/iu,
    example: "451 4.3.0 Unable to queue message",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** Not available, and no cause is given. */
export const MAINTENANCE: readonly Rule[] = [
  {
    id: "general.unavailable-policy",
    cause: "policy",
    enhanced: ["4.7.1"],
    says: /^service unavailable\b/iu,
    example: "450 4.7.1 Service unavailable",
    source: "Postfix src/smtpd/smtpd_check.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.shutdown",
    cause: "maintenance",
    says: /shut(?:ting)?[\s-]?down|going down|restart|reboot|maintenance|wartung|upgrad(?:e|ing)|not (?:yet )?ready|starting up|stopp(?:ing|ed)|not active|closed (?:at|for|now)|off-?line|out of service|migrat/iu,
    example: "421 4.3.2 mx.example.net Server shutting down",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.unavailable",
    cause: "maintenance",
    says: /(?:service|server|system|host|smtp|esmtp|site|mail ?system|domain)\b.{0,40}(?:not available|unavailable|not accept|disabled|suspended|indisponible|non disponibile|nicht verf)|(?:temporarily|currently) (?:not available|unavailable|disabled|out of)/iu,
    example: "421 mx.example.it ESMTP server temporarily not available",
    source: "public source ref 21114823096 (ruleset)",
    date: "2026-11-20",
  },
  {
    id: "general.not-accepting",
    cause: "maintenance",
    says: /not accept(?:ing|ed)|no(?:t)? (?:longer )?(?:mail|messages?) (?:service|accepted)|closing (?:the )?(?:service|transmission) channel|^(?:<\w{1,20}> )?server closing connection/iu,
    example: "421 Connection not accepted at this time",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];
