import type { Inbound } from "./model.ts";
import type { InboundRow } from "./queries/inbound.ts";
import { count, plural } from "./render/numbers.ts";

/** So many reasons are named in the sentence. */
const NAMED = 4;

/** What our own servers refused to their clients: the other direction, in no other number of a report. */
export function inboundOf(reasons: readonly InboundRow[]): Inbound {
  const refusals = sumOf(reasons);
  return { refusals, sentence: refusals === 0 ? "" : sentenceOf(reasons, refusals), reasons };
}

function sentenceOf(reasons: readonly InboundRow[], refusals: number): string {
  const named = sumOf(reasons.filter(({ code }) => code === 421));
  const silent = sumOf(reasons.filter(({ code }) => code === null));
  const digits = [
    ...(named > 0 ? [`${count(named)} with a logged 421`] : []),
    ...(silent > 0 ? [`${count(silent)} without digits in the log`] : []),
  ];
  const times = `Your own servers told clients to come back later ${plural(refusals, "time", "times")}`;
  const how = digits.length === 0 ? "" : `, ${digits.join(", ")}`;
  return `${times}${how} (${mostOf(reasons)}). That is the other direction, and not counted above.`;
}

/** `connection_rate 20, greylisting 10, 3 for other reasons` */
function mostOf(reasons: readonly InboundRow[]): string {
  const sums = new Map<string, number>();
  for (const { reason, refusals } of reasons) {
    sums.set(reason, (sums.get(reason) ?? 0) + refusals);
  }
  const sorted = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rest = sorted.slice(NAMED).reduce((sum, [, refusals]) => sum + refusals, 0);
  const most = sorted.slice(0, NAMED).map(([reason, refusals]) => `${reason} ${count(refusals)}`);
  return [...most, ...(rest === 0 ? [] : [`${count(rest)} for other reasons`])].join(", ");
}

function sumOf(rows: readonly InboundRow[]): number {
  return rows.reduce((sum, row) => sum + row.refusals, 0);
}
