import type { Delays } from "./delays.ts";
import { delaysOf } from "./delays.ts";
import type { Destination, Exchanger } from "./destinations.ts";
import type { Message } from "./message.ts";
import type { Scene } from "./scene.ts";
import { clientPidOf } from "./scene.ts";

/** One try of one delivery request by one client process at one exchanger. `exchanger` is the one spoken to now. */
export type Conversation = {
  readonly scene: Scene;
  readonly message: Message;
  readonly destination: Destination;
  readonly recipients: readonly string[];
  readonly pid: number;
  readonly age: number;
  readonly exchanger: Exchanger;
};

/** The words of one status line after `to=<…>`. */
type Verdict = {
  readonly relay: string;
  readonly delays: Delays;
  readonly dsn: string;
  readonly status: "sent" | "deferred" | "bounced";
  readonly reason: string;
};

const CIPHERS = [
  "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256",
  "TLSv1.3 with cipher TLS_AES_128_GCM_SHA256 (128/128 bits) key-exchange ECDHE (P-256) server-signature ECDSA (P-256) server-digest SHA256",
  "TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)",
];

export function openConversation(
  scene: Scene,
  message: Message,
  destination: Destination,
  recipients: readonly string[],
): Conversation {
  return {
    scene,
    message,
    destination,
    recipients,
    pid: clientPidOf(scene),
    age: scene.now() - message.arrivedAt,
    exchanger: scene.random.pick(destination.exchangers),
  };
}

/** `QUEUEID: text` from the client process of the conversation. */
export function note(conversation: Conversation, text: string): void {
  const { scene, message, pid } = conversation;
  scene.write(message.host, "postfix/smtp", pid, `${message.queueId}: ${text}`);
}

/** A status line. `service` is `postfix/error` where no client process was involved. */
export function writeStatus(
  conversation: Conversation,
  recipient: string,
  verdict: Verdict,
  service = "postfix/smtp",
): void {
  const { scene, message, pid } = conversation;
  scene.truth.status[verdict.status]++;
  scene.write(
    message.host,
    service,
    pid,
    `${message.queueId}: to=<${recipient}>, relay=${verdict.relay}, delay=${verdict.delays.total}, delays=${verdict.delays.parts}, dsn=${verdict.dsn}, status=${verdict.status} (${verdict.reason})`,
  );
}

/** The relay field: the exchanger spoken to last, with its port. */
export function relayOf(conversation: Conversation): string {
  return `${conversation.exchanger.peer}:25`;
}

/** Delays of a conversation that got as far as the dialogue, or (`transfer` 0) was refused at the greeting. */
export function conversationDelays(conversation: Conversation, longestTransfer: number): Delays {
  const { random } = conversation.scene;
  return delaysOf(
    random,
    conversation.age,
    5 + random.below(300),
    random.below(longestTransfer + 1),
  );
}

/** `Untrusted TLS connection established to HOST[IP]:25: …`: nine sessions in ten are encrypted. */
export function writeTls(conversation: Conversation): void {
  const { scene, message, pid, exchanger } = conversation;
  if (!scene.random.chance(0.9)) return;
  const trust = scene.random.chance(0.7) ? "Untrusted" : "Trusted";
  const cipher = scene.random.pick(CIPHERS);
  const body = `${trust} TLS connection established to ${exchanger.peer}:25: ${cipher}`;
  scene.write(message.host, "postfix/smtp", pid, body);
}
