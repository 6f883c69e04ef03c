import {
  type Database,
  emptyDatabase,
  type Remote,
  Seeder,
  WEEK_END,
  WEEK_START,
} from "./fixture.ts";
import { WORDINGS } from "./wordings.ts";

const QUARTER = 900;
const HOUR = 3600;
const DAY = 86_400;

/** A small linear congruential generator: the same week every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `share`: part of the traffic. `ip` numbers come from the documentation ranges. */
type Peer = Remote & { readonly share: number };

const PEERS: readonly Peer[] = [
  { provider: "google", host: "gmail-smtp-in.l.google.com", ip: "192.0.2.26", share: 0.2 },
  { provider: "google", host: "gmail-smtp-in.l.google.com", ip: "2001:db8:4001::1a", share: 0.1 },
  { provider: "google", host: "alt1.gmail-smtp-in.l.google.com", ip: "192.0.2.27", share: 0.05 },
  { provider: "google", host: "aspmx.l.google.com", ip: "192.0.2.28", share: 0.09 },
  { provider: "yahoo", host: "mta5.am0.yahoodns.net", ip: "198.51.100.73", share: 0.05 },
  { provider: "yahoo", host: "mta6.am0.yahoodns.net", ip: "198.51.100.74", share: 0.04 },
  { provider: "yahoo", host: "mta7.am0.yahoodns.net", ip: "198.51.100.75", share: 0.03 },
  { provider: "t_online", host: "mx00.t-online.de", ip: "198.51.100.8", share: 0.04 },
  { provider: "t_online", host: "mx01.t-online.de", ip: "198.51.100.72", share: 0.03 },
  {
    provider: "office365",
    host: "example-com.mail.protection.outlook.com",
    ip: "198.51.100.110",
    share: 0.12,
  },
  {
    provider: "microsoft",
    host: "outlook-com.olc.protection.outlook.com",
    ip: "198.51.100.33",
    share: 0.08,
  },
  { provider: "gmx", host: "mx00.emig.gmx.net", ip: "198.51.100.9", share: 0.05 },
  { provider: "webde", host: "mx-ha02.web.de", ip: "198.51.100.17", share: 0.05 },
  { provider: "apple", host: "mx01.mail.icloud.com", ip: "198.51.100.201", share: 0.03 },
  { provider: "orange", host: "smtp-in.orange.fr", ip: "198.51.100.140", share: 0.02 },
  { provider: "comcast", host: "mx1.comcast.net", ip: "198.51.100.150", share: 0.02 },
  { provider: "example.net", host: "mx.example.net", ip: "192.0.2.200", share: 0.001 },
  { provider: "example.edu", host: "mail.example.edu", ip: "192.0.2.201", share: 0.00006 },
];

type Behaviour = (hour: number) => number;

/** Gmail grows stricter from Tuesday on and has not stopped; Yahoo has one bad night; T-Online limits connections at night. */
const BEHAVIOUR: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ["google", (hour) => (hour < 96 ? 0.002 : Math.min(0.16, 0.004 + (hour - 96) * 0.0024))],
  ["yahoo", (hour) => (hour >= 121.5 && hour < 129 ? 0.62 : 0.001)],
  ["t_online", (hour) => (hour % 24 >= 23 || hour % 24 < 1 ? 0.3 : 0)],
  ["office365", (hour) => (hour >= 130 && hour < 136 ? 0.2 : 0)],
  ["example.net", () => 0.55],
  ["example.edu", () => 0.55],
]);

/** Which share of attempts a provider refuses at an instant. */
function shareRefused(provider: string, at: number): number {
  return BEHAVIOUR.get(provider)?.((at - WEEK_START) / HOUR) ?? 0;
}

/** Three hours of Saturday morning are missing from the log. */
export const GAP: readonly [number, number] = [
  WEEK_START + DAY + 3 * HOUR,
  WEEK_START + DAY + 6 * HOUR,
];

function volumeAt(at: number): number {
  const hour = ((at - WEEK_START) / HOUR) % 24;
  const weekday = Math.floor((at - WEEK_START) / DAY);
  const weekend = weekday === 1 || weekday === 2 ? 0.45 : 1;
  return weekend * (420 + 1600 * Math.max(0, Math.sin(((hour - 5) / 15) * Math.PI)) ** 1.4);
}

type Ids = {
  readonly writer: number;
  readonly remote: number;
  readonly replies: readonly number[];
};

function seedQuarter(seeder: Seeder, ids: Ids, peer: Peer, at: number, roll: () => number): void {
  const tries = Math.floor(volumeAt(at) * peer.share * (0.85 + 0.3 * roll()) + roll());
  if (tries === 0) return;
  const refused = Math.min(
    tries,
    Math.floor(tries * shareRefused(peer.provider, at) * (0.7 + 0.6 * roll()) + 0.45),
  );
  const rest = tries - refused;
  const bounced = Math.round(rest * 0.012 * roll());
  const lost = Math.min(rest - bounced, refused > 8 ? 2 : roll() < 0.03 ? 1 : 0);
  seeder.attempt(at, ids.writer, ids.remote, {
    delivered: rest - bounced - lost,
    deferred: refused,
    bounced,
    lost,
  });
  if (refused === 0) return;
  const second = ids.replies.length > 1 ? Math.floor(refused * 0.12) : 0;
  const [first = 0, other = first] = ids.replies;
  const withheld = refused > 10 ? Math.floor(refused * 0.4) : 0;
  const shadowed = refused > 8 ? 2 : 0;
  seeder.deferral(at, ids.writer, ids.remote, first, {
    recipients: refused - second,
    replies: Math.ceil((refused - second) / 2),
    withheld,
    shadowed,
  });
  if (second > 0)
    seeder.deferral(at, ids.writer, ids.remote, other, { recipients: second, replies: second });
}

