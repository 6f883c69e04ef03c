import type { DeliveryEvent, RefusedEvent } from "../domain/delivery-event.ts";
import type { Writer } from "../domain/log-record.ts";
import { hashOf } from "../domain/text-hash.ts";
import { secondOf } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";
import type { InFlight } from "./in-flight.ts";
import type { Step } from "./journey.ts";

/** The step of every recipient of a message. */
export const EVERYBODY = 0;

/** A step, of which message, and whether any of its recipients may have been in flight before. */
export type MessageStep = Step & { readonly message: number; readonly wasKnown: boolean };

/**
 * Follows what became of recipients that were refused for now. A delivery of a message that never was costs one look into
 * a set. Queue ids are used again, and each instance has its own: a message is a hash of log host, instance and queue id, a
 * recipient a hash that the salt keeps from being looked up elsewhere.
 */
export class Journeys {
  readonly #salt: number;
  readonly #inFlight: InFlight;
  readonly #seeds = new WeakMap<Writer, number>();
  #steps: MessageStep[] = [];

  constructor(salt: number, inFlight: InFlight) {
    this.#salt = salt;
    this.#inFlight = inFlight;
  }

  /** Steps held: what the next commit will take. */
  get size(): number {
    return this.#steps.length;
  }

  /** The steps themselves, as far as they have come. */
  get held(): readonly MessageStep[] {
    return this.#steps;
  }

  /** A recipient was refused for now: its journey begins or goes on. */
  refused(event: RefusedEvent, meaning: Meaning): void {
    const { at, writer, queueId, recipient } = event;
    if (queueId === null || recipient === null) return;
    const hash = hashOf(queueId, 0);
    this.#steps.push({
      kind: "refused",
      message: this.#messageOf(writer, queueId, hash),
      recipient: this.#recipientOf(recipient),
      at: secondOf(at),
      wasKnown: this.#inFlight.has(hash),
      meaning,
    });
    this.#inFlight.add(hash);
  }

  /** Anything else that was told of a message. */
  note(event: DeliveryEvent): void {
    const { at, writer, queueId } = event;
    if (queueId === null) return;
    const hash = hashOf(queueId, 0);
    if (!this.#inFlight.has(hash)) return;
    const fate = fateOf(event);
    if (fate === null) return;
    this.#steps.push({
      kind: fate.kind,
      message: this.#messageOf(writer, queueId, hash),
      recipient: fate.recipient === null ? EVERYBODY : this.#recipientOf(fate.recipient),
      at: secondOf(at),
      wasKnown: true,
    });
  }

  /** Hands over all steps since the last time. */
  drain(): readonly MessageStep[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** The number by which a message is known here. */
  messageOf(writer: Writer, queueId: string): number {
    return this.#messageOf(writer, queueId, hashOf(queueId, 0));
  }

  /** 53 bits: 32 that the set of those in flight knows, and 21 that part hosts and instances. */
  #messageOf(writer: Writer, queueId: string, hash: number): number {
    return (hashOf(queueId, this.#seedOf(writer)) >>> 11) * 2 ** 32 + hash;
  }

  #seedOf(writer: Writer): number {
    const known = this.#seeds.get(writer);
    if (known !== undefined) return known;
    const seed = hashOf(`${writer.logHost}\n${writer.instance}`, this.#salt);
    this.#seeds.set(writer, seed);
    return seed;
  }

  #recipientOf(recipient: string): number {
    const hash = hashOf(recipient, this.#salt);
    return hash === EVERYBODY ? 1 : hash;
  }
}

/** What an event says of recipients in flight. */
type Fate = {
  readonly kind: Exclude<Step["kind"], "refused">;
  readonly recipient: string | null;
};

function fateOf(event: DeliveryEvent): Fate | null {
  switch (event.kind) {
    case "delivered":
    case "bounced":
    case "expired":
      return { kind: event.kind, recipient: event.recipient };
    case "lost":
      return event.recipient === null ? null : { kind: "broken off", recipient: event.recipient };
    case "removed":
      return { kind: "removed", recipient: null };
    case "elsewhere":
      return event.givenUp === undefined ? null : { kind: "bounced", recipient: event.givenUp };
    case "refused":
    case "unreachable":
    case "withheld":
    case "sender":
    case "inboundRefusal":
      return null;
  }
}

/** What the set of those in flight knows of a message. */
export function queueHashOf(message: number): number {
  return message % 2 ** 32;
}
