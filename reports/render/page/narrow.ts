import { all } from "./elements.ts";
import { type Filter, isEmpty, matches } from "./filter.ts";
import type { ProviderBody, ReasonRow } from "./subjects.ts";
import { deferredBy, showThrough } from "./through.ts";

/** What is left of the page under a filter. */
export type Narrowed = {
  readonly providers: ReadonlySet<string>;
  readonly texts: number;
  readonly recipients: number;
};

/** Rows that sum up what is not listed belong to no filter. */
function hideSums(hidden: boolean): void {
  for (const rest of all("#who tbody.rest, #who tfoot, #who .quiet, #why .rest, #episodes .rest"))
    rest.hidden = hidden;
}

function hideEmptyBlocks(): void {
  for (const block of all("#why [data-cause], #episodes table"))
    block.hidden = block.querySelector("tr[data-provider]:not([hidden])") === null;
}

/** Incidents have no code, no service and no text of their own: there a provider that is left decides. */
function narrowEpisodes(filter: Filter, left: ReadonlySet<string>): void {
  const byName = filter.code.size === 0 && filter.service.size === 0 && filter.text === "";
  for (const mark of document.querySelectorAll<HTMLElement | SVGElement>("[data-episode]")) {
    const { provider = "", cause = "" } = mark.dataset;
    const asked = { ...filter, code: new Set<string>(), service: new Set<string>(), text: "" };
    const shown = matches(asked, { provider, cause, code: "", service: new Map(), text: "" });
    mark.toggleAttribute("hidden", !shown || !(byName || left.has(provider)));
  }
}

/** Hides what does not match. A provider stays while it, or anything it said, matches. */
export function narrow(
  filter: Filter,
  bodies: readonly ProviderBody[],
  rows: readonly ReasonRow[],
): Narrowed {
  const left = rows.filter(({ subject }) => matches(filter, subject));
  for (const { row } of rows) row.hidden = true;
  for (const { row } of left) row.hidden = false;
  const speaking = new Set(left.map(({ subject }) => subject.provider));
  const byName = filter.cause.size === 0 && filter.code.size === 0;
  const providers = new Set<string>();
  for (const { body, provider, text, service } of bodies) {
    const met = new Map([...service].map(([name, { recipients }]) => [name, recipients]));
    const named = byName && matches(filter, { provider, cause: "", code: "", service: met, text });
    body.hidden = !(named || speaking.has(provider));
    if (!body.hidden) providers.add(provider);
  }
  narrowEpisodes(filter, providers);
  hideSums(!isEmpty(filter));
  hideEmptyBlocks();
  showThrough(filter, bodies, rows);
  const recipients = left.reduce((sum, row) => sum + deferredBy(row, filter), 0);
  return { providers, texts: left.length, recipients };
}
