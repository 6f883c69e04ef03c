import type { Random } from "./random.ts";
import type { Refusal } from "./replies.ts";
import { APPLE, COMCAST, GMX, GOOGLE, ORANGE, OUTLOOK, SMALL, T_ONLINE, YAHOO } from "./replies.ts";

/** One mail exchanger. `peer` is the form of Postfix's reasons, `HOST[IP]`. */
export type Exchanger = { readonly name: string; readonly ip: string; readonly peer: string };

/** Postfix stopped trying a destination until `until` and quotes `reason` to every message for it. */
export type Suspension = {
  readonly until: number;
  readonly reason: string;
  readonly dsn: string;
  readonly code: number | null;
};

/** Who runs a destination. `strictness` is the chance that an attempt in an average hour is refused for now. */
export type Provider = {
  readonly name: string;
  readonly strictness: number;
  readonly refusals: readonly Refusal[];
};

/** A recipient domain and its exchangers. `faulty`: the hosts are often down. */
export type Destination = {
  readonly domain: string;
  readonly provider: Provider;
  readonly exchangers: readonly Exchanger[];
  readonly greylists: boolean;
  readonly faulty: boolean;
  suspension: Suspension | null;
};

/** Draws destinations, each as often as it receives mail. */
export type AddressBook = { readonly draw: (random: Random) => Destination };

const GMAIL: Provider = { name: "google", strictness: 0.3, refusals: GOOGLE };
const MICROSOFT: Provider = { name: "microsoft", strictness: 0.12, refusals: OUTLOOK };
const OWN_SERVER: Provider = { name: "small", strictness: 0.05, refusals: SMALL };

type Mailbox = {
  readonly domain: string;
  readonly share: number;
  readonly provider: Provider;
  readonly hosts: readonly string[];
  readonly addresses: number;
};

/** The big mailbox providers: share of all recipients in percent, exchangers, addresses per exchanger. */
const MAILBOXES: readonly Mailbox[] = [
  {
    domain: "gmail.example",
    share: 26,
    provider: GMAIL,
    hosts: ["gmail-smtp-in.l.google.com", "alt1.gmail-smtp-in.l.google.com"],
    addresses: 4,
  },
  {
    domain: "yahoo.example",
    share: 10,
    provider: { name: "yahoo", strictness: 0.4, refusals: YAHOO },
    hosts: ["mta5.am0.yahoodns.net", "mta6.am0.yahoodns.net", "mta7.am0.yahoodns.net"],
    addresses: 4,
  },
  {
    domain: "outlook.example",
    share: 12,
    provider: MICROSOFT,
    hosts: ["outlook-com.olc.protection.outlook.com"],
    addresses: 6,
  },
  {
    domain: "t-online.example",
    share: 5,
    provider: { name: "t_online", strictness: 0.12, refusals: T_ONLINE },
    hosts: ["mx00.t-online.de", "mx01.t-online.de", "mx02.t-online.de"],
    addresses: 1,
  },
  {
    domain: "gmx.example",
    share: 7,
    provider: { name: "gmx", strictness: 0.08, refusals: GMX },
    hosts: ["mx00.emig.gmx.net", "mx01.emig.gmx.net"],
    addresses: 1,
  },
  {
    domain: "orange.example",
    share: 4,
    provider: { name: "orange", strictness: 0.1, refusals: ORANGE },
    hosts: ["smtp-in.orange.fr"],
    addresses: 3,
  },
  {
    domain: "comcast.example",
    share: 4,
    provider: { name: "comcast", strictness: 0.3, refusals: COMCAST },
    hosts: ["mx1h1.comcast.net", "mx2c1.comcast.net"],
    addresses: 2,
  },
  {
    domain: "icloud.example",
    share: 5,
    provider: { name: "apple", strictness: 0.2, refusals: APPLE },
    hosts: ["mx01.mail.icloud.com", "mx02.mail.icloud.com"],
    addresses: 2,
  },
];

const SMALL_DOMAINS = 300;
const NAMES = [
  "atelier",
  "bakery",
  "clinic",
  "dairy",
  "forge",
  "garage",
  "library",
  "nursery",
  "orchard",
  "winery",
];

/** A host and an address; every address occurs once, from the ranges of RFC 5737, RFC 3849 and RFC 2544. */
function exchanger(name: string, ip: string): Exchanger {
  return { name, ip, peer: `${name}[${ip}]` };
}

function mailboxOf(mailbox: Mailbox, first: number): Destination {
  const exchangers = mailbox.hosts.flatMap((host, index) =>
    Array.from({ length: mailbox.addresses }, (_, copy) => {
      const number = first + index * mailbox.addresses + copy;
      return exchanger(host, copy === 3 ? `2001:db8:${number}::1a` : `192.0.2.${number}`);
    }),
  );
  return {
    domain: mailbox.domain,
    provider: mailbox.provider,
    exchangers,
    greylists: false,
    faulty: false,
    suspension: null,
  };
}

/** Where a small domain has its mail: with Google, with Microsoft, or on one or two servers of its own. */
function smallDomainOf(number: number): Destination {
  const name = `${NAMES[number % NAMES.length]}-${number}`;
  const domain = `${name}.example`;
  const ip = (copy: number): string => `198.18.${number >> 6}.${(number & 63) * 2 + copy}`;
  const base = { domain, greylists: false, faulty: false, suspension: null };
  if (number % 8 === 3) {
    const exchangers = [
      exchanger("aspmx.l.google.com", ip(0)),
      exchanger("alt1.aspmx.l.google.com", ip(1)),
    ];
    return { ...base, provider: GMAIL, exchangers };
  }
  if (number % 6 === 1) {
    const exchangers = [exchanger(`${name}-example.mail.protection.outlook.com`, ip(0))];
    return { ...base, provider: MICROSOFT, exchangers };
  }
  const hosts = number % 3 === 0 ? ["mx1", "mx2"] : ["mail"];
  const exchangers = hosts.map((host, copy) => exchanger(`${host}.${domain}`, ip(copy)));
  return {
    ...base,
    provider: OWN_SERVER,
    exchangers,
    greylists: number % 4 === 0,
    faulty: number % 25 === 7,
  };
}

export function openAddressBook(): AddressBook {
  const slots: Destination[] = [];
  let addresses = 26;
  for (const mailbox of MAILBOXES) {
    const destination = mailboxOf(mailbox, addresses);
    addresses += destination.exchangers.length;
    for (let slot = 0; slot < mailbox.share; slot++) slots.push(destination);
  }
  const small = Array.from({ length: SMALL_DOMAINS }, (_, number) => smallDomainOf(number));
  return {
    draw: (random) => {
      const known = slots[random.below(100)];
      if (known !== undefined) return known;
      // The product of two draws prefers low numbers: a few of the small domains get most of their mail.
      return small[random.below(1 + random.below(SMALL_DOMAINS))] ?? random.pick(small);
    },
  };
}
