import { DAY, type EpochMs, type EpochSeconds, secondOf } from "../src/domain/time.ts";
import type { Question } from "./answers/question.ts";
import { modelOf, type Rows } from "./build.ts";
import { lensOf, lensParameters } from "./lens.ts";
import type { ReportModel, Statement } from "./model.ts";
import { previousOf } from "./previous.ts";
import { type Database, type Scope, writtenOut } from "./queries/ask.ts";
import { DELAYS, delayRows } from "./queries/delays.ts";
import { EPISODES, episodeRows } from "./queries/episodes.ts";
import { type Extent, extentOf } from "./queries/extent.ts";
import { REFUSED, TRIED } from "./queries/flow.ts";
import { HOURLY, hourlyIn } from "./queries/hourly.ts";
import { INBOUND, inboundRows } from "./queries/inbound.ts";
import { JOURNEYS, RETRIES } from "./queries/journeys.ts";
import { ONSETS } from "./queries/limits.ts";
import {
  COVERAGE,
  coverageRows,
  ISSUES,
  issueRows,
  SAMPLES,
  sampleRows,
  type UnreadRow,
  unreadIn,
} from "./queries/quality.ts";
import { refusedIn } from "./queries/refused.ts";
import { seenIn } from "./queries/seen.ts";
import { SPREAD } from "./queries/spread.ts";
import { triedIn } from "./queries/tried.ts";
import { WHO, whoRows } from "./queries/who.ts";
import { WHY, whyRows } from "./queries/why.ts";
import { renderHtml } from "./render/html.ts";
import { jsonDocument } from "./render/json.ts";
import type { Look } from "./render/look.ts";
import { renderReportCsv } from "./render/report-csv.ts";
import { renderText } from "./render/text.ts";
import { NEWEST, NO_SECTIONS, sectionsIn } from "./sections.ts";
import { THRESHOLDS } from "./statistics.ts";
import { FINDINGS_SHOWN } from "./verdict.ts";
import { drawingWidth, widenedRefusals, widenedTo } from "./width.ts";
import { ALWAYS, bucketSecondsFor, instantOrNull } from "./window.ts";

export type { ReportModel } from "./model.ts";
export type { UnreadRow } from "./queries/quality.ts";
export { renderTop, type TopBy, type TopKey, type TopRow } from "./render/top.ts";
export { topRows, topSenders } from "./top.ts";

/** How a report can be written. A mail is made by `renderMail`: it is more than one text. */
export type Format = "html" | "text" | "json" | "csv";

/** What a report is about. `generatedAt` is the caller's clock. */
export type ReportOptions = Omit<Question, "now"> & {
  /** How many findings the verdict names; 3 where it is not said. */
  readonly findings?: number;
  /** Also look at the window of equal length before, and say what has changed. */
  readonly previous?: boolean;
  /** Also ask what the sections need that are questions of their own. */
  readonly sections?: boolean;
  readonly generatedAt: EpochMs;
  readonly version: string;
  readonly command: string;
  readonly title?: string;
};

/** A window before of which more is missing cannot be compared, so it is not even asked about. */
const MOST_MISSING = 0.05;

/** The window that was asked for, else what the data cover, else the empty one at the time of writing; its width by its length. */
function scopeOf(options: ReportOptions, extent: Extent): Scope {
  const until = options.until ?? extent.end ?? options.from ?? secondOf(options.generatedAt);
  const from = options.from ?? extent.first ?? until;
  const width = bucketSecondsFor(until - from, extent.coarsest);
  return { from, until: Math.max(from, until), width, ...lensParameters(lensOf(options.codes)) };
}

/** Journeys are kept by the day, and two sections look at the newest part of a long window. */
function partOf(sql: string, { from, until }: Scope) {
  if (sql === JOURNEYS || sql === RETRIES)
    return { from: Math.floor(from / DAY) * DAY, until: Math.ceil(until / DAY) * DAY };
  if (sql === SPREAD) return { from: Math.max(from, until - NEWEST.spread) };
  return sql === ONSETS ? { from: Math.max(from, until - NEWEST.limits) } : {};
}

function statementsOf(scope: Scope): readonly Statement[] {
  const sections: readonly (readonly [string, string])[] = [
    ["Attempts over time", TRIED],
    ["Refusals over time", REFUSED],
    ["Hour and weekday, in the zone that TZ names", HOURLY],
    ["Who", WHO],
    ["Why", WHY],
    ["From where", SPREAD],
    ["Then what", JOURNEYS],
    ["Our own retries", RETRIES],
    ["Where refusals began", ONSETS],
    ["Time to deliver", DELAYS],
    ["Episodes", EPISODES],
    ["What was read", COVERAGE],
    ["Problems by kind", ISSUES],
    ["What we refused to clients", INBOUND],
    ["Lines not understood", SAMPLES],
  ];
  return sections.map(([section, sql]) => ({
    section,
    sql: writtenOut(sql, { ...scope, ...partOf(sql, scope), provider: null }),
  }));
}

/**
 * The part of a window in which there is anything: years before the first line are not asked about. An end that nobody asked
 * for goes on to midnight, because whole days are asked for faster.
 */
