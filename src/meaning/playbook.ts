import type { Cause } from "./cause.ts";

/** What a mail admin reads beside a cause: what it asks, who must act, what to do. */
export type Advice = {
  readonly label: string;
  readonly question: string;
  readonly who: string;
  readonly steps: readonly string[];
};

/** One advice per cause. Parameters carry the names of postconf(5) and of the Exim specification. */
export const PLAYBOOK: Readonly<Record<Cause, Advice>> = {
  rate_limit: {
    label: "Rate limit",
    question: "Does the reply count messages or recipients over time, or an account's quota?",
    who: "Sender: slow down",
    steps: [
      "Postfix: route the provider's domains to a transport of their own (transport_maps) and set slow_transport_rate_delay = 1s for it; halve the rate until the deferrals stop, then raise it by at most a factor of two a day.",
      "Exim: give the provider a router whose smtp transport has max_parallel = 2, and a retry rule such as F,2h,20m; G,16h,1h,1.5.",
      "Spread campaigns over hours. Do not add addresses to escape: many limits count the domain or the netblock.",
      "If the volume is not yours, look for a stolen account or an open form; at a relay, raise the quota.",
    ],
  },
  connection_limit: {
    label: "Connection limit",
    question: "Does the reply count connections, sessions, or what one session carries?",
    who: "Sender: fewer or shorter sessions",
    steps: [
      "Postfix: reuse TLS sessions first (smtp_tls_connection_reuse = yes), then lower slow_destination_concurrency_limit below the provider's number divided by your sending hosts.",
      "Exim: lower max_parallel on the transport, or name the hosts in serialize_hosts.",
      "Where messages per session are counted: smtp_connection_reuse_time_limit = 60s in Postfix, connection_max_messages in Exim.",
      "Where recipients are counted: lower default_destination_recipient_limit in Postfix, max_rcpt in Exim.",
    ],
  },
  reputation: {
    label: "Reputation",
    question: "Does the reply doubt the address, the domain or the content?",
    who: "Sender: stop and find the cause",
    steps: [
      "Stop bulk mail to this provider for two to four hours; retrying hard turns a deferral into a block.",
      "Find what changed: new volume, an old list (count the 550 5.1.1), a stolen account, an open form, forwarded spam.",
      "Send newsletters and transactional mail from different addresses and DKIM domains.",
      "Enrol in the provider's sender pages (Postmaster Tools, SNDS, feedback loops); ask for a review only after the cause is gone.",
    ],
  },
  blocklist: {
    label: "Block list",
    question: "Does the reply name a list?",
    who: "Sender: get delisted",
    steps: [
      "Look the address and the domain up at the list that the reply names, with your own resolver.",
      "Remove the cause before asking for removal; most lists put you back within hours.",
      "A deferred block lives as long as the queue does (maximal_queue_lifetime in Postfix, the retry rule in Exim): decide early whether to reroute.",
    ],
  },
  greylist: {
    label: "Greylisting",
    question: "Does the reply ask an unknown sender to come back?",
    who: "Nobody: the retry settles it",
    steps: [
      "Do nothing if the second try gets through: minimal_backoff_time = 300s in Postfix and F,2h,15m in Exim fit the usual waiting times.",
      "Retry from the same address; with several outgoing addresses, keep a message on one of them.",
      "Look closer only if the same sender, recipient and host are still deferred after four hours.",
    ],
  },
  server_busy: {
    label: "Server busy",
    question: "Does the receiver report load, a full disk, or a fault of its own?",
    who: "Nobody: the retry settles it",
    steps: [
      "Let the normal backoff work and do not flush the queue.",
      "See that the next MX is tried: smtp_mx_session_limit in Postfix, hosts_max_try in Exim.",
      "After a day on every MX, tell the receiving site by another way, and the local sender (delay_warning_time in Postfix, delay_warning in Exim).",
      "If others reach the same host while you do not, treat it as a rate limit.",
    ],
  },
  maintenance: {
    label: "Not available",
    question: "Does the receiver only say that it is not available?",
    who: "Nobody: retry, and watch how long",
    steps: [
      "Let the normal backoff work and do not flush the queue.",
      "A long run of these means a dead host: check the other MX hosts of the domain.",
      "Warn the local sender after some hours (delay_warning_time in Postfix, delay_warning in Exim).",
    ],
  },
  dns_lookup: {
    label: "DNS",
    question: "Did a lookup of the sender's host, HELO name or domain fail?",
    who: "Sender: fix DNS",
    steps: [
      "Give every sending address, IPv4 and IPv6, a PTR record that resolves back to it, and a HELO name that resolves: smtp_helo_name in Postfix, helo_data in Exim.",
      "Without a PTR for IPv6, send over IPv4: smtp_address_preference = ipv4 in Postfix, ipv4_only on the Exim router.",
      "For an unknown sender domain, correct what local programs send as: myorigin and smtp_generic_maps in Postfix, qualify_domain in Exim.",
      "If lookups of your domain time out, check that all its name servers answer over UDP and TCP from outside.",
    ],
  },
  authentication: {
    label: "SPF, DKIM, DMARC",
    question: "Is the result of SPF, DKIM, DMARC or ARC the reason?",
    who: "Sender: fix records and signing",
    steps: [
      "SPF must list every sending address and stay within ten lookups; remove +all and dead includes.",
      "Sign with DKIM in the From domain, so that DMARC aligns.",
      "Keep the signature of forwarded mail intact and rewrite its envelope sender (SRS), or seal it with ARC.",
      "After a change, wait for the TTL: temporary DNS failures heal by themselves.",
    ],
  },
  tls_required: {
    label: "TLS",
    question: "Is TLS missing, too old, or did its setup fail?",
    who: "Sender: TLS settings",
    steps: [
      "Postfix: smtp_tls_security_level = may, or encrypt for the provider in smtp_tls_policy_maps; Exim: hosts_require_tls.",
      "Allow TLS 1.2 and newer: smtp_tls_protocols = >=TLSv1.2 in Postfix, openssl_options or tls_require_ciphers in Exim.",
      '"TLS not available" is the receiver\'s trouble: retry.',
    ],
  },
  protocol: {
    label: "Protocol",
    question: "Was it a timeout, a lost connection, bad syntax, or too many errors?",
    who: "Sender: MTA or network",
    steps: [
      "Timeouts and lost connections: check the path MTU, firewalls that inspect SMTP, and message size against line speed.",
      "Too many errors usually means many unknown recipients in one session: clean the list, lower the recipients per session.",
      "Syntax: repair the program that writes the message, or the HELO name (smtp_helo_name in Postfix, helo_data in Exim).",
    ],
  },
  mailbox: {
    label: "One recipient",
    question: "Is only one recipient affected: full, busy, receiving too fast, being verified?",
    who: "Recipient",
    steps: [
      "Keep retrying slowly; in Exim give quota replies a retry rule of their own (rcpt_452).",
      '"Receives too fast": find the loop or the alert storm that floods this one address, and batch it.',
      "Remove by hand the recipients that are unknown for good but answered with 450.",
    ],
  },
  policy: {
    label: "Policy",
    question: "Did an administrator decide so: licence, allow list, relaying, login?",
    who: "Case by case: read the reply",
    steps: [
      "Read the reply: an expired licence or a disabled account is the receiver's, a denied relay or a failed login is yours.",
      "For logins at a relay, check smtp_sasl_password_maps in Postfix or the authenticators section in Exim.",
      "Where a provider asks senders to register, register every sending address.",
    ],
  },
  unknown: {
    label: "Unknown",
    question: "Can no reason be read from the reply?",
    who: "Look at the neighbours",
    steps: [
      "Compare with what the same host said within the hour: one that sends reputation and vague replies together is throttling you.",
      "Retry slowly; a vague deferral that lasts more than a day is a refusal.",
    ],
  },
};

const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries(PLAYBOOK).map(([cause, { label }]) => [cause, label]),
);

/** What people call a cause; its own name where this version does not know it, as a database of another may hold. */
export function causeLabel(cause: string): string {
  return LABELS.get(cause) ?? cause;
}

/** Every cause, by name. */
export function causes(): readonly Cause[] {
  return (Object.keys(PLAYBOOK) as Cause[]).sort();
}

/**
 * The causes that `--all-throttling` counts, whatever the reply code: the receiver limits this sender by volume, by
 * connections, or by trust, and sending less is the first remedy. Greylisting is left out because it meets every new
 * sender and ends by itself; a block list because only delisting ends it.
 */
export const THROTTLING_CAUSES: ReadonlySet<Cause> = new Set<Cause>([
  "rate_limit",
  "connection_limit",
  "reputation",
]);

/** A 421 whatever its cause, and any code whose cause is throttling: Outlook throttles with 451. */
export function isThrottling({ code, cause }: { code: number; cause: Cause }): boolean {
  return code === 421 || THROTTLING_CAUSES.has(cause);
}
