import type { Labelled } from "./worldwide.ts";

/** The last nineteen of sixty: what the software says that anybody may run. */
export const ANYBODYS: readonly Labelled[] = [
  [
    "server_busy",
    "example.org",
    "mail.example.org",
    "421 4.3.1 Load average too high, try again in ten minutes",
  ],
  [
    "maintenance",
    "example.org",
    "mail.example.org",
    "421 4.3.2 mail.example.org System going down for scheduled upgrade",
  ],
  [
    "maintenance server_busy",
    "example.net",
    "zimbra.example.net",
    "451 4.3.5 Server configuration problem",
  ],
  [
    "greylist",
    "example.net",
    "mx.example.net",
    "450 4.2.0 <a@example.net>: Recipient address rejected: Greylisting in effect, please come back after 00:05:00",
  ],
  [
    "reputation greylist",
    "example.net",
    "mx.example.net",
    "451 DT:SPM Temporary rejection of an unseen triplet, retry in 10 min",
  ],
  [
    "dns_lookup",
    "example.net",
    "mx.example.net",
    "450 4.1.8 <bounce@example.org>: Sender address rejected: Domain not found",
  ],
  [
    "dns_lookup",
    "example.net",
    "mx.example.net",
    "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.7]",
  ],
  [
    "dns_lookup",
    "example.net",
    "mx.example.net",
    "450 4.7.1 <mta.local>: Helo command rejected: Host not found",
  ],
  [
    "authentication",
    "example.net",
    "mx.example.net",
    "451 4.7.24 SPF check returned temperror for example.org",
  ],
  [
    "authentication",
    "example.net",
    "mx.example.net",
    "451 4.7.5 DKIM key could not be fetched for selector s1",
  ],
  [
    "tls_required",
    "example.net",
    "mx.example.net",
    "454 4.7.0 TLS not available due to local problem",
  ],
  [
    "tls_required",
    "example.net",
    "mx.example.net",
    "451 4.7.0 Must issue a STARTTLS command first",
  ],
  ["protocol", "example.net", "mx.example.net", "421 4.4.2 mx.example.net Error: timeout exceeded"],
  ["protocol", "example.net", "mx.example.net", "421 4.7.0 mx.example.net Error: too many errors"],
  [
    "mailbox",
    "example.net",
    "mx.example.net",
    "450 4.2.0 Mailbox is being migrated, delivery to this user is on hold",
  ],
  [
    "mailbox",
    "example.net",
    "mx.example.net",
    "450 4.1.1 <a@example.net>: Recipient address rejected: unverified address: Address verification in progress",
  ],
  ["policy", "example.net", "relay.example.net", "454 4.7.1 <a@example.com>: Relay access denied"],
  [
    "rate_limit",
    "example.net",
    "relay.example.net",
    "450 4.7.1 Daily sending allowance of 2000 messages used up for account mailer@example.org",
  ],
];
