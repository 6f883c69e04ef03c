import type { LostEvent, RefusedEvent } from "../domain/delivery-event.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { Stage } from "../domain/stage.ts";
import { hashOf } from "../domain/text-hash.ts";
import type { EpochMs } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";

/** Exim writes about a refused recipient twice when it hangs up on the host: both host lines come within this time. */
const PAIR_MS = 2_000;

/** How much of a reply is compared: lines cut it at different lengths. */
const COMPARED = 200;

/** Begins what stands in for a text. */
const DIGEST = "#";

/** Stands for the text of replies that are one line each. */
const OWN = `${DIGEST}own`;

/** The slot that an informational line fills: it stands for the session, not for a recipient. */
export const SESSION_SLOT = 0;

/** The code of a conversation that broke off: there was no reply. */
export const LOSS = 0;

/**
 * A reply that later lines may belong to: who gave it in which session, and which slots those lines have filled. `text` is its
 * beginning as logged until the first checkpoint, and then a digest: no remote text is kept. `meaning` is null for a
 * conversation that broke off, code 0.
 */
export type OpenReply = {
  readonly logHost: string;
  readonly instance: string;
  readonly pid: number | null;
  readonly remote: RemoteHost;
  readonly stage: Stage;
  readonly code: number;
  text: string;
  meaning: Meaning | null;
  lastAt: EpochMs;
  slots: number[];
};

/** The reply of a line that begins one. */
export function opened(event: RefusedEvent, meaning: Meaning, slot: number): OpenReply {
  const { at, writer, pid, remote, stage, reply } = event;
  return {
    logHost: writer.logHost,
    instance: writer.instance,
    pid,
    remote,
    stage,
    code: reply.code,
    text: comparedOf(event),
    meaning,
    lastAt: at,
    slots: [slot],
  };
}

/** A conversation that broke off without a reply. */
export function brokenOff({ at, writer, pid, remote, stage }: LostEvent, slot: number): OpenReply {
  const { logHost, instance } = writer;
  const nothing = { code: LOSS, text: "", meaning: null };
  return { logHost, instance, pid, remote, stage, ...nothing, lastAt: at, slots: [slot] };
}

/** Whether a line quotes this reply. A line that was cut may have lost its stage; a mark holds the command itself. */
export function isSameReply(open: OpenReply, event: RefusedEvent): boolean {
  const { stage, reply, mark } = event;
  const isNamed = mark !== undefined || open.stage === "unknown" || stage === "unknown";
  const isStage = isNamed || open.stage === stage;
  if (open.code !== reply.code || !isStage || !isSession(open, event)) return false;
  const text = comparedOf(event);
  return open.text === (open.text.startsWith(DIGEST) ? digestOf(text) : text);
}

/** What lines about one reply share, however they cut it. */
function comparedOf({ mark, reply, ownReply }: RefusedEvent): string {
  if (ownReply) return OWN;
  return mark ?? reply.text.slice(0, COMPARED);
}

/** Replies that belong to one line each need no text: they are remembered by session, for what they break off. */
export function isOwnReply(open: OpenReply, event: RefusedEvent): boolean {
  return open.text === OWN && open.stage === event.stage && isSession(open, event);
}

/** A second host line about one recipient's refusal, before any status line (formats G.3). */
export function isPair(
  { slots, lastAt }: OpenReply,
  { at, writer, recipient, stage }: RefusedEvent,
): boolean {
  if (writer.mta !== "exim" || recipient !== null || stage !== "rcpt") return false;
  return slots.length === 1 && slots[0] === SESSION_SLOT && at - lastAt <= PAIR_MS;
}

export function isSameLoss(open: OpenReply, event: LostEvent): boolean {
  return open.code === LOSS && open.stage === event.stage && isSession(open, event);
}

export function isLossBefore(open: OpenReply, event: RefusedEvent): boolean {
  return open.code === LOSS && isSession(open, event) && event.at - open.lastAt <= PAIR_MS;
}

/** The same writer's same process talking to the same address. A forwarded line may have lost its pid. */
export function isSession(
  open: OpenReply,
  { writer, pid, remote }: RefusedEvent | LostEvent,
): boolean {
  return (
    open.pid === pid &&
    open.remote.ip === remote.ip &&
    (remote.ip !== null || open.remote.name === remote.name) &&
    open.logHost === writer.logHost &&
    open.instance === writer.instance
  );
}

/** A stand-in for a reply's beginning. A reply starts with digits, so the two are never mistaken. */
export function digestOf(text: string): string {
  if (text.startsWith(DIGEST)) return text;
  return `${DIGEST}${hashOf(text, 0)}`;
}
