import { DAY } from "../src/domain/time.ts";
import { askDelivery } from "./answers/ask-delivery.ts";
import { askLimits } from "./answers/ask-limits.ts";
import type { Question } from "./answers/question.ts";
import { lensOf, lensParameters } from "./lens.ts";
import type { ReportModel } from "./model.ts";
import type { Database } from "./queries/ask.ts";
import { senderRows } from "./queries/senders.ts";
import { spreadRows } from "./queries/spread.ts";
import { throughRows } from "./queries/through.ts";
import { senderScope, sendersOf } from "./senders.ts";
import { spreadOf } from "./spread.ts";
import { hasOneService, type Met } from "./through.ts";
import { instantOf } from "./window.ts";

/** The sections that are questions of their own: only a report asks them. */
export type Sections = Pick<ReportModel, "spread" | "delivery" | "limits" | "senders">;

export const NO_SECTIONS: Sections & { readonly through: null } = {
  spread: null,
  through: null,
  delivery: null,
  limits: null,
  senders: null,
};

/** The time that Postfix and Exim keep a message by default. */
const LIFETIME = 5 * DAY;

/** Of a long window these two look at the newest part, so that a report of a year costs no more than one of a month. */
export const NEWEST: { readonly spread: number; readonly limits: number } = {
  spread: 30 * DAY,
  limits: DAY,
};

type Asked = Question & { readonly from: number; readonly until: number };

function newestPart(question: Asked, length: number): Asked {
  return { ...question, from: Math.max(question.from, question.until - length) };
}

function metIn(db: Database, question: Asked, readUntil: ReportModel["span"]["readUntil"]): Met {
  const { from, until, zone } = newestPart(question, NEWEST.spread);
  const lens = lensParameters(lensOf(question.codes));
  const window = { from: instantOf(from), until: instantOf(until), zone, readUntil };
  const spread = spreadRows(db, { from, until, ...lens, provider: question.provider ?? null });
  const said = hasOneService(spread) ? [] : throughRows(db, { from, until, ...lens });
  return { window, spread, said };
}

function sendersIn(db: Database, question: Asked, readUntil: ReportModel["span"]["readUntil"]) {
  const scope = senderScope(question, question.codes, question.provider ?? null);
  if (scope === null) return null;
  const { from, until } = scope;
  const window = { from: instantOf(from), until: instantOf(until), zone: question.zone, readUntil };
  return sendersOf(window, senderRows(db, scope));
}

/** Asks them about the window of a report; `met` is for what the report lists. Who had no episode has no limit to speak of. */
export function sectionsIn(
  db: Database,
  question: Asked,
  readUntil: ReportModel["span"]["readUntil"],
): Sections & { readonly met: Met } {
  const met = metIn(db, question, readUntil);
  return {
    met,
    spread: spreadOf(met.window, met.spread, question.thresholds?.watchRate),
    delivery: askDelivery(db, question, LIFETIME),
    senders: sendersIn(db, question, readUntil),
    limits: askLimits(db, newestPart(question, NEWEST.limits), "postfix", "throttlers"),
  };
}
