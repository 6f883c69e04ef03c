import { delayBandOf } from "../domain/delay-band.ts";
import type {
  DeliveredEvent,
  DeliveryEvent,
  LostEvent,
  RefusedEvent,
  WithheldEvent,
} from "../domain/delivery-event.ts";
import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import { dayOf, type EpochMs, type EpochSeconds, minuteOf } from "../domain/time.ts";
import type { Meaning, Understand } from "../meaning/understand.ts";
import {
  type AttemptCell,
  cellAt,
  type DeferralCell,
  type Delta,
  type DestinationCell,
  emptyAttempt,
  emptyDeferral,
  emptyDestination,
} from "./cells.ts";
import type { OpenReplies } from "./open-replies.ts";

/** The cells of one writer in one minute. Keys are compared by identity: equal ones that differ only cost a row. */
type MinuteCells = {
  readonly bucket: EpochSeconds;
  readonly writer: Writer;
  readonly attempts: Map<RemoteHost, AttemptCell>;
  readonly deferrals: Map<RemoteHost | null, Map<Meaning, DeferralCell>>;
};

/** Cells of one provider by what stands behind the `@`, as written. */
type DestinationCells = Map<string, DestinationCell>;

/** Counts events by the rules of design section 4. Holds counts until they are drained, never events. */
export class Tally {
  readonly #understand: Understand;
  readonly #openReplies: OpenReplies;
  #minutes = new Map<EpochSeconds, Map<Writer, MinuteCells>>();
  #current: MinuteCells | null = null;
  #attempts: AttemptCell[] = [];
  #deferrals: DeferralCell[] = [];
  #destinations = new Map<EpochSeconds, Map<string, DestinationCells>>();
  #destinationCells: DestinationCell[] = [];
  #throttled = 0;

  constructor(understand: Understand, openReplies: OpenReplies) {
    this.#understand = understand;
    this.#openReplies = openReplies;
  }

  /** Cells held: what the next commit will write. */
  get size(): number {
    return this.#attempts.length + this.#deferrals.length + this.#destinationCells.length;
  }

  /** 421 replies counted so far, drained or not. */
  get throttled(): number {
    return this.#throttled;
  }

  add(event: DeliveryEvent): void {
    switch (event.kind) {
      case "delivered":
        this.#addDelivered(event);
        break;
      case "bounced":
        this.#attemptAt(event.at, event.writer, event.remote).bounced++;
        this.#close(event);
        break;
      case "refused":
        this.#addRefused(event);
        break;
      case "lost":
        this.#addLost(event);
        break;
      case "withheld":
        this.#addWithheld(event);
        break;
      case "unreachable":
        this.#attemptAt(event.at, event.writer, event.remote).unreachable++;
        break;
      case "expired":
        this.#close(event);
        break;
      case "elsewhere":
        break;
    }
  }

  /** Hands over everything counted since the last time, and starts from nothing. */
  drain(): Delta {
    const delta = {
      deferrals: this.#deferrals,
      attempts: this.#attempts,
      destinations: this.#destinationCells,
    };
    this.#minutes = new Map();
    this.#current = null;
    this.#attempts = [];
    this.#deferrals = [];
    this.#destinations = new Map();
    this.#destinationCells = [];
    return delta;
  }

