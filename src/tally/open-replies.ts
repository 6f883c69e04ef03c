import type { DeliveryEvent, LostEvent, RefusedEvent } from "../domain/delivery-event.ts";
import { hashOf } from "../domain/text-hash.ts";
import type { Meaning } from "../meaning/understand.ts";
import { type Ages, Generations } from "./generations.ts";
import {
  brokenOff,
  digestOf,
  isLossBefore,
  isOwnReply,
  isPair,
  isSameLoss,
  isSameReply,
  isSession,
  LOSS,
  type OpenReply,
  opened,
  SESSION_SLOT,
} from "./open-reply.ts";

/** One delivery cannot last longer: a later line with the same words is a new try (design section 4). */
const DELIVERY_MS = 3_600_000;

/** A conversation that breaks off within this time of a reply was ended by it. */
const SHADOW_MS = 300_000;

/** Replies remembered of one message: without a bound those to every recipient of a long list were compared with each other. */
const REMEMBERED_OF_ONE = 500;

/** At least this many queue ids are remembered. Lines of one delivery stand close together. */
const REMEMBERED = 4096;

/** So many changes are kept one by one before everything is kept anew. */
const KEPT_APART = 2048;

/** The open replies to each queue id, as kept in a checkpoint. */
export type OpenRepliesState = Ages<readonly OpenReply[]>;

/** What a checkpoint has to add to the one before: everything in its place, or what changed. */
export type OpenRepliesDelta =
  | { readonly kind: "all"; readonly state: OpenRepliesState }
  | {
      readonly kind: "changed";
      readonly state: OpenRepliesState;
      /** Queue ids of which nothing is open any more. */
      readonly closed: readonly string[];
    };

export const NOTHING_OPEN: OpenRepliesState = { old: new Map(), young: new Map() };

/**
 * Turns several log lines back into one reply: the slot rule (formats G.2). An informational line and the status lines of one
 * delivery that quote the same reply fill slots of one; a slot already taken means the MTA tried again. Exim's lines follow the
 * same rule but for the pairs of G.3. `salt` keeps the recipients' hashes from being looked up elsewhere.
 */
export class OpenReplies {
  readonly #byQueueId: Generations<OpenReply[]>;
  readonly #salt: number;
  #changed = new Set<string>();
  #keptApart = KEPT_APART;
  #turns = 0;

  constructor(salt: number, { old, young }: OpenRepliesState = NOTHING_OPEN) {
    this.#salt = salt;
    this.#byQueueId = new Generations(REMEMBERED, { old: copied(old), young: copied(young) });
  }

  /** Whether this line is the first of its reply. Remembers it either way. */
  isNew(event: RefusedEvent, meaning: Meaning): boolean {
    const slot = this.#slotOf(event.recipient);
    const replies = this.#repliesTo(event.queueId ?? "");
    const open = replies.find((one) =>
      event.ownReply ? isOwnReply(one, event) : isSameReply(one, event),
    );
    if (open === undefined) {
      remember(replies, opened(event, meaning, slot));
      return true;
    }
    if (isPair(open, event)) return false;
    if (event.ownReply || isNewTry(open, event, slot)) {
      open.meaning = meaning;
      open.lastAt = event.at;
      open.slots = [slot];
      return true;
    }
    open.lastAt = Math.max(open.lastAt, event.at);
    open.slots.push(slot);
    return false;
  }

  /** The meaning of the reply whose session this loss ended, or null when it stands alone. */
  shadowing(event: LostEvent): Meaning | null {
    const replies = this.#byQueueId.get(event.queueId ?? "") ?? [];
    let latest: OpenReply | null = null;
    for (const one of replies) {
      if (one.code === LOSS || Math.abs(event.at - one.lastAt) > SHADOW_MS) continue;
      if (!isSession(one, event)) continue;
      if (latest === null || one.lastAt >= latest.lastAt) latest = one;
    }
    return latest?.meaning ?? null;
  }

  /**
   * Whether a loss in nobody's shadow is one more. Exim tells of it on a host line and again for every recipient: the first of
   * those is what the host line told. Postfix tells of each once.
   */
  isNewLoss(event: LostEvent): boolean {
    if (event.writer.mta !== "exim") return true;
    const slot = this.#slotOf(event.recipient);
    const losses = this.#repliesTo(event.queueId ?? "");
    const open = losses.find((one) => isSameLoss(one, event));
    if (open === undefined) {
      remember(losses, brokenOff(event, slot));
      return true;
    }
    const isRetry = isNewTry(open, event, slot);
    open.lastAt = event.at;
    if (isRetry) {
      open.slots = [slot];
      return true;
    }
    open.slots.push(slot);
    return open.slots.length !== 2 || open.slots[0] !== SESSION_SLOT;
  }

