import { count } from "../numbers.ts";
import { all, element } from "./elements.ts";
import type { Filter } from "./filter.ts";
import { rateText } from "./rates.ts";
import type { ProviderBody, ReasonRow } from "./subjects.ts";

/** What a text deferred: of the chosen services, or of all. */
export function deferredBy({ recipients, subject }: ReasonRow, { service }: Filter): number {
  if (service.size === 0) return recipients;
  return [...service].reduce((sum, name) => sum + (subject.service.get(name) ?? 0), 0);
}

/** Words beside the numbers of a row, or none. */
function tell(place: Element | null, words: string): void {
  const told = place?.querySelector(".through") ?? null;
  if (words === "") told?.remove();
  else if (told !== null) told.textContent = words;
  else place?.append(element("span", { class: "through" }, words));
}

/** Beside the numbers of all services those of the chosen ones. */
export function showThrough(
  filter: Filter,
  bodies: readonly ProviderBody[],
  rows: readonly ReasonRow[],
): void {
  const names = [...filter.service];
  const those = names.length === 1 ? "this service" : "these services";
  for (const { body, service } of bodies) {
    const met = names.map((name) => service.get(name));
    const recipients = met.reduce((sum, one) => sum + (one?.recipients ?? 0), 0);
    const attempts = met.reduce((sum, one) => sum + (one?.attempts ?? 0), 0);
    const rate = `${rateText(recipients, attempts)} (${count(recipients)} of ${count(attempts)})`;
    tell(body.querySelector("th"), names.length === 0 ? "" : `through ${those}: ${rate}`);
  }
  for (const one of rows) {
    const words = `${count(deferredBy(one, filter))} through ${those}`;
    tell(one.row.querySelector(".whom"), names.length === 0 ? "" : words);
  }
  for (const row of all("#where tr[data-service]"))
    row.hidden = names.length > 0 && !filter.service.has(row.dataset["service"] ?? "");
}
