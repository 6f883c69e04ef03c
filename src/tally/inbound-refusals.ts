import type { InboundRefusalEvent } from "../domain/delivery-event.ts";
import type { Writer } from "../domain/log-record.ts";
import { minuteOf } from "../domain/time.ts";
import { cellAt, type InboundCell } from "./cells.ts";

/** Counts what we refused to clients, apart from everything that was refused to us. */
export class InboundRefusals {
  #byWriter = new Map<Writer, Map<string, InboundCell>>();
  #cells: InboundCell[] = [];

  get size(): number {
    return this.#cells.length;
  }

  add({ at, writer, code, reason }: InboundRefusalEvent): void {
    const bucket = minuteOf(at);
    const byKey = cellAt(this.#byWriter, writer, () => new Map<string, InboundCell>());
    const cell = cellAt(byKey, `${bucket} ${code} ${reason}`, () => {
      const made = { bucket, writer, code: code ?? 0, reason, refusals: 0 };
      this.#cells.push(made);
      return made;
    });
    cell.refusals++;
  }

  drain(): readonly InboundCell[] {
    const cells = this.#cells;
    this.#byWriter = new Map();
    this.#cells = [];
    return cells;
  }
}
