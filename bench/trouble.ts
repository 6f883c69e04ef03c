import type { Conversation } from "./conversation.ts";
import { relayOf, writeStatus } from "./conversation.ts";
import { delaysOf } from "./delays.ts";
import { suspend } from "./suspension.ts";

/** No connection: one line without queue id, then a status line per recipient. All are left. */
export function missConnection(
  conversation: Conversation,
  why: "Connection refused" | "Connection timed out",
): readonly string[] {
  const { scene, message, pid, exchanger, recipients, destination, age } = conversation;
  const reason = `connect to ${exchanger.peer}:25: ${why}`;
  scene.write(message.host, "postfix/smtp", pid, reason);
  scene.truth.unreachable.connections++;
  const delays = delaysOf(scene.random, age, why === "Connection refused" ? 3 : 3000, 0);
  for (const recipient of recipients) {
    writeStatus(conversation, recipient, {
      relay: "none",
      delays,
      dsn: "4.4.1",
      status: "deferred",
      reason,
    });
  }
  scene.truth.unreachable.recipients += recipients.length;
  if (destination.faulty) suspend(scene, destination, { reason, dsn: "4.4.1", code: null });
  return recipients;
}

const BREAKS = [
  "lost connection with PEER while receiving the initial server greeting",
  "lost connection with PEER while performing the EHLO handshake",
  "lost connection with PEER while sending RCPT TO",
  "conversation with PEER timed out while receiving the initial server greeting",
  "conversation with PEER timed out while sending end of data -- message may be sent more than once",
];

/** The conversation breaks off without a reply. All are left. */
export function loseConversation(conversation: Conversation): readonly string[] {
  const { scene, recipients, exchanger, age } = conversation;
  const reason = scene.random.pick(BREAKS).replace("PEER", exchanger.peer);
  const delays = delaysOf(scene.random, age, 120 + scene.random.below(30_000), 0);
  for (const recipient of recipients) {
    const relay = relayOf(conversation);
    writeStatus(conversation, recipient, {
      relay,
      delays,
      dsn: "4.4.2",
      status: "deferred",
      reason,
    });
  }
  scene.truth.attempts.lost += recipients.length;
  return recipients;
}

/** The name service gives no answer: no remote host is involved. All are left. */
export function missName(conversation: Conversation): readonly string[] {
  const { scene, recipients, destination, age } = conversation;
  const reason = `Host or domain name not found. Name service error for name=${destination.domain} type=MX: Host not found, try again`;
  const delays = delaysOf(scene.random, age, 20, 0);
  for (const recipient of recipients) {
    writeStatus(conversation, recipient, {
      relay: "none",
      delays,
      dsn: "4.4.3",
      status: "deferred",
      reason,
    });
  }
  return recipients;
}
