import type { DeliveryEvent } from "../domain/delivery-event.ts";
import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import { type EpochSeconds, hourOf, secondOf } from "../domain/time.ts";
import { THROTTLING_CAUSES } from "../meaning/playbook.ts";
import type { Meaning } from "../meaning/understand.ts";
import { cellAt, type SenderCell, type SendersDelta, type Sending } from "./cells.ts";
import { domainOf } from "./destinations.ts";

/** Messages whose sender is remembered. The oldest is forgotten first; what it is tried from then on has no known sender. */
const REMEMBERED = 200_000;

/** The sender of notices about mail: it has no domain (RFC 5321, section 4.5.5). */
const NULL_SENDER = "<>";

/** A sender that nobody named, that was forgotten, or that has no domain. */
const UNKNOWN_SENDER = "";

/** The number by which a message is known. */
type MessageOf = (writer: Writer, queueId: string) => number;

type Remembered = Sending & { kept: boolean };

/**
 * Counts tries by the domain of the sender, which no line about a delivery names: another line did, when the message came in
 * or was taken up. Only domains are held, never addresses, and only for messages in the queue.
 */
export class Senders {
  readonly #messageOf: MessageOf;
  readonly #limit: number;
  readonly #sending = new Map<number, Remembered>();
  #latest = new Map<RemoteHost | null, Map<string, SenderCell>>();
  #cells: SenderCell[] = [];
  #fresh = new Map<number, Remembered>();
  #forgotten: number[] = [];
  #crowdedOut = 0;

  /** `kept` is what the last checkpoint knows, oldest first. */
  constructor(messageOf: MessageOf, kept: readonly Sending[], limit: number = REMEMBERED) {
    this.#messageOf = messageOf;
    this.#limit = limit;
    for (const one of kept) this.#sending.set(one.message, { ...one, kept: true });
  }

  /** What the next commit will write. */
  get size(): number {
    return this.#cells.length + this.#fresh.size;
  }

  /** What a line tells of the sender of a message, if it tells anything. */
  note(event: DeliveryEvent): void {
    const { kind, queueId, writer, at } = event;
    if (queueId === null || (kind !== "sender" && kind !== "removed")) return;
    const message = this.#messageOf(writer, queueId);
    if (kind === "removed" || event.sender === null) this.#forget(message);
    else this.#remember(message, senderDomain(event.sender), secondOf(at));
  }

  /** One try of one recipient, whatever came of it. `remote` is null where nobody knows who was tried. */
  tried(event: DeliveryEvent, remote: RemoteHost | null): void {
    this.#cellOf(event, remote).attempts++;
  }

  /** One try that was refused for now. */
  refused(event: DeliveryEvent, remote: RemoteHost | null, { code, cause }: Meaning): void {
    const cell = this.#cellOf(event, remote);
    cell.attempts++;
    cell.deferred++;
    if (code === 421) cell.throttled++;
    if (THROTTLING_CAUSES.has(cause)) cell.throttling++;
  }

  /** Messages whose sender had to be forgotten to make room, since this was last asked. */
  crowdedOut(): number {
    const count = this.#crowdedOut;
    this.#crowdedOut = 0;
    return count;
  }

  /** Hands over everything since the last time. What is handed over is taken to be kept. */
  drain(): SendersDelta {
    const noted = [...this.#fresh.values()];
    for (const one of noted) one.kept = true;
    const delta = { cells: this.#cells, noted, forgotten: this.#forgotten };
    this.#latest = new Map();
    this.#cells = [];
    this.#fresh = new Map();
    this.#forgotten = [];
    return delta;
  }

  /** A message that is taken up again is young again. */
  #remember(message: number, domain: string, notedAt: EpochSeconds): void {
    const known = this.#sending.get(message);
    this.#sending.delete(message);
    if (known !== undefined && known.domain === domain) {
      this.#sending.set(message, known);
      return;
    }
    const made = { message, domain, notedAt, kept: known?.kept ?? false };
    this.#sending.set(message, made);
    this.#fresh.set(message, made);
    if (this.#sending.size <= this.#limit) return;
    for (const [oldest] of this.#sending) {
      this.#forget(oldest);
      this.#crowdedOut++;
      break;
    }
  }

  #forget(message: number): void {
    const known = this.#sending.get(message);
    if (known === undefined) return;
    this.#sending.delete(message);
    this.#fresh.delete(message);
    if (known.kept) this.#forgotten.push(message);
  }

  #cellOf({ at, writer, queueId }: DeliveryEvent, remote: RemoteHost | null): SenderCell {
    const bucket = hourOf(at);
    const domain = this.#domainOf(writer, queueId);
    const byDomain = cellAt(this.#latest, remote, () => new Map<string, SenderCell>());
    const found = byDomain.get(domain);
    if (found !== undefined && found.bucket === bucket) return found;
    const counts = { attempts: 0, deferred: 0, throttled: 0, throttling: 0 };
    const made = { bucket, domain, remote, ...counts };
    byDomain.set(domain, made);
    this.#cells.push(made);
    return made;
  }

  #domainOf(writer: Writer, queueId: string | null): string {
    if (queueId === null) return UNKNOWN_SENDER;
    return this.#sending.get(this.#messageOf(writer, queueId))?.domain ?? UNKNOWN_SENDER;
  }
}

function senderDomain(sender: string): string {
  return sender === "" ? NULL_SENDER : domainOf(sender);
}
