import type { LostEvent, RefusedEvent } from "../domain/delivery-event.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { Stage } from "../domain/stage.ts";
import type { EpochMs } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";
import { Generations } from "./generations.ts";

/** One delivery cannot last longer: a later line with the same words is a new try (design section 4). */
const DELIVERY_MS = 3_600_000;

/** A conversation that breaks off within this time of a reply was ended by it. */
const SHADOW_MS = 300_000;

/** How much of a reply is compared: lines cut it at different lengths. */
const COMPARED = 200;

/** At least this many queue ids are remembered. Lines of one delivery stand close together. */
const REMEMBERED = 4096;

/** The slot that an informational line fills: it stands for the session, not for a recipient. */
const SESSION_SLOT = 0;

/**
 * A reply that later lines may belong to: who gave it in which session, and which slots those lines have filled. `text` is its
 * beginning as logged until the first checkpoint, and then a digest: no remote text is kept.
 */
type OpenReply = {
  readonly logHost: string;
  readonly instance: string;
  readonly pid: number | null;
  readonly remote: RemoteHost;
  readonly stage: Stage;
  readonly code: number;
  text: string;
  readonly meaning: Meaning;
  lastAt: EpochMs;
  slots: number[];
};

/** The open replies by queue id, as kept in a checkpoint. */
export type OpenRepliesState = readonly (readonly [string, readonly OpenReply[]])[];

/**
 * Turns several log lines back into one reply: the slot rule (formats G.2). An informational line and the status lines of one
 * delivery that quote the same reply fill slots of one; a slot already taken means the MTA tried again. `salt` keeps the
 * recipients' hashes from being looked up elsewhere.
 */
export class OpenReplies {
  readonly #byQueueId: Generations<OpenReply[]>;
  readonly #salt: number;

  constructor(salt: number, state: OpenRepliesState = []) {
    this.#salt = salt;
    this.#byQueueId = new Generations(REMEMBERED);
    for (const [queueId, replies] of state) this.#byQueueId.set(queueId, [...replies]);
  }

  /** Whether this line is the first of its reply. Remembers it either way. */
  isNew(event: RefusedEvent, meaning: Meaning): boolean {
    const slot = event.recipient === null ? SESSION_SLOT : this.#slotOf(event.recipient);
    const replies = this.#repliesTo(event.queueId ?? "");
    const open = replies.find((one) => isSameReply(one, event));
    if (open === undefined) {
      replies.push(opened(event, meaning, slot));
      return true;
    }
    const isRetry = open.slots.includes(slot) || event.at - open.lastAt > DELIVERY_MS;
    open.lastAt = event.at;
    if (isRetry || event.ownReply) {
      open.slots = [slot];
      return true;
    }
    open.slots.push(slot);
    return false;
  }

  /** The meaning of the reply whose session this loss ended, or null when it stands alone. */
  shadowing(event: LostEvent): Meaning | null {
    const replies = this.#byQueueId.get(event.queueId ?? "") ?? [];
    let latest: OpenReply | null = null;
    for (const one of replies) {
      if (Math.abs(event.at - one.lastAt) > SHADOW_MS || !isSession(one, event)) continue;
      if (latest === null || one.lastAt >= latest.lastAt) latest = one;
    }
    return latest?.meaning ?? null;
  }

  /** Forgets the replies to a message that has moved on: delivered, bounced or expired. */
  close(queueId: string, logHost: string, instance: string): void {
    const replies = this.#byQueueId.get(queueId);
    if (replies === undefined) return;
    const rest = replies.filter((one) => one.logHost !== logHost || one.instance !== instance);
    if (rest.length === 0) this.#byQueueId.delete(queueId);
    else this.#byQueueId.set(queueId, rest);
  }

  /** Everything a later run must know, and nothing that is too old to matter. Valid until the next event. */
  state(): OpenRepliesState {
    const all = this.#byQueueId.entries();
    let latest = 0;
    for (const [, replies] of all) {
      for (const one of replies) {
        latest = Math.max(latest, one.lastAt);
        one.text = digestOf(one.text);
      }
    }
    return all.filter(([, replies]) => replies.some((one) => latest - one.lastAt <= DELIVERY_MS));
  }

  #repliesTo(queueId: string): OpenReply[] {
    const found = this.#byQueueId.get(queueId);
    if (found !== undefined) return found;
    const made: OpenReply[] = [];
    this.#byQueueId.set(queueId, made);
    return made;
  }

  #slotOf(recipient: string): number {
    const hash = hashOf(recipient, this.#salt);
    return hash === SESSION_SLOT ? 1 : hash;
  }
}

function opened(event: RefusedEvent, meaning: Meaning, slot: number): OpenReply {
  const { at, writer, pid, remote, stage, reply } = event;
  return {
    logHost: writer.logHost,
    instance: writer.instance,
    pid,
    remote,
    stage,
    code: reply.code,
    text: reply.text.slice(0, COMPARED),
    meaning,
    lastAt: at,
    slots: [slot],
  };
}

function isSameReply(open: OpenReply, event: RefusedEvent): boolean {
  const { stage, reply } = event;
  if (open.code !== reply.code || open.stage !== stage || !isSession(open, event)) return false;
  const text = reply.text.slice(0, COMPARED);
  return open.text === text || open.text === digestOf(text);
}

/** The same writer's same process talking to the same address. A forwarded line may have lost its pid. */
function isSession(open: OpenReply, { writer, pid, remote }: RefusedEvent | LostEvent): boolean {
  return (
    open.pid === pid &&
    open.remote.ip === remote.ip &&
    (remote.ip !== null || open.remote.name === remote.name) &&
    open.logHost === writer.logHost &&
    open.instance === writer.instance
  );
}

const DIGEST = "#";

/** A stand-in for a reply's beginning. A reply starts with digits, so the two are never mistaken. */
function digestOf(text: string): string {
  if (text.startsWith(DIGEST)) return text;
  return `${DIGEST}${hashOf(text, 0)}`;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