function filledPart(scope: Scope, { first, end }: Extent, options: ReportOptions): Scope {
  const from = Math.max(scope.from, first ?? scope.until);
  const until = Math.min(scope.until, end ?? scope.from);
  return {
    ...scope,
    from: options.from === null ? Math.floor(from / DAY) * DAY : from,
    until: options.until === null ? Math.ceil(until / DAY) * DAY : until,
  };
}

/** Coverage and its issues stay: they say how far all the rest can be trusted. */
function rowsOfProvider(rows: Rows, provider: string): Rows {
  const isTheirs = (row: { readonly provider: string }): boolean => row.provider === provider;
  return {
    ...rows,
    tried: rows.tried.filter(isTheirs),
    refused: rows.refused.filter(isTheirs),
    hourly: {
      ...rows.hourly,
      tried: rows.hourly.tried.filter(isTheirs),
      refused: rows.hourly.refused.filter(isTheirs),
    },
    who: rows.who.filter(isTheirs),
    why: rows.why.filter(isTheirs),
    episodes: rows.episodes.filter(isTheirs),
  };
}

/** The scope with the width of the picture, which depends on how much was tried, and every row that lies in it. */
function answersTo(
  db: Database,
  asked: Scope,
  extent: Extent,
  options: ReportOptions,
): { readonly scope: Scope; readonly rows: Rows } {
  const filled = filledPart(asked, extent, options);
  const tried = triedIn(db, filled);
  const width = drawingWidth(tried.rows, asked.width, asked.until - asked.from);
  const scope = { ...asked, width };
  const refused = refusedIn(db, filled);
  const rows: Rows = {
    extent,
    tried: width === asked.width ? tried.rows : widenedTo(tried.rows, width),
    refused: width === asked.width ? refused.rows : widenedRefusals(refused.rows, width),
    hourly: hourlyIn(db, filled, { tried: tried.rows, refused: refused.rows }),
    who: whoRows(refused.said, tried.addresses),
    why: whyRows(refused.said),
    seen: seenIn(db),
    episodes: episodeRows(db, scope),
    delays: delayRows(db, filled, options.provider ?? null),
    coverage: coverageRows(db, scope),
    issues: issueRows(db, scope),
    samples: sampleRows(db),
    inbound: inboundRows(db, scope),
  };
  return {
    scope,
    rows: options.provider === undefined ? rows : rowsOfProvider(rows, options.provider),
  };
}

type Answers = { readonly scope: Scope; readonly rows: Rows };

/** One window. Ask it inside a transaction. */
function answersIn(db: Database, options: ReportOptions): Answers {
  const extent = extentOf(db, options.from ?? ALWAYS.from, options.until ?? ALWAYS.until);
  return answersTo(db, scopeOf(options, extent), extent, options);
}

/** The window of equal length before; without answers where the logs do not reach so far back. */
function answersBefore(db: Database, options: ReportOptions, { from, until }: Scope) {
  const window = { from: from - (until - from), until: from };
  const { first } = extentOf(db, window.from, window.until);
  const reached = first !== null && first - window.from < (until - from) * MOST_MISSING;
  return { window, answers: reached ? answersIn(db, { ...options, ...window }) : null };
}

function sectionsOf(db: Database, options: ReportOptions, { scope, rows }: Answers) {
  const question = { ...options, from: scope.from, until: scope.until, now: options.generatedAt };
  return sectionsIn(db, question, instantOrNull(rows.extent.end));
}

/** Asks every question inside one read transaction, so that a writer at work cannot make two sections disagree. */
export function buildReport(db: Database, options: ReportOptions): ReportModel {
  const { version, command, generatedAt, zone } = options;
  const labels = {
    title: options.title ?? "Who throttles our mail",
    version,
    command,
    generatedAt,
    zone,
    findings: options.findings ?? FINDINGS_SHOWN,
    thresholds: { ...THRESHOLDS, ...options.thresholds },
  };
  const read = db.transaction(() => {
    const answers = answersIn(db, options);
    const before = options.previous === true ? answersBefore(db, options, answers.scope) : null;
    const sections = options.sections === true ? sectionsOf(db, options, answers) : NO_SECTIONS;
    return { answers, before, sections };
  });
  const { answers, before, sections } = read();
  const modelFor = ({ scope, rows }: Answers): ReportModel =>
    modelOf(labels, lensOf(options.codes), scope, rows, statementsOf(scope));
  const model = { ...modelFor(answers), ...sections };
  if (before === null) return model;
  const earlier = before.answers === null ? null : modelFor(before.answers);
  return { ...model, previous: previousOf(before.window, earlier, model) };
}

export function renderReport(model: ReportModel, format: Format, look: Look): string {
  switch (format) {
    case "html":
      return renderHtml(model);
    case "text":
      return renderText(model, look);
    case "json":
      return jsonDocument(model);
    case "csv":
      return renderReportCsv(model);
  }
}

/** The lines of a window that the counts leave out, because they were not understood. */
export function unreadLines(
  db: Database,
  { from, until }: { readonly from: EpochSeconds | null; readonly until: EpochSeconds | null },
): UnreadRow {
  return unreadIn(db, { from: from ?? ALWAYS.from, until: until ?? ALWAYS.until });
}