function seedTraffic(seeder: Seeder): void {
  const roll = dice(421);
  const writers = [seeder.writer(), seeder.writer("mx2.example.org", "postfix-out/smtp")];
  const peers = PEERS.map((peer) => ({
    peer,
    remote: seeder.remote(peer),
    replies: (WORDINGS[peer.provider] ?? []).map((said) => seeder.reply(said)),
  }));
  const filter = seeder.remote({ provider: "local", host: "127.0.0.1", ip: "127.0.0.1" });
  for (let at = WEEK_START; at < WEEK_END; at += QUARTER) {
    if (at >= GAP[0] && at < GAP[1]) continue;
    for (const { peer, remote, replies } of peers) {
      const writer = writers[Math.floor(roll() * 2)] ?? 1;
      seedQuarter(seeder, { writer, remote, replies }, peer, at, roll);
    }
    seeder.attempt(at, writers[0] ?? 1, filter, { delivered: 50 });
  }
}

function seedCoverage(seeder: Seeder): void {
  for (let day = 0; day < 7; day++) {
    const start = WEEK_START + day * DAY;
    const name =
      day === 6 ? "/var/log/mail.log" : `/var/log/mail.log.${6 - day}${day < 5 ? ".gz" : ""}`;
    const counts = {
      understood: 41_000 + day * 911,
      irrelevant: 190_000 + day * 4021,
      notUnderstood: 3 + day,
    };
    const day0 = Math.floor(start / DAY) * DAY;
    const source = seeder.source(name, day0, {
      ...counts,
      first: start + 4,
      last: start + DAY - 3,
    });
    seeder.issue(source, day0, "unknown-reason", 2 + day);
    if (day === 6) {
      seeder.issue(source, day0, "malformed-reply", 1);
      seeder.unread(
        source,
        "Nov 19 10:22:31 mx1 postfix/smtp[881]: 4XyZ: to=<…@example.net>, relay=none, delay=3, status=undeliverable-but-verified (queue moved)",
        "unknown-reason",
      );
      seeder.unread(
        source,
        "Nov 19 11:02:10 mx1 postfix/smtp[882]: 4XyA: host mx.example.net[192.0.2.200] said: 4214.7.0 slow down",
        "malformed-reply",
      );
    }
  }
}

function seedEpisodes(seeder: Seeder): void {
  const at = (hour: number): number => WEEK_START + hour * HOUR;
  seeder.episode("google", "rate_limit", at(101), WEEK_END);
  seeder.episode("yahoo", "reputation", at(121.5), at(129));
  for (let night = 0; night < 6; night++)
    seeder.episode("t_online", "connection_limit", at(night * 24 + 23), at(night * 24 + 25));
}

/** What became of the throttled: nearly all arrive, Yahoo's late, some of the last day still wait. */
function seedJourneys(seeder: Seeder): void {
  for (let number = 0; number < 7; number++) {
    const day = Math.floor((WEEK_START + number * DAY) / DAY) * DAY;
    const many = 200 + number * 120;
    seeder.journey(
      day,
      ["google", "rate_limit"],
      [
        [2, "delivered", 900, many],
        [3, "delivered", 3600, Math.floor(many / 3)],
        [4, "delivered", 7200, Math.floor(many / 8)],
        [7, "bounced", 86_400, 3 + number],
      ],
    );
    for (const [place, band, tries] of [
      [2, 900, many],
      [3, 1800, Math.floor(many / 2)],
      [4, 3600, 60],
    ] as const)
      seeder.retry(day, "google", place, band, tries);
    if (number === 5)
      seeder.journey(
        day,
        ["yahoo", "reputation"],
        [
          [3, "delivered", 7200, 210],
          [6, "delivered", 28_800, 640],
          [9, "delivered", 86_400, 310],
          [14, "expired", 432_000, 22],
          [5, "lost track", 28_800, 12],
        ],
      );
    seeder.journey(day, ["t_online", "connection_limit"], [[2, "delivered", 300, 40 + number]]);
  }
}

/** Refused by Google in the last hours, and not delivered yet. */
function seedWaiting(seeder: Seeder): void {
  const [said] = WORDINGS["google"] ?? [];
  if (said === undefined) return;
  const reply = seeder.reply(said);
  for (let recipient = 1; recipient <= 230; recipient++)
    seeder.flight(recipient, reply, WEEK_END - (recipient % 5) * HOUR - 600, WEEK_END - 300);
}

/** A week of a busy relay: a Gmail ramp, a Yahoo night, nightly T-Online limits, Outlook with 451, quiet ones, a gap. */
export function busyWeek(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  db.transaction(() => {
    seedTraffic(seeder);
    seedCoverage(seeder);
    seedEpisodes(seeder);
    seedJourneys(seeder);
    seedWaiting(seeder);
  })();
  return db;
}
