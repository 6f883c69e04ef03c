import type { LimitRow, Mta, SnippetPart } from "../model-limits.ts";

/** `yahoo.com`: what may stand in a configuration. Domains come out of logs, where anybody writes. */
const DOMAIN = /^[a-z0-9][a-z0-9.-]*$/u;

const NO_LETTER = /[^a-z0-9]+/gu;

const DOMAINS_SHOWN = 20;

/** Above this a delay in whole seconds between two deliveries is too coarse. */
const PER_MINUTE = 60;

type Facts = Pick<LimitRow, "provider" | "below">;

/** A configuration that stays below the limit; nothing where no limit, or no domain, is known. */
export function snippetOf(
  { provider, below }: Facts,
  domains: readonly string[],
  mta: Mta,
): readonly SnippetPart[] {
  const named = domains.filter((domain) => DOMAIN.test(domain)).slice(0, DOMAINS_SHOWN);
  if (below === null || named.length === 0) return [];
  const name = `slow_${provider.replaceAll(NO_LETTER, "_")}`;
  switch (mta) {
    case "postfix":
      return postfixOf(name, below, named);
    case "exim":
      return eximOf(name, below, named);
  }
}

/** So many connections at once, each of which delivers one message a second. */
function connectionsFor(below: number): number {
  return Math.max(1, Math.floor(below / PER_MINUTE));
}

function postfixOf(
  name: string,
  below: number,
  domains: readonly string[],
): readonly SnippetPart[] {
  const isSlow = below <= PER_MINUTE;
  const connections = connectionsFor(below);
  const pace = isSlow
    ? [
        "# one delivery at a time over all its domains, so many seconds apart",
        `${name}_transport_rate_delay = ${Math.ceil(PER_MINUTE / below)}s`,
      ]
    : ["# so many at once, if a delivery takes a second: look at delays= in the log"];
  return [
    {
      file: "main.cf",
      text: [
        "transport_maps = $default_database_type:$config_directory/transport",
        ...pace,
        `${name}_destination_concurrency_limit = ${connections}`,
        "# not 1: that would make every recipient a destination of its own",
        `${name}_destination_recipient_limit = 2`,
      ].join("\n"),
    },
    {
      file: "master.cf",
      text: [
        `${name} unix - - n - ${connections} smtp`,
        `  -o syslog_name=postfix/${name}`,
        "  -o smtp_connection_reuse_count_limit=20",
      ].join("\n"),
    },
    { file: "transport", text: domains.map((domain) => `${domain} ${name}:`).join("\n") },
  ];
}

function eximOf(name: string, below: number, domains: readonly string[]): readonly SnippetPart[] {
  return [
    {
      file: "routers",
      text: [
        "# before the router that delivers to the rest of the world",
        `${name}:`,
        "  driver = dnslookup",
        `  domains = ${domains.join(" : ")}`,
        `  transport = ${name}`,
        "  ignore_target_hosts = 0.0.0.0 : 127.0.0.0/8",
        "  no_more",
      ].join("\n"),
    },
    {
      file: "transports",
      text: [
        "# Exim has no limit per minute: so many connections, if a delivery takes a second",
        `${name}:`,
        "  driver = smtp",
        `  max_parallel = ${connectionsFor(below)}`,
        "  connection_max_messages = 20",
        "  max_rcpt = 2",
      ].join("\n"),
    },
    {
      file: "retry",
      text: domains.map((domain) => `${domain} * F,2h,30m; G,16h,1h,1.5; F,4d,6h`).join("\n"),
    },
  ];
}
