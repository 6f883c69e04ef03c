import type { LogHost } from "./log-host.ts";
import { nextQueueId, stampOf } from "./log-host.ts";
import type { Message } from "./message.ts";
import type { Random } from "./random.ts";
import type { Scene } from "./scene.ts";
import { deliverLocally, writeRemoved } from "./submission.ts";

type Noise = (scene: Scene, host: LogHost) => void;

/** Addresses of clients, from the range for benchmarks (RFC 2544). */
function clientOf(random: Random): string {
  return `198.19.${40 + random.below(200)}.${1 + random.below(250)}`;
}

/** A spammer meets postscreen and gives up, or is refused. */
function postscreen(scene: Scene, host: LogHost): void {
  const { random } = scene;
  const peer = `[${clientOf(random)}]:${1024 + random.below(60_000)}`;
  const write = (body: string): void => scene.write(host, "postfix/postscreen", 700, body);
  write(`CONNECT from ${peer} to [192.0.2.25]:25`);
  const luck = random.below(4);
  if (luck === 0)
    write(
      `PREGREET ${11 + random.below(20)} after 0.0${1 + random.below(8)} from ${peer}: EHLO ylmf-pc\\r\\n`,
    );
  if (luck === 1) write(`DNSBL rank ${3 + random.below(9)} for ${peer}`);
  if (luck === 2) {
    write(
      `NOQUEUE: reject: RCPT from ${peer}: 550 5.7.1 Service unavailable; client [198.19.40.1] blocked using zen.dnsbl.example; from=<x@example.org>, to=<info@example.net>, proto=ESMTP, helo=<[198.19.40.1]>`,
    );
  }
  write(
    luck === 3
      ? `PASS OLD ${peer}`
      : `HANGUP after 0.${random.below(9)} from ${peer} in tests after SMTP handshake`,
  );
  if (luck < 3) write(`DISCONNECT ${peer}`);
}

/** Somebody guesses passwords. */
function passwordGuess(scene: Scene, host: LogHost): void {
  const pid = 10_000 + scene.random.below(80);
  const peer = `unknown[${clientOf(scene.random)}]`;
  const write = (body: string): void => scene.write(host, "postfix/smtps/smtpd", pid, body);
  write(`connect from ${peer}`);
  write(`warning: ${peer}: SASL LOGIN authentication failed: UGFzc3dvcmQ6`);
  write(`lost connection after AUTH from ${peer}`);
  write(`disconnect from ${peer} ehlo=1 auth=0/1 commands=1/2`);
}

/** We refuse a client: relaying, a rate limit of ours, an unknown user. */
function rejection(scene: Scene, host: LogHost): void {
  const { random } = scene;
  const pid = 10_000 + random.below(80);
  const peer = `client${random.below(900)}.example.org[${clientOf(random)}]`;
  const write = (body: string): void => scene.write(host, "postfix/smtpd", pid, body);
  write(`connect from ${peer}`);
  if (random.chance(0.1)) {
    write(
      `warning: Connection rate limit exceeded: ${31 + random.below(90)} from ${peer} for service smtpd`,
    );
  } else {
    write(
      `NOQUEUE: reject: RCPT from ${peer}: 554 5.7.1 <user${random.below(999)}@example.org>: Relay access denied; from=<a@example.org> to=<user1@example.org> proto=ESMTP helo=<client.example.org>`,
    );
  }
  write(`disconnect from ${peer} ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4`);
}

/** A message for a user of ours arrives, passes the content filter and goes to the mail store. */
function inboundMail(scene: Scene, host: LogHost): void {
  const { random } = scene;
  const recipient = `user${random.below(400)}@example.net`;
  const queueId = nextQueueId(host, random, scene.now());
  const sender = `author${random.below(5000)}@example.org`;
  const size = 2000 + random.below(90_000);
  const message: Message = {
    host,
    queueId,
    sender,
    size,
    arrivedAt: scene.now(),
    parts: [],
    tries: 0,
  };
  const write = (service: string, pid: number, body: string): void =>
    scene.write(host, service, pid, body);
  const peer = `mail${random.below(90)}.example.org[${clientOf(random)}]`;
  write("postfix/smtpd", 10_000 + random.below(80), `${queueId}: client=${peer}`);
  write("postfix/cleanup", 12_007, `${queueId}: message-id=<${random.hex(16)}@example.org>`);
  write("opendmarc", 816, `${queueId}: example.org pass`);
  write(
    "postfix/qmgr",
    host.qmgr,
    `${queueId}: from=<${sender}>, size=${size}, nrcpt=1 (queue active)`,
  );
  if (random.chance(0.4)) filter(scene, message, recipient);
  deliverLocally(scene, message, recipient);
  const stored = `lmtp(${recipient})<${random.below(60_000)}><${random.id(22)}>: msgid=<${random.hex(16)}@example.org>: saved mail to INBOX`;
  write("dovecot", 820, stored);
  writeRemoved(scene, message);
}

/** The content filter's own line about a message. */
function filter(scene: Scene, message: Message, recipient: string): void {
  const { random } = scene;
  const from = `[198.19.40.2]:${random.below(60_000)} <${message.sender}> -> <${recipient}>`;
  const body = `(0${random.below(9)}-${random.below(20)}) Passed CLEAN {RelayedInbound}, ${from}, Hits: -0.${random.below(9)}, size: ${message.size}, ${random.below(900)} ms`;
  scene.write(message.host, "amavis", 2300 + random.below(4), body);
}

/** People read their mail. */
function mailReader(scene: Scene, host: LogHost): void {
  const { random } = scene;
  const user = `user${random.below(400)}@example.net`;
  const session = random.id(16);
  scene.write(
    host,
    "dovecot",
    820,
    `imap-login: Login: user=<${user}>, method=PLAIN, rip=${clientOf(random)}, lip=192.0.2.25, mpid=${random.below(60_000)}, TLS, session=<${session}>`,
  );
  scene.write(
    host,
    "dovecot",
    820,
    `imap(${user})<${random.below(60_000)}><${session}>: Disconnected: Logged out in=${random.below(4000)} out=${random.below(90_000)} deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=${random.below(4)} body_bytes=${random.below(90_000)}`,
  );
}

/** The statistics that anvil and the connection cache write when they are idle. */
function statistics(scene: Scene, host: LogHost): void {
  const at = stampOf(scene.now() - 60);
  const client = `(smtpd:${clientOf(scene.random)})`;
  const write = (body: string): void =>
    scene.write(host, "postfix/anvil", 15_001, `statistics: ${body} at ${at}`);
  write(`max connection rate ${1 + scene.random.below(20)}/60s for ${client}`);
  write(`max connection count ${1 + scene.random.below(9)} for ${client}`);
  write(`max cache size ${1 + scene.random.below(40)}`);
}

/** Each kind as often as it occurs per hundred. */
const KINDS: readonly (readonly [number, Noise])[] = [
  [30, postscreen],
  [12, passwordGuess],
  [14, rejection],
  [20, inboundMail],
  [21, mailReader],
  [3, statistics],
];
const DECK: readonly Noise[] = KINDS.flatMap(([share, noise]) =>
  Array.from({ length: share }, () => noise),
);

/** Writes something that has nothing to do with outgoing mail. */
export function writeNoise(scene: Scene): void {
  const host = scene.hosts[scene.random.chance(0.3) ? 1 : 0];
  scene.random.pick(DECK)(scene, host);
}
