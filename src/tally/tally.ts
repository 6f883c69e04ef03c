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
import { type EpochMs, minuteOf, secondOf } from "../domain/time.ts";
import type { Understand } from "../meaning/understand.ts";
import { type Cell, cellAt, type Delta, deferralsIn, emptyCell } from "./cells.ts";
import { Destinations } from "./destinations.ts";
import { InboundRefusals } from "./inbound-refusals.ts";
import type { Journeys } from "./journeys.ts";
import type { OpenReplies } from "./open-replies.ts";
import type { Senders } from "./senders.ts";

/** The latest cell of each remote. */
type LatestCells = Map<RemoteHost | null, Cell>;

/**
 * Counts events by the rules of design section 4. Holds counts until they are drained, never events. Writers, remotes and
 * meanings are compared by identity: equal ones that differ only cost a row.
 */
export class Tally {
  readonly #understand: Understand;
  readonly #openReplies: OpenReplies;
  readonly #journeys: Journeys;
  readonly #destinations = new Destinations();
  readonly #inbound = new InboundRefusals();
  readonly #senders: Senders | null;
  #latest = new Map<Writer, LatestCells>();
  #cells: Cell[] = [];
  #throttled = 0;

  /** Without `senders` nothing is counted by sender. */
  constructor(
    understand: Understand,
    openReplies: OpenReplies,
    journeys: Journeys,
    senders: Senders | null = null,
  ) {
    this.#senders = senders;
    this.#understand = understand;
    this.#openReplies = openReplies;
    this.#journeys = journeys;
  }

  /** Cells held: what the next commit will write. */
  get size(): number {
    const senders = this.#senders?.size ?? 0;
    return this.#cells.length + this.#destinations.size + this.#inbound.size + senders;
  }

  /** 421 replies counted so far, drained or not. */
  get throttled(): number {
    return this.#throttled;
  }

  /** Messages whose sender had to be forgotten to make room, since this was last asked: their tries have none from now on. */
  sendersCrowdedOut(): number {
    return this.#senders?.crowdedOut() ?? 0;
  }

  add(event: DeliveryEvent): void {
    this.#journeys.note(event);
    this.#senders?.note(event);
    switch (event.kind) {
      case "delivered":
        this.#addDelivered(event);
        break;
      case "bounced":
        this.#cellOf(event.at, event.writer, event.remote).bounced++;
        this.#senders?.tried(event, event.remote);
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
        this.#cellOf(event.at, event.writer, event.remote).unreachable++;
        break;
      case "expired":
      case "removed":
        this.#close(event);
        break;
      case "inboundRefusal":
        this.#inbound.add(event);
        break;
      case "elsewhere":
      case "sender":
        break;
    }
  }

  /** Hands over everything counted since the last time, and starts from nothing. */
  drain(): Delta & { readonly cells: readonly Readonly<Cell>[] } {
    const delta = {
      cells: this.#cells,
      destinations: this.#destinations.drain(),
      inbound: this.#inbound.drain(),
      senders: this.#senders?.drain() ?? null,
    };
    this.#latest = new Map();
    this.#cells = [];
    return delta;
  }

  #addDelivered(event: DeliveredEvent): void {
    const cell = this.#cellOf(event.at, event.writer, event.remote);
    cell.delivered++;
    this.#senders?.tried(event, event.remote);
    if (event.delay !== null) cell.bands.push(delayBandOf(event.delay));
    this.#close(event);
  }

  #addRefused(event: RefusedEvent): void {
    const { at, writer, reply, dsn, stage, recipient } = event;
    const { code, enhanced, text } = reply;
    const remote = event.remote.name === "" ? null : event.remote;
    const meaning = this.#understand({ remote, code, enhanced, dsn, stage, text });
    const cell = this.#cellOf(at, writer, remote);
    const counts = deferralsIn(cell, meaning);
    if (this.#openReplies.isNew(event, meaning)) {
      counts.replies++;
      if (code === 421) this.#throttled++;
      counts.shadowed += this.#openReplies.lossesBefore(event);
    }
    if (recipient === null) return;
    this.#journeys.refused(event, meaning);
    this.#senders?.refused(event, remote, meaning);
    counts.recipients++;
    cell.deferred++;
    const destination = this.#destinations.cellOf(at, recipient, meaning.provider);
    destination.recipients++;
    destination.lastAt = Math.max(destination.lastAt, secondOf(at));
  }

  /** A loss in the shadow of a reply is that reply's; on an informational line it is then no news at all. */
  #addLost(event: LostEvent): void {
    const { at, writer, remote, recipient } = event;
    const meaning = this.#openReplies.shadowing(event);
    if (meaning !== null && recipient === null) return;
    if (meaning === null && !this.#openReplies.isNewLoss(event)) return;
    const cell = this.#cellOf(at, writer, remote);
    cell.lost++;
    this.#senders?.tried(event, remote);
    if (meaning !== null) deferralsIn(cell, meaning).shadowed++;
  }

  #addWithheld(event: WithheldEvent): void {
    const { at, writer, remote, reply, dsn, stage, recipient, reason } = event;
    const { code, enhanced, text } = reply ?? { code: 0, enhanced: null, text: reason };
    const meaning = this.#understand({ remote, code, enhanced, dsn, stage, text });
    deferralsIn(this.#cellOf(at, writer, remote), meaning).withheld++;
    this.#destinations.cellOf(at, recipient, meaning.provider).withheld++;
  }

  /** What Exim writes about one recipient says nothing about the others: only the end of the message closes its replies. */
  #close(event: DeliveryEvent): void {
    if (event.writer.mta === "exim" && event.kind !== "removed") return;
    this.#openReplies.close(event);
  }

  #cellOf(at: EpochMs, writer: Writer, remote: RemoteHost | null): Cell {
    const bucket = minuteOf(at);
    const latest = cellAt(this.#latest, writer, () => new Map<RemoteHost | null, Cell>());
    const found = latest.get(remote);
    if (found !== undefined && found.bucket === bucket) return found;
    const made = emptyCell(bucket, writer, remote);
    latest.set(remote, made);
    this.#cells.push(made);
    return made;
  }
}
