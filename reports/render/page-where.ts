import type { ReportModel } from "../model.ts";
import type { Service, Spread, Throttled } from "../model-spread.ts";
import { serviceName } from "./answers/words.ts";
import { type Html, html, moment, NONE, type Page, tight } from "./context.ts";
import { heatOf, heatScale } from "./heat.ts";
import { count, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";

/** More columns than this would be cut on every screen; the providers that throttle most stand first. */
const COLUMNS = 8;

/** So many services are listed, most attempts first. */
const ROWS = 30;

function heatCell(cell: Throttled | undefined): Html {
  if (cell === undefined || cell.attempts === 0) {
    const { recipients = 0 } = cell ?? {};
    return html`<td>${recipients === 0 ? NONE : count(recipients)}</td>`;
  }
  const basis = `${count(cell.recipients)}/${count(cell.attempts)}`;
  if (cell.rate === null) return html`<td>${basis}</td>`;
  return html`<td class="${heatOf(cell.rate)}"><b>${percent(cell.rate.share)}</b> ${basis}</td>`;
}

/** A service that can be chosen says which it is. */
function chosenBy(service: Service, { through }: ReportModel): Html {
  const isThere = through?.services.some(
    (one) => one.logHost === service.logHost && one.service === service.service,
  );
  return isThere === true ? html` data-service="${visible(serviceName(service))}"` : html``;
}

function heatTable({ services, rows }: Spread, model: ReportModel): Html {
  const columns = rows.slice(0, COLUMNS);
  const body = services.slice(0, ROWS).map((service) => {
    const cells = columns.map((row) =>
      row.services.find(
        (one) => one.logHost === service.logHost && one.service === service.service,
      ),
    );
    return html`<tr${chosenBy(service, model)}><th scope="row"><bdi>${visible(service.logHost)}</bdi> <code dir="ltr">${visible(service.service)}</code></th>${[service, ...cells].map(heatCell)}</tr>`;
  });
  const sum = (key: "recipients" | "attempts") =>
    services.reduce((total, service) => total + service[key], 0);
  const heads = columns.map(
    (row) =>
      html`<th scope="col" data-provider="${visible(row.provider)}"><bdi>${visible(row.name)}</bdi></th>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Our services and their providers"><table class="heat where"><thead><tr><th scope="col">Host and service</th><th scope="col">All providers</th>${heads}</tr></thead>
  <tbody>${body}</tbody><tfoot><tr><th scope="row">All services</th><td>${count(sum("recipients"))}/${count(sum("attempts"))}</td>${columns.map(heatCell)}</tr></tfoot></table></div>`;
}

function cutNote({ services, rows, rowsOmitted }: Spread): Html {
  const providers = Math.max(0, rows.length - COLUMNS) + rowsOmitted;
  const cut = [
    providers === 0 ? "" : plural(providers, "provider", "providers"),
    services.length <= ROWS ? "" : plural(services.length - ROWS, "service", "services"),
  ].filter((part) => part !== "");
  if (cut.length === 0) return html``;
  return html`<p class="note">Not shown: ${cut.join(" and ")} with less. <code>smtp-analyze top --by service</code> has every service.</p>`;
}

/** The same table for the domains of our senders, where they are counted. */
function sendersPart({ senders }: Page["model"]): Html {
  if (senders === null || senders.rows.length === 0) return html``;
  const names = new Map(
    senders.rows.flatMap((row) => row.providers.map(({ provider, name }) => [provider, name])),
  );
  const columns = [...names].slice(0, COLUMNS);
  const rows = senders.rows.map((row) => {
    const cells = columns.map(([provider]) =>
      row.providers.find((one) => one.provider === provider),
    );
    return html`<tr><th scope="row"><bdi>${visible(row.sender ?? "not known")}</bdi></th>${[row, ...cells].map(heatCell)}</tr>`;
  });
  const more =
    senders.rowsOmitted === 0
      ? html``
      : html`<p class="note">${plural(senders.rowsOmitted, "more sender domain", "more sender domains")}: <code>smtp-analyze top --by sender-domain</code></p>`;
  return html`<div class="panel"><h3>By the domain of the sender</h3><div class="scroll" tabindex="0" role="region" aria-label="Sender domains and their providers"><table class="heat where"><thead><tr><th scope="col">Sender domain</th><th scope="col">All providers</th>${columns.map(([provider, name]) => html`<th scope="col" data-provider="${visible(provider)}"><bdi>${visible(name)}</bdi></th>`)}</tr></thead><tbody>${rows}</tbody></table></div>${more}</div>`;
}

/** Them or us? A full column is their policy, a full row one of our services; everything is the way in between. */
export function whereSection({ model, time }: Page): Html {
  const { spread } = model;
  if (spread === null) return html``;
  const { window, services, rows } = spread;
  const table =
    services.length < 2 || rows.length === 0
      ? html``
      : html`<div class="panel">${heatScale()}${heatTable(spread, model)}
  <p class="note">A column that is full speaks for the policy of that provider, a row that is full for that service of ours; everything full for the way in between.</p>${cutNote(spread)}</div>`;
  return html`<section id="where" aria-labelledby="where-title"><h2 id="where-title">From where</h2>
  <p class="lead">${tight(visible(spread.sentence))} <span class="soft">${moment(window.from, time)} – ${moment(window.until, time)}.</span></p>${table}${sendersPart(model)}</section>`;
}
