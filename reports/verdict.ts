import type {
  Finding,
  Measure,
  ProviderRow,
  Rate,
  Thresholds,
  Verdict,
  VerdictState,
} from "./model.ts";
import { epochOf, type LocalTime } from "./render/local-time.ts";
import { count, percent, plural } from "./render/numbers.ts";
import { THRESHOLDS } from "./statistics.ts";

/** The worst bucket of a provider, and whether it still throttled when the log ended; both already in words. */
export type Course = {
  readonly peak: {
    readonly when: string;
    readonly recipients: number;
    readonly attempts: number;
  } | null;
  readonly lastSeen: string | null;
  readonly ongoing: boolean;
};

/** What a verdict is made from. `notUnderstood` is the share of delivery lines that could not be read. */
export type Evidence = {
  readonly total: Measure;
  readonly providers: readonly ProviderRow[];
  readonly courseOf: (row: ProviderRow) => Course;
  readonly notUnderstood: number;
  readonly time: LocalTime;
  /** What is counted, in words: `421 reply`. */
  readonly counted: string;
  /** How many findings are named. */
  readonly shown?: number;
  /** Where others than ours decide. */
  readonly thresholds?: Thresholds;
};

/** So many findings stand above a report. */
export const FINDINGS_SHOWN = 3;

/**
 * The state of one rate. The lower end of its 95 % interval must reach the threshold, so that three unlucky attempts
 * are not an incident: watch from 1 %, critical from 5 % where nobody says otherwise.
 */
export function stateOfRate(
  rate: Rate | null,
  { watchRate, criticalRate }: Thresholds = THRESHOLDS,
): "ok" | "watch" | "critical" {
  if (rate === null || rate.low < watchRate) return "ok";
  return rate.low < criticalRate ? "watch" : "critical";
}

const GRAVITY = { ok: 0, watch: 1, critical: 2 } as const;

/**
 * A provider is judged twice: over the whole window, and over its last tenth, so that a trouble that began this morning
 * is not hidden by a good week. Each needs enough attempts of its own; the worse one counts.
 */
export function stateOfProvider(
  row: ProviderRow,
  thresholds: Thresholds = THRESHOLDS,
): "ok" | "watch" | "critical" {
  const whole = row.ranked ? stateOfRate(row.rate, thresholds) : "ok";
  const enough = row.lately !== null && row.lately.attempts >= THRESHOLDS.rankedAttempts;
  const lately = enough ? stateOfRate(row.lately.rate, thresholds) : "ok";
  return GRAVITY[lately] > GRAVITY[whole] ? lately : whole;
}

/** `4.1 % of attempts (50 of 1,204)`: a rate never stands alone. */
function proportion(measure: Pick<Measure, "recipients" | "attempts" | "rate">): string {
  const fraction = `${count(measure.recipients)} of ${plural(measure.attempts, "attempt", "attempts")}`;
  return measure.rate === null ? fraction : `${percent(measure.rate.share)} (${fraction})`;
}

/** `still going on: 16 % (812 of 5,034 attempts) since 19 Nov 07:00` */
function ongoingText({ lately }: ProviderRow, time: LocalTime): string {
  if (lately === null || lately.rate === null) return "still going on";
  return `still going on: ${proportion(lately)} since ${time.minute(epochOf(lately.from))}`;
}

function findingText(row: ProviderRow, course: Course, time: LocalTime): string {
  const parts = [`deferred ${proportion(row)}`];
  if (row.topCause !== null) parts.push(`mostly: ${row.topCause}`);
  if (course.peak !== null) {
    const { when, recipients, attempts } = course.peak;
    const worst = percent(Math.min(1, recipients / attempts));
    parts.push(`worst ${when} with ${worst} (${count(recipients)} of ${count(attempts)})`);
  }
  if (course.ongoing) parts.push(ongoingText(row, time));
  else if (course.lastSeen !== null) parts.push(`last seen ${course.lastSeen}`);
  return `${parts.join("; ")}.`;
}

function findingsOf(evidence: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  for (const row of evidence.providers) {
    const state = stateOfProvider(row, evidence.thresholds);
    if (state === "ok") continue;
    const course = evidence.courseOf(row);
    const { provider, name } = row;
    findings.push({
      state,
      provider,
      name,
      ongoing: course.ongoing,
      text: findingText(row, course, evidence.time),
    });
  }
  return findings.sort((a, b) => Number(b.state === "critical") - Number(a.state === "critical"));
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, FINDINGS_SHOWN);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, `${count(more)} more`] : shown;
  const last = all[all.length - 1] ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

function sentenceOf(state: VerdictState, evidence: Evidence, findings: readonly Finding[]): string {
  const { total, providers, counted } = evidence;
  if (state === "insufficient") return insufficientSentence(evidence);
  if (findings.length > 0) {
    const ongoing = findings.filter((finding) => finding.ongoing);
    const names = (ongoing.length > 0 ? ongoing : findings).map((finding) => finding.name);
    const verb =
      ongoing.length === 0 ? "throttled" : names.length === 1 ? "is throttling" : "are throttling";
    return `${listed(names)} ${verb} our mail.`;
  }
  if (state !== "ok") return `${proportion(total)} deferred, spread over small providers.`;
  const [highest] = providers
    .filter((row) => row.ranked && row.recipients > 0)
    .sort((a, b) => (b.rate?.share ?? 0) - (a.rate?.share ?? 0));
  if (highest !== undefined)
    return `Nobody is above the threshold. Highest: ${highest.name}, ${proportion(highest)}.`;
  if (total.recipients > 0)
    return `Nobody is above the threshold: ${proportion(total)} deferred in all.`;
  return `Nobody throttled our mail: no ${counted} in ${plural(total.attempts, "attempt", "attempts")}.`;
}

function insufficientSentence({ total, notUnderstood }: Evidence): string {
  if (total.attempts >= THRESHOLDS.rankedAttempts) {
    return `No verdict: ${percent(notUnderstood)} of the delivery lines were not understood, so a quiet picture proves nothing.`;
  }
  const attempts =
    total.attempts === 0 ? "no attempt" : `only ${plural(total.attempts, "attempt", "attempts")}`;
  return `Not enough data for a verdict: ${attempts} in this window, ${THRESHOLDS.rankedAttempts} are needed.`;
}

function worstOf({ total, thresholds }: Evidence, findings: readonly Finding[]): VerdictState {
  const states = [stateOfRate(total.rate, thresholds), ...findings.map((finding) => finding.state)];
  if (states.includes("critical")) return "critical";
  return states.includes("watch") ? "watch" : "ok";
}

/**
 * The one answer of a report. Below 100 attempts there is none. Otherwise the worst of the whole and of every provider
 * with 100 attempts counts; "ok" is refused when more than 5 % of the delivery lines were not understood.
 */
export function verdictOf(evidence: Evidence): Verdict {
  const { total, notUnderstood, shown = FINDINGS_SHOWN } = evidence;
  const enough = total.attempts >= THRESHOLDS.rankedAttempts;
  const findings = enough ? findingsOf(evidence) : [];
  const worst = worstOf(evidence, findings);
  const blind = worst === "ok" && notUnderstood > THRESHOLDS.notUnderstoodShare;
  const state = !enough || blind ? "insufficient" : worst;
  return {
    state,
    sentence: sentenceOf(state, evidence, findings),
    findings: findings.slice(0, shown),
    more: Math.max(0, findings.length - shown),
  };
}
