import type { Rule } from "./rule.ts";

/** Who may send is decided by a login: before the rules that read "authentication" as SPF. */
export const LOGIN: readonly Rule[] = [
  {
    id: "general.login",
    cause: "policy",
    says: /login (?:attempts|failures)|auth commands|auth(?:entication)? (?:errors|failures?|attempts|failed|required|unsuccessful|rejected|credentials)|auth(?:enticate)? first$|authentication (?:is )?(?:required|needed|rejected|unsuccessful)|(?:wrong|bad) credentials|credentials (?:are )?(?:invalid|wrong|rejected)|smtp auth\b|log ?in (?:first|required|failed)|invalid credentials|password/iu,
    example: "454 4.7.0 Too many login attempts, please try again later.",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** SPF, DKIM, DMARC and ARC: results, and lookups of their records. */
export const AUTHENTICATION: readonly Rule[] = [
  {
    id: "general.authentication",
    cause: "authentication",
    says: /\b(?:spf|dkim|dmarc)(?![a-z])|\b(?:arc|senderid|sender id|domainkeys?|adsp)\b|unauthenticated|sender policy|policy framework|(?:not|un)[\s-]?signed|authentication (?:checks?|results?|information|of (?:the )?(?:sender|message|domain))|(?:no valid|invalid|missing|bad) signature/iu,
    example: "451 4.7.20 No passing DKIM signatures found.",
    source: "stalwartlabs/stalwart crates/smtp (source)",
    date: "2026-11-20",
  },
];

/** The name of the sender, of its host, or of its domain could not be looked up. */
export const DNS_LOOKUP: readonly Rule[] = [
  {
    id: "general.reverse-dns",
    cause: "dns_lookup",
    says: /\brdns\b|reverse[\s-]?(?:dns|lookup|hostname|name|address|resol|map)|\bptr\b|in-addr|hostname (?:lookup|does not|of|could not|not found|mismatch)|(?:host ?names?|names?|address(?:es)?) .{0,30}(?:do(?:es)?(?: not|n't) match|mismatch)|generic (?:hostname|name|rdns)|dynamic (?:ip|address|range|pool|space)|dial-?up|forward[\s-]confirmed|fcrdns/iu,
    example: "421 Reverse DNS failure : Try again later",
    source: "postmaster.comcast.net error list (vendor)",
    date: "2026-11-20",
  },
  {
    id: "general.client-name",
    cause: "dns_lookup",
    says: /cannot find your (?:reverse )?host|name lookup fail|may not be mail exchanger|unverif[iy]y?able|no host ?name|unknown host ?name|unknown\[<ip>/iu,
    example: "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.37]",
    source: "public source ref 56702478082 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.sender-domain",
    cause: "dns_lookup",
    says: /domain (?:of sender )?(?:address )?(?:\S{1,40} )?(?:not found|does(?: not|n't) (?:exist|resolve)|must (?:exist|resolve)|unknown|is not resolvable)|(?:sender|from|domain|host|name|helo|ehlo)\b.{0,60}(?:resolv|not found in dns|lookup fail)|verify sender domain/iu,
    example: "450 4.1.8 <root@host.localdomain>: Sender address rejected: Domain not found",
    source: "whyscream/postfix-grok-patterns test/smtp_0021.yaml (log)",
    date: "2026-11-20",
  },
  {
    id: "general.cannot-resolve",
    cause: "dns_lookup",
    says: /(?:cannot|could not|can't|unable to|failed to|failure) (?:be )?(?:resolv|lookup|look up)|(?:un|not )resolvable|\bresolving\b|resolver|resolution/iu,
    example: "451 Cannot resolve <user@example.com> at this time",
    source: "Exim src/src/smtp_in.c (source)",
    date: "2026-11-20",
  },
  {
    id: "general.dns",
    cause: "dns_lookup",
    says: /\bdns\b|name ?server|\bmx (?:record|lookup|host)|\bno mxs?\b|\bneither mx\b|\bmx nor a\b|\bmx or a\b|mx for (?:this|the|your) domain|nonexistent domain|domain name system|\bdomain (?:does not|doesn't) exist|\ba record\b|host (?:name )?lookup (?:did not|fail)|nxdomain|servfail/iu,
    example: "421 cannot send to name server",
    source: "tobinjt/ASO rule notes (log)",
    date: "2026-11-20",
  },
  {
    id: "general.sender-verify",
    cause: "dns_lookup",
    says: /sender (?:address )?verif|verify (?:the )?sender|helo .{0,30}(?:not found|unknown|does not exist)/iu,
    example: "451 Could not complete sender verify",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** TLS is missing, too old, or could not be set up. */
export const TLS_REQUIRED: readonly Rule[] = [
  {
    id: "general.tls",
    cause: "tls_required",
    says: /\btls|\bssl|start\s?tls|certificate|encrypt|cipher|\bdane\b|mta-sts|handshake|plain ?text connection|clear ?text/iu,
    example: "454 4.7.0 TLS not available due to local problem",
    source: "Postfix src/smtpd/smtpd.c (source)",
    date: "2026-11-20",
  },
];
