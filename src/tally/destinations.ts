import { dayOf, type EpochMs, type EpochSeconds } from "../domain/time.ts";
import { cellAt, type DestinationCell } from "./cells.ts";

/** Cells of one provider by what stands behind the `@`, as written. */
type ByDomain = Map<string, DestinationCell>;

/** Counts by recipient domain: never by address. */
export class Destinations {
  #byDay = new Map<EpochSeconds, Map<string, ByDomain>>();
  #cells: DestinationCell[] = [];

  get size(): number {
    return this.#cells.length;
  }

  cellOf(at: EpochMs, recipient: string, provider: string): DestinationCell {
    const day = dayOf(at);
    const byProvider = cellAt(this.#byDay, day, () => new Map<string, ByDomain>());
    const byDomain = cellAt(byProvider, provider, () => new Map<string, DestinationCell>());
    return cellAt(byDomain, recipient.slice(recipient.lastIndexOf("@") + 1), () => {
      const domain = domainOf(recipient);
      const cell = { day, domain, provider, recipients: 0, withheld: 0, lastAt: 0 };
      this.#cells.push(cell);
      return cell;
    });
  }

  drain(): readonly DestinationCell[] {
    const cells = this.#cells;
    this.#byDay = new Map();
    this.#cells = [];
    return cells;
  }
}

/** What may stand in a domain; anything else is part of an oddly quoted local part, which is never kept. */
const DOMAIN = /^[^\s"<>(),;:\\@]{1,255}$/u;

/** The domain of an address in lower case, or `''` where it has none. */
export function domainOf(recipient: string): string {
  const at = recipient.lastIndexOf("@");
  const domain = recipient.slice(at + 1).toLowerCase();
  return at >= 0 && DOMAIN.test(domain) ? domain : "";
}