  /**
   * Recipients whose loss was told just before the reply that caused it: Exim writes about the recipients of one delivery in
   * the order it has them. Each is told of once.
   */
  lossesBefore(event: RefusedEvent): number {
    if (event.writer.mta !== "exim") return 0;
    const replies = this.#repliesTo(event.queueId ?? "");
    const at = replies.findIndex((one) => isLossBefore(one, event));
    const [loss] = at < 0 ? [] : replies.splice(at, 1);
    return loss === undefined ? 0 : loss.slots.filter((slot) => slot !== SESSION_SLOT).length;
  }

  /**
   * Forgets the replies to a message that has moved on. One that is delivered to some recipients may still be under way to
   * others in another process: then only the same process's are done with.
   */
  close({ kind, queueId, writer, pid }: DeliveryEvent): void {
    const replies = this.#byQueueId.get(queueId ?? "");
    if (replies === undefined || queueId === null) return;
    this.#changed.add(queueId);
    const isOver = kind === "expired" || kind === "removed" || pid === null;
    const rest = replies.filter(
      (one) =>
        one.logHost !== writer.logHost ||
        one.instance !== writer.instance ||
        !(isOver || one.pid === null || one.pid === pid),
    );
    if (rest.length === 0) this.#byQueueId.delete(queueId);
    else this.#byQueueId.set(queueId, rest);
  }

  /** Everything a later run must know. Valid until the next event. */
  state(): OpenRepliesState {
    return digested(this.#byQueueId.ages);
  }

  /**
   * What has changed since the last time; the first time, after many changes, and when the oldest were forgotten, everything.
   * Valid until the next event.
   */
  drain(): OpenRepliesDelta {
    const changed = this.#changed;
    this.#changed = new Set();
    this.#keptApart += changed.size;
    const { ages, turns } = this.#byQueueId;
    const isMuch = changed.size > 0 && this.#keptApart > KEPT_APART;
    if (isMuch || turns > this.#turns) {
      this.#keptApart = 0;
      this.#turns = turns;
      return { kind: "all", state: this.state() };
    }
    const state = digested({ old: among(ages.old, changed), young: among(ages.young, changed) });
    const closed = [...changed].filter((id) => !state.old.has(id) && !state.young.has(id));
    return { kind: "changed", state, closed };
  }

  #repliesTo(queueId: string): OpenReply[] {
    this.#changed.add(queueId);
    const found = this.#byQueueId.get(queueId);
    if (found !== undefined) return found;
    const made: OpenReply[] = [];
    this.#byQueueId.set(queueId, made);
    return made;
  }

  #slotOf(recipient: string | null): number {
    if (recipient === null) return SESSION_SLOT;
    const hash = hashOf(recipient, this.#salt);
    return hash === SESSION_SLOT ? 1 : hash;
  }
}

/** The same without the words of remote hosts. */
function digested(ages: Ages<OpenReply[]>): OpenRepliesState {
  for (const byQueueId of [ages.old, ages.young]) {
    for (const replies of byQueueId.values()) {
      for (const one of replies) one.text = digestOf(one.text);
    }
  }
  return ages;
}

function among<V>(map: ReadonlyMap<string, V>, keys: ReadonlySet<string>): Map<string, V> {
  const found = new Map<string, V>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}

function copied(state: ReadonlyMap<string, readonly OpenReply[]>): Map<string, OpenReply[]> {
  return new Map(Array.from(state, ([queueId, replies]) => [queueId, [...replies]]));
}

function remember(replies: OpenReply[], reply: OpenReply): void {
  if (replies.length >= REMEMBERED_OF_ONE) replies.shift();
  replies.push(reply);
}

/**
 * Whether a line that quotes an open reply tells of a later try: its slot is taken, an hour has passed, or it is an
 * informational line of Postfix's behind a status line, which is always the last of a try (formats B.5).
 */
function isNewTry(
  open: OpenReply,
  { at, writer }: RefusedEvent | LostEvent,
  slot: number,
): boolean {
  if (open.slots.includes(slot) || Math.abs(at - open.lastAt) > DELIVERY_MS) return true;
  return writer.mta === "postfix" && slot === SESSION_SLOT;
}
