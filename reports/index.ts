import type { EpochMs, EpochSeconds } from "../src/domain/time.ts";
import type { Question } from "./answers/question.ts";
import { modelOf } from "./build.ts";
import { type Earlier, earlierWindows } from "./earlier.ts";
import { lensOf } from "./lens.ts";
import type { ReportModel, Statement } from "./model.ts";
import { previousOf } from "./previous.ts";
import type { Database } from "./queries/ask.ts";
import { type UnreadRow, unreadIn } from "./queries/quality.ts";
import { renderHtml } from "./render/html.ts";
import { jsonDocument } from "./render/json.ts";
import type { Look } from "./render/look.ts";
import { renderReportCsv } from "./render/report-csv.ts";
import { renderText } from "./render/text.ts";
import { NO_SECTIONS, sectionsIn } from "./sections.ts";
import { statementsOf } from "./statements.ts";
import { THRESHOLDS } from "./statistics.ts";
import { throughOf } from "./through.ts";
import { FINDINGS_SHOWN } from "./verdict.ts";
import { shownOf } from "./who.ts";
import { ALWAYS, instantOrNull } from "./window.ts";
import { comparedRowsIn, rowsIn, type WindowRows } from "./window-rows.ts";

export type { ReportModel } from "./model.ts";
export type { Database } from "./queries/ask.ts";
export { newestIn } from "./queries/extent.ts";
export { hasSenders, providersIn } from "./queries/known.ts";
export type { UnreadRow } from "./queries/quality.ts";
export { renderTop, type TopBy, type TopKey, type TopRow } from "./render/top.ts";
export { topRows, topSenders } from "./top.ts";

/** How a report can be written. A mail is made by `renderMail`: it is more than one text. */
export type Format = "html" | "text" | "json" | "csv";

/** What a report is about. `generatedAt` is the caller's clock. */
export type ReportOptions = Omit<Question, "now"> & {
  /** How many findings the verdict names; 3 where it is not said. */
  readonly findings?: number;
  /** Also look at the window of equal length before, and at the same window a week earlier, and say what has changed. */
  readonly previous?: boolean;
  /** Also ask what the sections need that are questions of their own. */
  readonly sections?: boolean;
  readonly generatedAt: EpochMs;
  readonly version: string;
  readonly command: string;
  readonly title?: string;
};

type Asked = ReportOptions & { readonly now: EpochMs };

function sectionsOf(db: Database, asked: Asked, { scope, rows }: WindowRows) {
  const question = { ...asked, from: scope.from, until: scope.until };
  return sectionsIn(db, question, instantOrNull(rows.extent.end));
}

/** Every provider has its row: who is not among the biggest of one window may be the biggest of another. */
function wholeModel(
  options: ReportOptions,
  window: WindowRows,
  statements: readonly Statement[] = [],
): ReportModel {
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
  return modelOf(labels, lensOf(options.codes), window, statements);
}

/** Asks every question inside one read transaction, so that a writer at work cannot make two sections disagree. */
export function buildReport(db: Database, options: ReportOptions): ReportModel {
  const asked: Asked = { ...options, now: options.generatedAt };
  const read = db.transaction(() => {
    const now = rowsIn(db, asked);
    const earlier = options.previous === true ? earlierWindows(db, asked, now.scope) : null;
    const asksAll = options.sections === true;
    const { met, ...sections } = asksAll
      ? sectionsOf(db, asked, now)
      : { ...NO_SECTIONS, met: null };
    return { now, earlier, sections, met };
  });
  const { now, earlier, sections, met } = read();
  const whole = wholeModel(options, now, statementsOf(now, options.provider ?? null));
  const listed = { ...whole, who: shownOf(whole.who) };
  const through = met === null ? null : throughOf(met, listed);
  const model = { ...listed, ...sections, through };
  if (earlier === null) return model;
  const against = (one: Earlier) =>
    previousOf(one, one.rows === null ? null : wholeModel(options, one.rows), model);
  return { ...model, previous: against(earlier.before), lastWeek: against(earlier.lastWeek) };
}

/** A window that another one is compared with: what was counted in it, and nothing that only a drawn one tells. */
export function buildCompared(db: Database, options: ReportOptions): ReportModel {
  const read = db.transaction(() => comparedRowsIn(db, { ...options, now: options.generatedAt }));
  return wholeModel(options, read());
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
