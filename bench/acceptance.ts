import type { Conversation } from "./conversation.ts";
import { conversationDelays, relayOf, writeStatus, writeTls } from "./conversation.ts";

/** What the server says when it takes a message; the ids differ each time. */
function receiptOf({ scene, message, destination }: Conversation): string {
  const { random } = scene;
  switch (destination.provider.name) {
    case "google":
      return `250 2.0.0 OK  ${scene.now()} ${random.id(2)}-2002${random.id(12)}si${random.below(9_000_000)}${random.id(2)}.${random.below(999)} - gsmtp`;
    case "yahoo":
      return "250 ok dirdel";
    case "microsoft":
      return `250 2.6.0 <${message.queueId}@mail.example.net> [InternalId=${random.below(99_999_999)}${random.below(999_999)}, Hostname=AM9PR${random.hex(6)}.eurprd05.prod.outlook.com] ${message.size + 9000} bytes in 0.${100 + random.below(400)}, ${10 + random.below(90)}.${random.below(999)} KB/sec Queued mail for delivery`;
    default:
      return `250 2.0.0 Ok: queued as ${random.hex(10)}`;
  }
}

/** Every recipient is taken in one transaction. Nobody is left. */
export function accept(conversation: Conversation): readonly string[] {
  const { scene, recipients } = conversation;
  writeTls(conversation);
  const reason = receiptOf(conversation);
  const delays = conversationDelays(conversation, 250);
  const reused = scene.random.chance(0.06) ? `, conn_use=${2 + scene.random.below(9)}` : "";
  const relay = relayOf(conversation) + reused;
  for (const recipient of recipients) {
    writeStatus(conversation, recipient, { relay, delays, dsn: "2.0.0", status: "sent", reason });
  }
  scene.truth.attempts.delivered += recipients.length;
  return [];
}

/** The first recipient does not exist; the others are taken. Nobody is left. */
export function bounceOne(conversation: Conversation): readonly string[] {
  const { scene, recipients } = conversation;
  const [unknown, ...others] = recipients;
  if (unknown === undefined) return [];
  writeTls(conversation);
  writeStatus(conversation, unknown, {
    relay: relayOf(conversation),
    delays: conversationDelays(conversation, 60),
    dsn: "5.1.1",
    status: "bounced",
    reason: `host ${conversation.exchanger.peer} said: 550 5.1.1 <${unknown}>: no such mailbox here, trace ${scene.random.id(8)} (in reply to RCPT TO command)`,
  });
  scene.truth.attempts.bounced++;
  if (others.length > 0) accept({ ...conversation, recipients: others });
  return [];
}
