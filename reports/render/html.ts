import { createHash } from "node:crypto";
import { chartsOf, writtenData } from "../charts.ts";
import type { ReportModel } from "../model.ts";
import { reportAssets } from "./assets.ts";
import { html, type Page, raw } from "./context.ts";
import { localTime } from "./local-time.ts";
import { listedHosts, moreOf } from "./more.ts";
import { appendixSection } from "./page-appendix.ts";
import { episodesSection } from "./page-episodes.ts";
import { figuresSection } from "./page-figures.ts";
import { masthead, verdictSection } from "./page-head.ts";
import { limitsSection } from "./page-limits.ts";
import { outcomeSection } from "./page-outcome.ts";
import { qualitySection } from "./page-quality.ts";
import { dataBlock, timeSection } from "./page-time.ts";
import { weekSection } from "./page-week.ts";
import { whereSection } from "./page-where.ts";
import { whoSection } from "./page-who.ts";
import { whySection } from "./page-why.ts";
import { safeJson, visible } from "./remote-text.ts";
import { servicesOf } from "./through.ts";

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** Only our own script and style sheet run, known by their hashes; nothing is loaded, sent or framed. */
function policyOf(script: string, css: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(css)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Indentation of the templates: a blank says the same to a browser. */
const BETWEEN_TAGS = />\s+</gu;

/** One self-contained page. The same model gives the same bytes. */
export function renderHtml(model: ReportModel): string {
  const { css, script } = reportAssets();
  const page: Page = {
    model,
    charts: chartsOf(model),
    time: localTime(model.span.zone),
    listed: listedHosts(model),
  };
  const head = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policyOf(script, css)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${visible(model.verdict.sentence)} – ${visible(model.title)}</title><style>${raw(css)}</style></head>
`;
  const sections = html`<body><a class="skip" href="#verdict">Skip to the verdict</a>
${masthead(page)}
<main>${verdictSection(page)}${figuresSection(page)}${timeSection(page)}${episodesSection(page)}${whoSection(page)}${whySection(page)}${whereSection(page)}${outcomeSection(page)}${limitsSection(page)}${weekSection(page)}${qualitySection(page)}${appendixSection(page)}</main>`;
  const columns = writtenData(page.charts.data);
  const carried = { more: moreOf(model), services: servicesOf(model) };
  const data = safeJson(JSON.stringify({ ...columns, ...carried }));
  const scripts = html`${dataBlock(data)}<script>${raw(script)}</script></body></html>
`;
  return `${head}${String(sections).replace(BETWEEN_TAGS, "> <")}\n${scripts}`;
}
