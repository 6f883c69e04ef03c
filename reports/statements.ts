import { DAY } from "../src/domain/time.ts";
import type { Statement } from "./model.ts";
import { writtenOut } from "./queries/ask.ts";
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
import type { WindowRows } from "./window-rows.ts";

/** Journeys are kept by the day, and three sections look at the newest part of a long window. */
function partOf(sql: string, { scope: { from, until }, rows: { hourly } }: WindowRows) {
  if (sql === JOURNEYS || sql === RETRIES)
    return { from: Math.floor(from / DAY) * DAY, until: Math.ceil(until / DAY) * DAY };
  if (sql === HOURLY) return { from: hourly.from, until: hourly.until };
  if (sql === SPREAD) return { from: Math.max(from, until - NEWEST.spread) };
  return sql === ONSETS ? { from: Math.max(from, until - NEWEST.limits) } : {};
}

/** The numbers of each section by hand. `provider` null: of all; where a statement lists providers, it lists all of them. */
export function statementsOf(window: WindowRows, provider: string | null): readonly Statement[] {
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
    sql: writtenOut(sql, { ...window.scope, ...partOf(sql, window), provider }),
  }));
}
