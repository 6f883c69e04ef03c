import type { Cause } from "./rules/rule.ts";

/** Lines to paste: settings of either MTA, and commands that check what a receiver checks. */
export type Recipes = {
  readonly postfix: readonly string[];
  readonly exim: readonly string[];
  readonly checks: readonly string[];
};

/** What the lines are about. `domains`: whose mail is slowed down. `address`: the sending one. `lists`: DNS block lists that were named. */
export type RecipeSubject = {
  readonly domains: readonly string[];
  readonly address: string;
  readonly lists: readonly string[];
};

const PTR = (address: string): string => `dig -x ${address} +short    # PTR of the sending address`;
const FORWARD = (address: string): string =>
  `dig +short A mail.example.org    # must contain ${address}`;

/** A slow lane for some domains (Postfix: transport(5), QSHAPE_README). `setting` is what makes it slow. */
function postfixLane(domains: readonly string[], ...settings: readonly string[]): string[] {
  return [
    "# master.cf",
    "slow unix - - n - - smtp",
    "# main.cf",
    "transport_maps = hash:/etc/postfix/transport",
    ...settings,
    "# /etc/postfix/transport",
    ...domains.map((domain) => `${domain} slow:`),
    "# then",
    "postmap /etc/postfix/transport && postfix reload",
  ];
}

const COHORT = "slow_destination_concurrency_failed_cohort_limit = 100";

/** The same for Exim (specification, the smtp transport and retry rules). */
function eximLane(domains: readonly string[], ...settings: readonly string[]): string[] {
  return [
    "# transports",
    "slow_smtp:",
    "  driver = smtp",
    ...settings.map((setting) => `  ${setting}`),
    "# routers, before the one that looks up everything else",
    "slow_lane:",
    "  driver = dnslookup",
    `  domains = ${domains.join(" : ")}`,
    "  transport = slow_smtp",
    "  no_more",
  ];
}

function retryLines(domains: readonly string[], rule: string): string[] {
  return ["# retry, before the default rule", ...domains.map((domain) => `${domain} * ${rule}`)];
}

function slow({ domains }: RecipeSubject, delay: string, rule: string): Recipes {
  return {
    postfix: postfixLane(domains, `slow_transport_rate_delay = ${delay}`, COHORT),
    exim: [...eximLane(domains, "max_parallel = 2"), ...retryLines(domains, rule)],
    checks: ["qshape deferred | head -20    # which domains wait", "mailq | tail -1"],
  };
}

function fewerConnections({ domains }: RecipeSubject): Recipes {
  return {
    postfix: postfixLane(
      domains,
      "smtp_tls_connection_reuse = yes",
      "smtp_connection_reuse_time_limit = 60s",
      "slow_destination_concurrency_limit = 2",
    ),
    exim: eximLane(domains, "max_parallel = 2", "connection_max_messages = 20"),
    checks: ["ss -tn dst :25 | wc -l    # connections that are open now"],
  };
}

/** `192.0.2.7` → `7.2.0.192.`, as block lists want it; null for IPv6, which `dig -x` spells out. */
function reversed(address: string): string | null {
  return address.includes(":") ? null : `${address.split(".").reverse().join(".")}.`;
}

function listed({ address, lists, domains }: RecipeSubject): Recipes {
  const name = reversed(address);
  const zones = lists.length > 0 ? lists : ["zen.spamhaus.org"];
  const lookups = zones.map((zone) => `dig +short ${name}${zone}    # empty: not listed`);
  return {
    postfix: [
      "# /etc/postfix/transport: another way out until the entry is gone",
      ...domains.map((domain) => `${domain} smtp:[relay.example.org]`),
    ],
    exim: [
      "# routers: another way out until the entry is gone",
      "detour:",
      "  driver = manualroute",
      `  domains = ${domains.join(" : ")}`,
      "  transport = remote_smtp",
      "  route_list = * relay.example.org",
    ],
    checks: [
      ...(name === null ? [] : ["# ask through a resolver of your own", ...lookups]),
      PTR(address),
    ],
  };
}

const DNS_LINES = {
  postfix: [
    "# main.cf",
    "smtp_helo_name = mail.example.org",
    "# only while IPv6 has no PTR",
    "smtp_address_preference = ipv4",
  ],
  exim: [
    "# transport",
    "helo_data = mail.example.org",
    "# router, only while IPv6 has no PTR",
    "ipv4_only",
  ],
} as const;

const SIGNING = {
  postfix: [
    "# main.cf",
    "# the DKIM signer",
    "smtpd_milters = inet:localhost:8891",
    "non_smtpd_milters = $smtpd_milters",
  ],
  exim: [
    "# transport",
    "dkim_domain = example.org",
    "dkim_selector = mail",
    "dkim_private_key = /etc/exim/dkim.key",
  ],
  checks: [
    "dig +short TXT example.org | grep spf1",
    "dig +short TXT mail._domainkey.example.org",
    "dig +short TXT _dmarc.example.org",
  ],
} as const;

const TLS = {
  postfix: ["# main.cf", "smtp_tls_security_level = may", "smtp_tls_protocols = >=TLSv1.2"],
  exim: ["# transport", "# the hosts that ask for it", "hosts_require_tls = *.example.net"],
  checks: [
    "postconf smtp_tls_security_level smtp_tls_protocols",
    "openssl s_client -starttls smtp -connect mx.example.net:25 -brief </dev/null",
  ],
} as const;

const WAITING: Recipes = {
  postfix: [
    "# main.cf: these are the defaults, and right",
    "minimal_backoff_time = 300s",
    "maximal_backoff_time = 4000s",
  ],
  exim: ["# retry: the default, and right", "* * F,2h,15m; G,16h,1h,1.5; F,4d,6h"],
  checks: [],
};

const NONE: Recipes = { postfix: [], exim: [], checks: [] };

/** What to paste and what to run for a cause. */
export function recipesOf(cause: Cause, subject: RecipeSubject): Recipes {
  switch (cause) {
    case "rate_limit":
      return slow(subject, "1s", "F,2h,20m; G,16h,1h,1.5; F,4d,6h");
    case "reputation":
      return slow(subject, "60s", "F,12h,2h; F,4d,6h");
    case "connection_limit":
      return fewerConnections(subject);
    case "blocklist":
      return listed(subject);
    case "greylist":
    case "server_busy":
    case "maintenance":
      return WAITING;
    case "dns_lookup":
      return {
        ...DNS_LINES,
        checks: [
          PTR(subject.address),
          FORWARD(subject.address),
          "dig +short MX example.org    # the envelope sender's domain must resolve",
        ],
      };
    case "authentication":
      return SIGNING;
    case "tls_required":
      return TLS;
    case "protocol":
      return {
        postfix: ["# main.cf", "default_destination_recipient_limit = 20"],
        exim: ["# transport", "max_rcpt = 20"],
        checks: ["postconf smtp_helo_name myhostname"],
      };
    case "mailbox":
      return {
        postfix: ["# main.cf: tell the local sender", "delay_warning_time = 4h"],
        exim: ["# retry", "* rcpt_452 F,1d,1h; F,4d,6h"],
        checks: [],
      };
    case "policy":
    case "unknown":
      return NONE;
  }
}
