import type { AddressRow, HostRow, Measure, ProviderRow } from "../model.ts";
import { dataThrough, type Html, html, moment, type Page, rateText, tight } from "./context.ts";
import { epochOf } from "./local-time.ts";
import { sumOfRest } from "./more.ts";
import { count, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";
import { rateBar, sparkline } from "./svg.ts";
import { throughProvider } from "./through.ts";
import { versusProvider } from "./versus.ts";

/** The right edge of every bar of the table: the highest interval of a ranked provider. */
function mostOf(rows: readonly ProviderRow[]): number {
  const ends = rows.filter((row) => row.ranked).map((row) => row.rate?.high ?? 0);
  return Math.max(0, ...ends) || Math.max(0, ...rows.map((row) => row.rate?.high ?? 0));
}

function counts(measure: Measure, most: number, change: Html = html``): Html {
  return html`<td class="n strong" data-label="Throttled">${count(measure.recipients)}<td class="n" data-label="Attempts">${count(measure.attempts)}<td class="rate" data-label="Rate"><span class="rate-text">${rateText(measure)}</span>${rateBar(measure, most)}${change}<td class="n" data-label="Replies">${count(measure.replies)}<td class="n soft" data-label="Withheld">${count(measure.withheld)}`;
}

/** The same columns inside a provider, where nothing is stacked on a narrow screen; as the long tables of page-time.ts without end tags. */
function innerCounts(measure: Measure, most: number): Html {
  return html`<td>${count(measure.recipients)}<td>${count(measure.attempts)}<td class="rate"><span class="rate-text">${rateText(measure)}</span>${rateBar(measure, most)}<td>${count(measure.replies)}<td>${count(measure.withheld)}`;
}

function addressRow(row: AddressRow): Html {
  return html`<tr class="address"><th><code dir="ltr">${visible(row.ip ?? "no address")}</code>${innerCounts(row, 0)}<td colspan="2">`;
}

function otherAddresses({ addressesOmitted: rest }: HostRow): Html {
  if (rest.addresses === 0) return html``;
  return html`<tr class="address soft"><th>${plural(rest.addresses, "other address", "other addresses")}${innerCounts(rest, 0)}<td colspan="2">`;
}

/** A host with one address stands in one line; several follow it, each with its own numbers. */
function hostRows(host: HostRow, page: Page, most: number): Html {
  const [first] = host.addresses;
  const single =
    host.addresses.length === 1 && first?.attempts === host.attempts ? (first.ip ?? "") : null;
  const alone =
    single === null || single === host.host
      ? html``
      : html` <code class="soft" dir="ltr">${visible(single)}</code>`;
  return html`<tr class="host"><th><code dir="ltr">${visible(host.host ?? "no name")}</code>${alone}${innerCounts(host, most)}<td class="when">${moment(host.firstAt, page.time)}<td class="when">${moment(host.lastAt, page.time)}${single === null ? html`${host.addresses.map(addressRow)}${otherAddresses(host)}` : html``}`;
}

function hostsTable(row: ProviderRow, page: Page, most: number): Html {
  const listed = row.hosts.filter((host) => page.listed.has(host));
  const hidden = row.hosts.filter((host) => !page.listed.has(host));
  const others = hidden.length + row.hostsOmitted.hosts;
  const sums = sumOfRest(hidden, row.hostsOmitted);
  const rest =
    others === 0
      ? html``
      : html`<tr class="host soft rest"><th>${plural(others, "other host", "other hosts")}${innerCounts(sums, most)}<td colspan="2">`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Hosts of ${visible(row.name)}"><table class="hosts"><thead><tr><th>Host and address<th>Throttled<th>Attempts<th>Rate<th>Replies<th>Withheld<th>First<th>Last<tbody>${listed.map((host) => hostRows(host, page, most))}${rest}</table></div>`;
}

/** `3 hosts, 4 addresses`; where not all are listed, `3 of 12 hosts`. */
function hostsSummary({ hosts, hostsOmitted }: ProviderRow, { listed }: Page): string {
  const shown = hosts.filter((host) => listed.has(host));
  const all = hosts.length + hostsOmitted.hosts;
  if (shown.length < all) return `${count(shown.length)} of ${plural(all, "host", "hosts")}`;
  const addresses = shown.reduce(
    (sum, host) => sum + host.addresses.length + host.addressesOmitted.addresses,
    0,
  );
  return `${plural(all, "host", "hosts")}, ${plural(addresses, "address", "addresses")}`;
}

/** Whether the end of the window is better or worse than the whole; said only where the intervals do not overlap. */
function latelyLine({ rate, lately }: ProviderRow, { time }: Page): Html {
  if (rate === null || lately === null || lately.rate === null) return html``;
  const course =
    lately.rate.low > rate.high ? "rising" : lately.rate.high < rate.low ? "falling" : "steady";
  const arrow = { rising: "↗\ufe0e", falling: "↘\ufe0e", steady: "→\ufe0e" }[course];
  const basis = `${count(lately.recipients)} of ${count(lately.attempts)} since ${time.minute(epochOf(lately.from))}`;
  return html`<span class="lately ${course}"><span aria-hidden="true">${arrow}</span> ${course}, lately ${tight(percent(lately.rate.share))}<span class="soft">${basis}</span></span>`;
}

/** A provider with one host and one address has nothing to open: its own numbers are theirs. */
function hostsPart(row: ProviderRow, page: Page, most: number): Html {
  const [host] = row.hosts;
  const single = row.hosts.length === 1 && row.hostsOmitted.hosts === 0 && host !== undefined;
  if (single && host.addresses.length === 1 && host.addresses[0]?.attempts === host.attempts) {
    const ip = host.addresses[0].ip ?? "";
    const address =
      ip === host.host ? html`` : html` <code class="soft" dir="ltr">${visible(ip)}</code>`;
    return html`<p class="only"><code dir="ltr">${visible(host.host ?? "no name")}</code>${address}</p>`;
  }
  return html`<details><summary>${hostsSummary(row, page)}</summary>${hostsTable(row, page, most)}</details>`;
}

function providerBody(row: ProviderRow, page: Page, most: number): Html {
  const spark = sparkline(
    row.history,
    `Throttled recipients of ${visible(row.name)} over the window`,
  );
  return html`<tbody class="provider${row.ranked ? "" : " unranked"}" data-provider="${visible(row.provider)}"${dataThrough(throughProvider(page.model, row.provider))}><tr><th scope="row"><bdi>${visible(row.name)}</bdi>${row.ranked ? "" : html` <span class="tag">too few to rank</span>`}
    <span class="cause">${visible(row.topCause ?? "")}</span>${counts(row, row.ranked ? most : 0, versusProvider(page, row.provider))}<td class="trend">${spark}${latelyLine(row, page)}<td class="when" data-label="Last seen">${moment(row.lastAt, page.time)}<tr class="more"><td colspan="8">${hostsPart(row, page, most)}</tbody>`;
}

function otherRow({ model }: Page): Html {
  const { rowsOmitted: other } = model.who;
  if (other.providers === 0) return html``;
  return html`<tbody class="provider unranked rest"><tr><th scope="row">${plural(other.providers, "other provider", "other providers")} <code>smtp-analyze top --by provider</code></th>${counts(other, 0)}<td colspan="2"></tbody>`;
}

function totalRow({ model }: Page, most: number): Html {
  return html`<tfoot><tr><th scope="row">All providers</th>${counts(model.figures.throttled, most)}<td colspan="2"></tfoot>`;
}

function quietProviders({ model }: Page): Html {
  const { quiet } = model.who;
  if (quiet.length === 0) return html``;
  const attempts = quiet.reduce((sum, row) => sum + row.attempts, 0);
  const named = quiet
    .slice(0, 60)
    .map(
      (row) =>
        html`<li><bdi>${visible(row.name)}</bdi> <span class="soft">${count(row.attempts)}</span></li>`,
    );
  const more =
    quiet.length > 60
      ? html`<li class="soft">${count(quiet.length - 60)} more: <code>smtp-analyze report --format json</code></li>`
      : html``;
  return html`<details class="quiet"><summary>${plural(quiet.length, "provider", "providers")} did not throttle, in ${plural(attempts, "attempt", "attempts")}</summary>
    <ul>${named}${more}</ul></details>`;
}

export function whoSection(page: Page): Html {
  const { rows } = page.model.who;
  const most = mostOf(rows);
  const scale =
    most === 0
      ? ""
      : ` Bars end at ${tight(percent(most))}; the whisker is the 95\u00a0% interval.`;
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Providers"><table class="providers"><thead><tr><th scope="col">Provider and main cause</th><th scope="col" class="n">Throttled</th>
    <th scope="col" class="n">Attempts</th><th scope="col">Rate</th><th scope="col" class="n">Replies</th><th scope="col" class="n">Withheld</th><th scope="col">Trend</th><th scope="col">Last seen</th></tr></thead>
    ${rows.map((row) => providerBody(row, page, most))}${otherRow(page)}${totalRow(page, most)}</table></div>`;
  return html`<section id="who" aria-labelledby="who-title"><h2 id="who-title">Who</h2>
  <p class="lead">Providers by throttled recipients, each with its hosts and addresses.${scale}</p>
  <div class="panel">${rows.length === 0 ? html`<p class="empty">Nobody throttled in this window.</p>` : table}
  ${quietProviders(page)}</div></section>`;
}
