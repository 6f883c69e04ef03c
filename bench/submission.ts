import type { Destination } from "./destinations.ts";
import { nextQueueId } from "./log-host.ts";
import type { Message, Part } from "./message.ts";
import { recipientsLeft } from "./message.ts";
import type { Scene } from "./scene.ts";

/** The programs that hand in mail: newsletters are large and anonymous, people log in. */
const CLIENTS = [
  { name: "shop", sender: "orders@shop.example.net", login: null },
  { name: "news", sender: "bounces+4711@news.example.org", login: null },
  { name: "crm", sender: "noreply@crm.example.com", login: "crm" },
  { name: "webmail", sender: "desk@office.example.net", login: "desk@office.example.net" },
  { name: "unknown", sender: "sales@branch.example.com", login: "sales@branch.example.com" },
];

/** A message comes in over SMTP, is given a queue id and reaches the active queue. */
export function submit(scene: Scene): Message {
  const { random } = scene;
  const host = scene.hosts[random.chance(0.3) ? 1 : 0];
  const client = random.pick(CLIENTS);
  const peer = `${client.name === "unknown" ? "unknown" : `${client.name}.example.net`}[198.19.${random.below(40)}.${1 + random.below(250)}]`;
  const service = client.login === null ? "postfix/smtpd" : "postfix/submission/smtpd";
  const smtpd = 10_000 + random.below(80);
  const message: Message = {
    host,
    queueId: nextQueueId(host, random, scene.now()),
    sender: client.sender,
    size: 900 + random.below(60_000),
    arrivedAt: scene.now(),
    parts: partsOf(scene),
    tries: 0,
  };
  const login = client.login === null ? "" : `, sasl_method=PLAIN, sasl_username=${client.login}`;
  scene.write(host, service, smtpd, `connect from ${peer}`);
  scene.write(host, service, smtpd, `${message.queueId}: client=${peer}${login}`);
  writeMessageId(scene, message);
  if (random.chance(0.6)) {
    const body = `${message.queueId}: DKIM-Signature field added (s=mail, d=example.net)`;
    scene.write(host, "opendkim", 812, body);
  }
  writeActive(scene, message);
  const summary = `ehlo=2 starttls=1 ${client.login === null ? "" : "auth=1 "}mail=1 rcpt=${recipientsLeft(message)} data=1 quit=1 commands=${6 + recipientsLeft(message)}`;
  scene.write(host, service, smtpd, `disconnect from ${peer} ${summary}`);
  return message;
}

/** Mostly one recipient; sometimes several at one domain, or at a second domain of another operator. */
function partsOf(scene: Scene): readonly Part[] {
  const { random, addressBook } = scene;
  const destination = addressBook.draw(random);
  const extra = random.chance(0.08) ? 1 + random.below(6) : 0;
  const parts: Part[] = [{ destination, recipients: recipientsAt(scene, destination, 1 + extra) }];
  if (random.chance(0.06)) {
    const second = addressBook.draw(random);
    if (second.provider !== destination.provider) {
      parts.push({ destination: second, recipients: recipientsAt(scene, second, 1) });
    }
  }
  return parts;
}

function recipientsAt(scene: Scene, destination: Destination, wanted: number): readonly string[] {
  const first = scene.random.below(90_000);
  return Array.from(
    { length: wanted },
    (_, index) => `user${first + index * 7}@${destination.domain}`,
  );
}

function writeMessageId(scene: Scene, message: Message): void {
  const domain = message.sender.slice(message.sender.indexOf("@") + 1);
  const id = `${scene.now()}.${scene.random.hex(12)}@${domain}`;
  const cleanup = 12_000 + scene.random.below(20);
  scene.write(message.host, "postfix/cleanup", cleanup, `${message.queueId}: message-id=<${id}>`);
}

/** The message enters the active queue: once on arrival and again at every retry. */
export function writeActive(scene: Scene, message: Message): void {
  const body = `${message.queueId}: from=<${message.sender}>, size=${message.size}, nrcpt=${recipientsLeft(message)} (queue active)`;
  scene.write(message.host, "postfix/qmgr", message.host.qmgr, body);
}

export function writeRemoved(scene: Scene, message: Message): void {
  scene.write(message.host, "postfix/qmgr", message.host.qmgr, `${message.queueId}: removed`);
}

/** Given up after its last try: the sender gets the message back. */
export function expire(scene: Scene, message: Message): void {
  const body = `${message.queueId}: from=<${message.sender}>, status=expired, returned to sender`;
  scene.truth.status.expired++;
  scene.write(message.host, "postfix/qmgr", message.host.qmgr, body);
  returnToSender(scene, message);
  writeRemoved(scene, message);
}

/** A non-delivery notice: a message of its own, with the empty sender, delivered on this machine. */
export function returnToSender(scene: Scene, message: Message): void {
  const { host } = message;
  const queueId = nextQueueId(host, scene.random, scene.now());
  const notice: Message = {
    ...message,
    queueId,
    sender: "",
    size: message.size + 2500,
    parts: [],
  };
  const origin = 13_000 + scene.random.below(9);
  writeMessageId(scene, { ...notice, sender: `mailer@${host.name}.example.net` });
  const body = `${message.queueId}: sender non-delivery notification: ${queueId}`;
  scene.write(host, "postfix/bounce", origin, body);
  const active = `${queueId}: from=<>, size=${notice.size}, nrcpt=1 (queue active)`;
  scene.write(host, "postfix/qmgr", host.qmgr, active);
  deliverLocally(scene, notice, message.sender);
  writeRemoved(scene, notice);
}

/** Over LMTP to the mail store of this machine: a local hop, no remote host. */
export function deliverLocally(scene: Scene, message: Message, recipient: string): void {
  const { host, queueId } = message;
  const pid = 14_000 + scene.random.below(12);
  scene.truth.status.sent++;
  scene.truth.deliveredLocally++;
  const receipt = `250 2.0.0 <${recipient}> ${scene.random.id(22)} Saved`;
  scene.write(
    host,
    "postfix/lmtp",
    pid,
    `${queueId}: to=<${recipient}>, relay=${host.name}.example.net[private/dovecot-lmtp], delay=0.08, delays=0.02/0.01/0.02/0.03, dsn=2.0.0, status=sent (${receipt})`,
  );
}
