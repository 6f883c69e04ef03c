import { DAY, secondOf } from "../src/domain/time.ts";
import type { Question } from "./answers/question.ts";
import type { Rows } from "./build.ts";
import { lensOf, lensParameters } from "./lens.ts";
import type { Database, Scope } from "./queries/ask.ts";
import { delayRows } from "./queries/delays.ts";
import { episodeRows } from "./queries/episodes.ts";
import { type Extent, extentOf } from "./queries/extent.ts";
import { hourlyIn } from "./queries/hourly.ts";
import { inboundRows } from "./queries/inbound.ts";
import { coverageRows, issueRows, sampleRows } from "./queries/quality.ts";
import { refusedIn } from "./queries/refused.ts";
import { seenIn } from "./queries/seen.ts";
import { triedIn } from "./queries/tried.ts";
import { whoRows } from "./queries/who.ts";
import { whyRows } from "./queries/why.ts";
import { drawingWidth, widenedRefusals, widenedTo } from "./width.ts";
import { ALWAYS, bucketSecondsFor } from "./window.ts";

/** The window with the width of its picture, and every row that lies in it. */
export type WindowRows = { readonly scope: Scope; readonly rows: Rows };

/** The window that was asked for, else what the data cover, else the empty one at the time of writing; its width by its length. */
function scopeOf(options: Question, extent: Extent): Scope {
  const until = options.until ?? extent.end ?? options.from ?? secondOf(options.now);
  const from = options.from ?? extent.first ?? until;
  const width = bucketSecondsFor(until - from, extent.coarsest);
  return { from, until: Math.max(from, until), width, ...lensParameters(lensOf(options.codes)) };
}

/**
 * The part of a window in which there is anything: years before the first line are not asked about. An end that nobody asked
 * for goes on to midnight, because whole days are asked for faster.
 */
function filledPart(scope: Scope, { first, end }: Extent, options: Question): Scope {
  const from = Math.max(scope.from, first ?? scope.until);
  const until = Math.min(scope.until, end ?? scope.from);
  return {
    ...scope,
    from: options.from === null ? Math.floor(from / DAY) * DAY : from,
    until: options.until === null ? Math.ceil(until / DAY) * DAY : until,
  };
}

/** Without what was asked beyond a window, because whole days are asked for faster. */
function within(filled: Scope, { from, until }: Scope): Scope {
  return { ...filled, from: Math.max(filled.from, from), until: Math.min(filled.until, until) };
}

/** Coverage and its issues stay: they say how far all the rest can be trusted. */
function rowsOfProvider(rows: Rows, provider: string): Rows {
  const isTheirs = (row: { readonly provider: string }): boolean => row.provider === provider;
  return {
    ...rows,
    tried: rows.tried.filter(isTheirs),
    refused: rows.refused.filter(isTheirs),
    causes: rows.causes.filter(isTheirs),
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

/** What only a window that is drawn is asked about, beside what was counted in it. */
type Told = Pick<Rows, "hourly" | "why" | "seen" | "episodes" | "issues" | "samples" | "inbound">;

/** A window that others are compared with: its counts, and how far they can be trusted. */
function nothingTold({ from, until }: Scope): Told {
  return {
    hourly: { from, until, tried: [], refused: [] },
    why: [],
    seen: { began: null, texts: [] },
    episodes: [],
    issues: [],
    samples: [],
    inbound: [],
  };
}

/** The scope with the width of the picture, which depends on how much was tried, and every row that lies in it. */
function answersTo(
  db: Database,
  asked: Scope,
  extent: Extent,
  { isDrawn, ...options }: Question & { readonly isDrawn: boolean },
): WindowRows {
  const filled = filledPart(asked, extent, options);
  const tried = triedIn(db, filled);
  const width = drawingWidth(tried.rows, asked.width, asked.until - asked.from);
  const scope = { ...asked, width };
  const refused = refusedIn(db, filled);
  const told = (): Told => ({
    hourly: hourlyIn(db, within(filled, asked), { tried: tried.rows, refused: refused.rows }),
    why: whyRows(refused.said),
    seen: seenIn(db),
    episodes: episodeRows(db, scope),
    issues: issueRows(db, scope),
    samples: sampleRows(db),
    inbound: inboundRows(db, scope),
  });
  const rows: Rows = {
    extent,
    tried: width === asked.width ? tried.rows : widenedTo(tried.rows, width),
    refused: width === asked.width ? refused.rows : widenedRefusals(refused.rows, width),
    causes: refused.causes,
    who: whoRows(refused.said, tried.addresses),
    delays: delayRows(db, filled, options.provider ?? null),
    coverage: coverageRows(db, scope),
    ...(isDrawn ? told() : nothingTold(scope)),
  };
  return {
    scope,
    rows: options.provider === undefined ? rows : rowsOfProvider(rows, options.provider),
  };
}

function windowIn(db: Database, options: Question, isDrawn: boolean): WindowRows {
  const extent = extentOf(db, options.from ?? ALWAYS.from, options.until ?? ALWAYS.until);
  return answersTo(db, scopeOf(options, extent), extent, { ...options, isDrawn });
}

/** One window, to be drawn. Ask it inside a transaction. */
export function rowsIn(db: Database, options: Question): WindowRows {
  return windowIn(db, options, true);
}

/** One window, to compare another one with. */
export function comparedRowsIn(db: Database, options: Question): WindowRows {
  return windowIn(db, options, false);
}
