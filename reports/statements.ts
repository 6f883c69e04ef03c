import { DAY } from "../src/domain/time.ts";
import type { Statement } from "./model.ts";
import { type Scope, writtenOut } from "./queries/ask.ts";
import { DELAYS } from "./queries/delays.ts";
import { EPISODES } from "./queries/episodes.ts";
import { REFUSED, TRIED } from "./queries/flow.ts";
import { HOURLY } from "./queries/hourly.ts";
import { INBOUND } from "./queries/inbound.ts";
import { JOURNEYS, RETRIES } from "./queries/journeys.ts";
import { ONSETS } from "./queries/limits.ts";
import { COVERAGE, ISSUES, SAMPLES } from "./queries/quality.ts";
import { SPREAD } from "./queries/spread.ts";
import { WHO } from "./queries/who.ts";
import { WHY } from "./queries/why.ts";
import { NEWEST } from "./sections.ts";

/** Journeys are kept by the day, and two sections look at the newest part of a long window. */
function partOf(sql: string, { from, until }: Scope) {
  if (sql === JOURNEYS || sql === RETRIES)
    return { from: Math.floor(from / DAY) * DAY, until: Math.ceil(until / DAY) * DAY };
  if (sql === SPREAD) return { from: Math.max(from, until - NEWEST.spread) };
  return sql === ONSETS ? { from: Math.max(from, until - NEWEST.limits) } : {};
}

/** The numbers of each section by hand. */
export function statementsOf(scope: Scope): readonly Statement[] {
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
