import type { ReportModel, VerdictState } from "../model.ts";
import { countedText, fraction, interval, rateText } from "./context.ts";
import { epochOf, localTime } from "./local-time.ts";
import type { Look } from "./look.ts";
import { count, duration, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { heading, type Sheet, when, whoLines, whyLines } from "./text-sections.ts";
import { blocksOf, fitted, paint, wrapped } from "./text-table.ts";

const STATES: Readonly<
  Record<VerdictState, readonly [string, "green" | "yellow" | "red" | "dim"]>
> = {
  ok: ["OK", "green"],
  watch: ["WATCH", "yellow"],
  critical: ["CRITICAL", "red"],
  insufficient: ["INSUFFICIENT DATA", "dim"],
};

function headLines({ model, look, time }: Sheet): readonly string[] {
  const { span, verdict, lens } = model;
  const [word, style] = STATES[verdict.state];
  const until = epochOf(span.until);
  const asked = `${time.full(epochOf(span.from))} – ${time.full(until)}, ${time.zone} (${time.offset(until)})`;
  const window = span.from === span.until ? "Nothing has been read yet" : asked;
  const findings = verdict.findings.flatMap((finding) =>
    wrapped(
      `- ${withoutControls(finding.name)} ${withoutControls(finding.text)}`,
      look.columns,
      "  ",
    ),
  );
  const more =
    verdict.more === 0
      ? []
      : [`  - ${plural(verdict.more, "more provider", "more providers")} above the threshold`];
  return [
    paint("bold", fitted(withoutControls(model.title), look.columns), look),
    ...wrapped(window, look.columns, ""),
    ...wrapped(`Counted: ${countedText(lens)}. ${model.quality.sentence}`, look.columns, ""),
    "",
    paint(style, word, look),
    ...wrapped(withoutControls(verdict.sentence), look.columns, ""),
    ...findings,
    ...more,
  ];
}

function figureLines({ model, look }: Sheet): readonly string[] {
  const { figures } = model;
  const { throttled, throttlingCauses, delays } = figures;
  const bound = (seconds: number | null) =>
    seconds === null ? "> 5 days" : `≤ ${duration(seconds)}`;
  const rows: readonly (readonly [string, string])[] = [
    [
      "Throttling rate",
      `${rateText(throttled)} (${fraction(throttled)}; 95 %: ${interval(throttled)})`,
    ],
    [
      "Throttling causes",
      `${rateText(throttlingCauses)} (${fraction(throttlingCauses)}), any code`,
    ],
    [
      "Replies",
      `${count(throttled.replies)} deferred ${plural(throttled.recipients, "recipient", "recipients")}; ${count(throttled.shadowed)} shadowed`,
    ],
    [
      "Withheld",
      `${count(throttled.withheld)} of ${count(figures.withheldInAll)} deferred without contact`,
    ],
    [
      "Providers",
      `${count(figures.providersAboveWatch)} above the threshold of ${count(figures.providersRanked)} ranked, ${count(figures.providers)} tried`,
    ],
    [
      "Delivered",
      `${count(figures.delivered)} of ${plural(throttled.attempts, "attempt", "attempts")}; ${count(figures.bounced)} refused for good, ${count(figures.lost)} lost`,
    ],
    [
      "Time to deliver",
      delays.delivered === 0
        ? "–"
        : `median ${bound(delays.median)}, 95 % ${bound(delays.p95)}, of ${count(delays.delivered)}`,
    ],
  ];
  return [
    ...heading("Key figures", look),
    ...rows.flatMap(([label, value]) => labelled(label, value, look)),
  ];
}

function labelled(label: string, value: string, look: Look): readonly string[] {
  const [first, ...rest] = wrapped(value, look.columns, " ".repeat(19));
  return [label.padEnd(19) + (first ?? "").trimStart(), ...rest];
}

/** Column sums in as many steps as fit beside the label. */
function steps(column: readonly number[], sheet: Sheet): readonly (number | null)[] {
  const { states } = sheet.model.timeline;
  const size = Math.max(1, Math.ceil(column.length / (sheet.look.columns - 22)));
  return Array.from({ length: Math.ceil(column.length / size) }, (_, step) => {
    const from = step * size;
    if (states.slice(from, from + size).every((state) => state === "unknown")) return null;
    return column.slice(from, from + size).reduce((sum, value) => sum + value, 0);
  });
}

function timeLines(sheet: Sheet): readonly string[] {
  const { model, look, time } = sheet;
  const { timeline } = model;
  if (timeline.starts.length === 0) return [];
  const rows: readonly (readonly [string, readonly number[]])[] = [
    ["All throttled", timeline.throttled],
    ...timeline.lines.map((line) => [line.name, line.throttled] as const),
    ["Attempts", timeline.attempts],
  ];
  const lines = rows.map(
    ([name, column]) =>
      `${fitted(withoutControls(name), 18).padEnd(19)}${blocksOf(steps(column, sheet))}`,
  );
  const gaps = timeline.gaps.slice(0, 5).map((gap) => {
    const words = gap.kind === "no log" ? "no log was read" : "a busy log fell silent";
    return `gap: ${when(gap.from, time)} – ${when(gap.until, time)}, ${words}`;
  });
  return [...heading("Over time", look), ...lines.map((line) => line.trimEnd()), ...gaps];
}

function qualityLines({ model, look, time }: Sheet): readonly string[] {
  const { quality } = model;
  const { total } = quality;
  const read = `Read from ${when(total.firstAt, time)} to ${when(total.lastAt, time)}: ${count(total.understood)} understood, ${count(total.irrelevant)} not about delivery, ${count(total.notUnderstood)} not understood.`;
  const issues = quality.issues.map(
    (issue) => `  ${withoutControls(issue.code)}: ${plural(issue.lines, "line", "lines")}`,
  );
  const samples = quality.samples
    .slice(0, 5)
    .flatMap((row) =>
      wrapped(
        `${withoutControls(row.reason)}: ${fitted(withoutControls(row.sample), 300)}`,
        look.columns,
        "  ",
      ),
    );
  return [
    ...heading("Data quality", look),
    ...wrapped(quality.sentence, look.columns, ""),
    ...wrapped(read, look.columns, ""),
    ...issues,
    ...samples,
  ];
}

/** The report for a terminal or the text part of a mail: the same order, the same numbers. */
export function renderText(model: ReportModel, look: Look): string {
  const sheet: Sheet = {
    model,
    look: { ...look, columns: Math.max(60, look.columns) },
    time: localTime(model.span.zone),
  };
  const lines = [
    ...headLines(sheet),
    ...figureLines(sheet),
    ...timeLines(sheet),
    ...whoLines(sheet),
    ...whyLines(sheet),
    ...qualityLines(sheet),
  ];
  return `${lines.join("\n")}\n`;
}
