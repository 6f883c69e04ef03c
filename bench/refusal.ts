import { accept } from "./acceptance.ts";
import type { Conversation } from "./conversation.ts";
import { conversationDelays, note, relayOf, writeStatus, writeTls } from "./conversation.ts";
import type { Exchanger } from "./destinations.ts";
import type { Refusal, RefusalStage } from "./replies.ts";
import type { Scene } from "./scene.ts";
import { suspend } from "./suspension.ts";
import { missConnection } from "./trouble.ts";
import { countOf } from "./truth.ts";

/** How often a refused greeting makes the queue manager rest: it takes several in a row where much mail is under way. */
const SUSPENSIONS = 0.2;

const PHASES: Record<Exclude<RefusalStage, "connect">, string> = {
  mail: "MAIL FROM command",
  rcpt: "RCPT TO command",
  data: "DATA command",
  eod: "end of DATA command",
};

/** The reason of a log line, with the host that spoke and the command it answered. */
function quote(exchanger: Exchanger, refusal: Refusal, text: string): string {
  if (refusal.stage === "connect") return `host ${exchanger.peer} refused to talk to me: ${text}`;
  return `host ${exchanger.peer} said: ${text} (in reply to ${PHASES[refusal.stage]})`;
}

function countQuote(scene: Scene, refusal: Refusal): void {
  if (refusal.code === 421) scene.truth.linesWith421++;
}

/** The provider refuses for now. Returns the recipients that stay in the queue. */
export function refuse(conversation: Conversation, refusal: Refusal): readonly string[] {
  if (refusal.stage !== "connect") writeTls(conversation);
  if (refusal.stage === "rcpt") return refuseRecipients(conversation, refusal);
  const next = nextExchanger(conversation);
  if (next !== null && conversation.scene.random.chance(0.35)) {
    return refuseAndMoveOn(conversation, refusal, next);
  }
  return refuseSession(conversation, refusal);
}

function nextExchanger({ destination, exchanger }: Conversation): Exchanger | null {
  return destination.exchangers.find((other) => other.name !== exchanger.name) ?? null;
}

/** One reply to the whole session of the last exchanger: a status line per recipient, all with the same text. */
function refuseSession(conversation: Conversation, refusal: Refusal): readonly string[] {
  const { scene, recipients, exchanger, destination } = conversation;
  const reason = quote(exchanger, refusal, refusal.text(scene.random, recipients[0] ?? ""));
  const delays = conversationDelays(conversation, refusal.stage === "connect" ? 0 : 120);
  for (const recipient of recipients) {
    const relay = relayOf(conversation);
    countQuote(scene, refusal);
    writeStatus(conversation, recipient, {
      relay,
      delays,
      dsn: refusal.dsn,
      status: "deferred",
      reason,
    });
  }
  const count = countOf(scene.truth, refusal.code);
  count.replies++;
  count.recipients += recipients.length;
  scene.truth.attempts.deferred += recipients.length;
  if (refusal.stage === "connect" && scene.random.chance(SUSPENSIONS)) {
    suspend(scene, destination, { reason, dsn: refusal.dsn, code: refusal.code });
  }
  return recipients;
}

/** One exchanger refuses in a line without status, and the client turns to the next, which takes, refuses or is down. */
function refuseAndMoveOn(
  conversation: Conversation,
  refusal: Refusal,
  next: Exchanger,
): readonly string[] {
  const { scene, recipients, exchanger } = conversation;
  countQuote(scene, refusal);
  note(conversation, quote(exchanger, refusal, refusal.text(scene.random, recipients[0] ?? "")));
  countOf(scene.truth, refusal.code).replies++;
  const there = { ...conversation, exchanger: next };
  const luck = scene.random.below(100);
  if (luck < 55) return accept(there);
  if (luck < 88) return refuseSession(there, refusal);
  return missConnection(there, "Connection refused");
}

/** Every recipient has a reply of its own. A 421 ends the session: those that follow are lost with it. */
export function refuseRecipients(conversation: Conversation, refusal: Refusal): readonly string[] {
  const { scene, recipients, exchanger } = conversation;
  const count = countOf(scene.truth, refusal.code);
  const delays = conversationDelays(conversation, 40);
  const relay = relayOf(conversation);
  let closed = false;
  for (const recipient of recipients) {
    if (closed) {
      const reason = `lost connection with ${exchanger.peer} while sending RCPT TO`;
      count.shadowed++;
      scene.truth.attempts.lost++;
      writeStatus(conversation, recipient, {
        relay,
        delays,
        dsn: "4.4.2",
        status: "deferred",
        reason,
      });
      continue;
    }
    const reason = quote(exchanger, refusal, refusal.text(scene.random, recipient));
    count.replies++;
    count.recipients++;
    scene.truth.attempts.deferred++;
    countQuote(scene, refusal);
    writeStatus(conversation, recipient, {
      relay,
      delays,
      dsn: refusal.dsn,
      status: "deferred",
      reason,
    });
    closed = refusal.code === 421;
  }
  return recipients;
}
