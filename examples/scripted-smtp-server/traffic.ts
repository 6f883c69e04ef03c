/** One message: from whom it seems to come, whose mailbox it is for, and how many recipients. */
export type Mail = {
  readonly number: number;
  readonly domain: string;
  readonly recipients: number;
};

/** Messages that one client hands over in one connection. `hour` counts from the start of the story. */
export type Delivery = {
  readonly hour: number;
  readonly client: string;
  readonly mails: readonly Mail[];
};

/** Ends a little before midnight, so that the last deliveries still belong to the second day. */
export const STORY_HOURS = 47.7;

/** Addresses of our own applications; record.sh names them in the hosts file. */
const CLIENTS = ["127.0.2.201", "127.0.2.202"] as const;
const NEWSLETTER = "127.0.2.203";

/** Domain and messages over the two days, besides the newsletters. */
const EVERYDAY: readonly (readonly [domain: string, messages: number])[] = [
  ["gmail.example", 60],
  ["yahoo.example", 45],
  ["gmx.example", 34],
  ["t-online.example", 26],
  ["hotmail.example", 34],
  ["tenant.example", 30],
  ["alpha.example", 40],
  ["bravo.example", 30],
  ["charlie.example", 20],
  ["delta.example", 18],
];

/** Messages to each of these in every mailing. */
const MAILING: readonly (readonly [domain: string, messages: number])[] = [
  ["gmail.example", 16],
  ["yahoo.example", 10],
  ["gmx.example", 10],
  ["t-online.example", 8],
  ["hotmail.example", 8],
  ["tenant.example", 6],
  ["alpha.example", 10],
  ["session.example", 14],
];

const MAILING_HOURS: readonly number[] = [10.2, 34.1];

/** Share of a day's mail in each of its hours, in thousandths or so. */
const DAY: readonly number[] = [
  10, 8, 6, 6, 8, 14, 26, 48, 72, 84, 80, 74, 66, 70, 72, 68, 62, 54, 46, 40, 34, 26, 18, 12,
];

/** mulberry32: the same traffic each time it is recorded. */
function openDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An instant of the two days, more often at noon than at night. */
function hourOfDay(dice: () => number): number {
  let left = dice() * DAY.reduce((sum, share) => sum + share, 0);
  const hour = DAY.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return hour + dice() + (dice() < 0.5 ? 24 : 0);
}

type Draft = Omit<Delivery, "mails"> & { readonly mails: readonly Omit<Mail, "number">[] };

function everyday(dice: () => number): Draft[] {
  return EVERYDAY.flatMap(([domain, messages]) =>
    Array.from({ length: messages }, (_, index) => ({
      hour: hourOfDay(dice),
      client: CLIENTS[index % CLIENTS.length] ?? CLIENTS[0],
      mails: [{ domain, recipients: dice() < 0.12 ? 3 : 1 }],
    })),
  );
}

/** Two connections at once, so that destinations see a burst. */
function mailing(hour: number): Draft[] {
  const mails = MAILING.flatMap(([domain, messages]) =>
    Array.from({ length: messages }, () => ({ domain, recipients: 1 })),
  );
  const half = Math.ceil(mails.length / 2);
  return [mails.slice(0, half), mails.slice(half)].map((part) => ({
    hour,
    client: NEWSLETTER,
    mails: part,
  }));
}

/** Each special server gets single messages, pairs close together, and some for three recipients. */
function special(domain: string, dice: () => number): Draft[] {
  const start = 1 + dice() * 20;
  const client = CLIENTS[0];
  const mail = { domain, recipients: 1 };
  return [
    { hour: start, client, mails: [mail] },
    { hour: start + 4 + dice() * 3, client, mails: [mail, mail] },
    { hour: start + 12 + dice() * 4, client, mails: [{ domain, recipients: 3 }] },
    { hour: start + 18 + dice() * 4, client, mails: [mail, { domain, recipients: 3 }] },
  ];
}

/** The whole traffic in order of time; `specials` are the domains whose servers misbehave by script. */
export function trafficFor(specials: readonly string[]): readonly Delivery[] {
  const dice = openDice(421);
  const drafts = [
    ...everyday(dice),
    ...MAILING_HOURS.flatMap(mailing),
    ...specials.flatMap((domain) => special(domain, dice)),
  ];
  let number = 0;
  return drafts
    .toSorted((a, b) => a.hour - b.hour)
    .map((draft) => ({
      ...draft,
      mails: draft.mails.map((mail) => {
        number += 1;
        return { ...mail, number };
      }),
    }));
}
