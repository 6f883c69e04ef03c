import type { Finding, ReportModel, Verdict, VerdictState } from "../model.ts";
import { type Html, html, type Page, tight } from "./context.ts";
import { percent, plural } from "./numbers.ts";
import { factsLine, windowLine } from "./page-facts.ts";
import { visible } from "./remote-text.ts";
import { stateShape } from "./svg.ts";

const STATE_WORDS: Readonly<Record<VerdictState, string>> = {
  ok: "OK",
  watch: "Watch",
  critical: "Critical",
  insufficient: "Insufficient data",
};

/** What a page has depends on what was asked and on how much was read. */
function sectionsOf(model: ReportModel): readonly (readonly [id: string, name: string])[] {
  const { delivery, limits, spread, week } = model;
  const asked: readonly (readonly [string, string, boolean])[] = [
    ["figures", "Key figures", true],
    ["time", "Over time", true],
    ["episodes", "Episodes", true],
    ["who", "Who", true],
    ["why", "Why", true],
    ["where", "From where", spread !== null],
    ["outcome", "Then what", delivery !== null],
    ["limits", "Limits", limits !== null && limits.rows.length > 0],
    ["week", "Week", week !== null],
    ["quality", "Quality", true],
    ["appendix", "Appendix", true],
  ];
  return asked.flatMap(([id, name, there]) => (there ? [[id, name] as const] : []));
}

export function masthead({ model }: Page): Html {
  const links = sectionsOf(model).map(([id, name]) => html`<a href="#${id}">${name}</a> `);
  return html`<header class="masthead">
  <p class="brand"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 17V11M7 17V6M12 17V9M17 17V3"/><path class="brand-cut" d="M1 8.5H19"/></svg> smtp-analyze <span class="soft">${visible(model.version)}</span></p>
  <nav aria-label="Sections">${links}</nav>
</header>`;
}

function findingItem(finding: Finding): Html {
  return html`<li class="state-${finding.state}">${stateShape(finding.state)}<p><strong>${STATE_WORDS[finding.state]}</strong>
    <span aria-hidden="true">·</span> <a href="#who" data-pick="${visible(finding.provider)}"><bdi>${visible(finding.name)}</bdi></a> ${tight(visible(finding.text))}</p></li>`;
}

function findings(verdict: Verdict): Html {
  if (verdict.findings.length === 0) return html``;
  const more =
    verdict.more === 0
      ? html``
      : html`<li><p class="soft">${plural(verdict.more, "more provider", "more providers")} above the threshold, see <a href="#who">below</a>.</p></li>`;
  return html`<ul class="findings">${verdict.findings.map(findingItem)}${more}</ul>`;
}

export function verdictSection(page: Page): Html {
  const { model } = page;
  const { verdict, quality, thresholds } = model;
  return html`<section id="verdict" class="verdict state-${verdict.state}" aria-labelledby="title">
  <h1 id="title">${visible(model.title)}</h1>
  <p class="window">${windowLine(page)}</p>
  ${factsLine(page)}
  <p class="headline"><span class="badge">${stateShape(verdict.state)} ${STATE_WORDS[verdict.state]}</span> ${tight(visible(verdict.sentence))}</p>
  ${findings(verdict)}
  <p class="fineprint">Watch from ${percent(thresholds.watchRate)}, critical from ${percent(thresholds.criticalRate)} of attempts, by the lower end of the 95\u00a0% interval.
    <a class="quality-${quality.state}" href="#quality">${tight(quality.sentence)}</a></p>
</section>`;
}