  #addDelivered(event: DeliveredEvent): void {
    const cell = this.#attemptAt(event.at, event.writer, event.remote);
    cell.delivered++;
    if (event.delay !== null) countDelay(cell, event.delay);
    this.#close(event);
  }

  #addRefused(event: RefusedEvent): void {
    const { at, writer, remote, reply, dsn, stage, recipient } = event;
    const meaning = this.#understand({
      remote,
      code: reply.code,
      enhanced: reply.enhanced,
      dsn,
      stage,
      text: reply.text,
    });
    const cell = this.#deferralAt(at, writer, remote, meaning);
    if (this.#openReplies.isNew(event, meaning)) {
      cell.replies++;
      if (reply.code === 421) this.#throttled++;
    }
    if (recipient === null) return;
    cell.recipients++;
    this.#attemptAt(at, writer, remote).deferred++;
    const destination = this.#destinationAt(at, recipient, meaning.provider);
    destination.recipients++;
    destination.lastAt = Math.max(destination.lastAt, Math.floor(at / 1000));
  }

  /** A loss in the shadow of a reply is that reply's; on an informational line it is then no news at all. */
  #addLost(event: LostEvent): void {
    const { at, writer, remote, recipient } = event;
    const meaning = this.#openReplies.shadowing(event);
    if (meaning !== null && recipient === null) return;
    this.#attemptAt(at, writer, remote).lost++;
    if (meaning !== null) this.#deferralAt(at, writer, remote, meaning).shadowed++;
  }

  #addWithheld(event: WithheldEvent): void {
    const { at, writer, remote, reply, dsn, stage, recipient, reason } = event;
    const meaning = this.#understand({
      remote,
      code: reply?.code ?? 0,
      enhanced: reply?.enhanced ?? null,
      dsn,
      stage,
      text: reply?.text ?? reason,
    });
    this.#deferralAt(at, writer, remote, meaning).withheld++;
    this.#destinationAt(at, recipient, meaning.provider).withheld++;
  }

  #close({ queueId, writer }: DeliveryEvent): void {
    if (queueId !== null) this.#openReplies.close(queueId, writer.logHost, writer.instance);
  }

  #cellsAt(at: EpochMs, writer: Writer): MinuteCells {
    const bucket = minuteOf(at);
    const current = this.#current;
    if (current !== null && current.bucket === bucket && current.writer === writer) return current;
    const minute = cellAt(this.#minutes, bucket, () => new Map<Writer, MinuteCells>());
    const cells = cellAt(minute, writer, () => ({
      bucket,
      writer,
      attempts: new Map(),
      deferrals: new Map(),
    }));
    this.#current = cells;
    return cells;
  }

  #attemptAt(at: EpochMs, writer: Writer, remote: RemoteHost): AttemptCell {
    const { bucket, attempts } = this.#cellsAt(at, writer);
    const found = attempts.get(remote);
    if (found !== undefined) return found;
    const made = emptyAttempt(bucket, writer, remote);
    attempts.set(remote, made);
    this.#attempts.push(made);
    return made;
  }

  #deferralAt(
    at: EpochMs,
    writer: Writer,
    remote: RemoteHost | null,
    meaning: Meaning,
  ): DeferralCell {
    const { bucket, deferrals } = this.#cellsAt(at, writer);
    const byMeaning = cellAt(deferrals, remote, () => new Map<Meaning, DeferralCell>());
    const found = byMeaning.get(meaning);
    if (found !== undefined) return found;
    const made = emptyDeferral(bucket, writer, remote, meaning);
    byMeaning.set(meaning, made);
    this.#deferrals.push(made);
    return made;
  }

  #destinationAt(at: EpochMs, recipient: string, provider: string): DestinationCell {
    const day = dayOf(at);
    const domain = recipient.slice(recipient.lastIndexOf("@") + 1);
    const byProvider = cellAt(this.#destinations, day, () => new Map<string, DestinationCells>());
    const byDomain = cellAt(byProvider, provider, () => new Map<string, DestinationCell>());
    return cellAt(byDomain, domain, () => {
      const cell = emptyDestination(day, domainOf(recipient), provider);
      this.#destinationCells.push(cell);
      return cell;
    });
  }
}

/** What may stand in a domain; anything else is part of an oddly quoted local part, which is never kept. */
const DOMAIN = /^[^\s"<>(),;:\\@]{1,255}$/u;

/** The domain of an address in lower case, or `''` where it has none. */
function domainOf(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  const domain = recipient.slice(at + 1).toLowerCase();
  return at >= 0 && DOMAIN.test(domain) ? domain : "";
}

function countDelay(cell: AttemptCell, delay: number): void {
  const band = delayBandOf(delay);
  cell.delays[band] = (cell.delays[band] ?? 0) + 1;
}
