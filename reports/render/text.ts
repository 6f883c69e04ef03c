import type { Measure, ReportModel, VerdictState } from "../model.ts";
import type { Share } from "../model-delivery.ts";
import { episodeLines } from "./answers/episodes.ts";
import { asciiOf } from "./ascii.ts";
import { countedText, fraction, interval, rateText } from "./context.ts";
import { comparedText, dataText, hostsText, zoneText } from "./facts.ts";
import { epochOf, localTime } from "./local-time.ts";
import type { Look } from "./look.ts";
import { count, duration, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import {
  deliveryLines,
  limitLines,
  previousLines,
  senderLines,
  spreadLines,
} from "./text-answers.ts";
import { heading, type Sheet, when, whoLines, whyLines } from "./text-sections.ts";
import { blocksOf, fitted, paint, wrapped } from "./text-table.ts";
import { padded } from "./text-width.ts";

const STATES: Readonly<
  Record<VerdictState, readonly [string, "green" | "yellow" | "red" | "dim"]>
> = {
  ok: ["OK", "green"],
  watch: ["WATCH", "yellow"],
  critical: ["CRITICAL", "red"],
  insufficient: ["INSUFFICIENT DATA", "dim"],
};

/** The answer before anything else: who reads only the first line has read the report. */
function verdictLines({ model, look }: Sheet): readonly string[] {
  const { verdict } = model;
  const [word, style] = STATES[verdict.state];
  const [first = "", ...rest] = wrapped(
    `${word}: ${withoutControls(verdict.sentence)}`,
    look.columns,
    "",
  );
  const findings = verdict.findings.flatMap((finding) =>
    wrapped(
      `${finding.state === verdict.state ? "" : `${finding.state}: `}${withoutControls(finding.name)} ${withoutControls(finding.text)}`,
      look.columns,
      "  - ",
      "    ",
    ),
  );
  const more = plural(verdict.more, "more provider", "more providers");
  return [
    paint(style, word, look) + first.slice(word.length),
    ...rest,
    ...findings,
    ...(verdict.more === 0 ? [] : [`  - ${more} above the threshold`]),
  ];
}

/** So many gaps are named. */
const GAPS_SHOWN = 5;

/** Whose mail, how fresh, and against what. */
function factLines({ model, look, time }: Sheet): readonly string[] {
  const facts = [hostsText(model), dataText(model, time), comparedText(model.previous, time)];
  const said = facts.flatMap((fact) => (fact === null ? [] : [withoutControls(fact)]));
  return wrapped(`${said.join(". ")}.`, look.columns, "");
}

function headLines(sheet: Sheet): readonly string[] {
  const { model, look, time } = sheet;
  const { span, lens } = model;
  const asked = `${time.full(epochOf(span.from))} – ${time.full(epochOf(span.until))}, ${zoneText(span, time)}`;
  const window = span.from === span.until ? "Nothing has been read yet" : asked;
  return [
    ...verdictLines(sheet),
    "",
    paint("bold", fitted(withoutControls(model.title), look.columns), look),
    ...wrapped(window, look.columns, ""),
    ...factLines(sheet),
    ...wrapped(`Counted: ${countedText(lens)}.`, look.columns, ""),
    ...wrapped(model.quality.sentence, look.columns, ""),
  ];
}

/** `32 % (615 of 1,923 attempts)` */
function rateLine(measure: Measure): string {
  const few = measure.rate === null && measure.attempts > 0 ? ", too few for a rate" : "";
  return `${rateText(measure)} (${fraction(measure)}${few})`;
}

/** What only whole days of journeys can tell. */
function outcomeRows({ delivery }: ReportModel): readonly (readonly [string, string])[] {
  if (delivery === null) return [];
  const { recipients, outcomes, allMail } = delivery;
  const { delivered, unthrottled } = allMail;
  const of = (part: Share) => `${rateText(part)} (${count(part.count)} of ${count(part.of)})`;
  return [
    [
      "Touched",
      `${plural(recipients, "recipient was", "recipients were")} throttled, each counted once; ${count(outcomes.pending.count)} still undelivered, ${count(outcomes.expired.count)} expired`,
    ],
    [
      "In the end",
      `${of(delivered)} of those delivered or throttled arrived; ${of(unthrottled)} without being throttled`,
    ],
  ];
}

function figureLines({ model, look }: Sheet): readonly string[] {
  const { figures } = model;
  const { throttled, throttlingCauses, delays } = figures;
  const bound = (seconds: number | null) =>
    seconds === null ? "beyond 5 days" : `within ${duration(seconds)}`;
  const exact = throttled.rate === null ? "" : `, 95 % interval ${interval(throttled)}`;
  const rows: readonly (readonly [string, string])[] = [
    ["Throttling rate", `${rateLine(throttled)}${exact}`],
    ["Throttling causes", `${rateLine(throttlingCauses)}, whatever the code`],
    [
      "Replies",
      `${count(throttled.replies)}, by which ${plural(throttled.recipients, "recipient was", "recipients were")} deferred; ${count(throttled.shadowed)} more lost with the session`,
    ],
    [
      "Withheld",
      `${plural(throttled.withheld, "recipient", "recipients")} by our own queue, without contact (${count(figures.withheldInAll)} for any reason)`,
    ],
    [
      "Providers",
      `${count(figures.providersAboveWatch)} above the threshold, of ${count(figures.providersRanked)} with ${model.thresholds.rankedAttempts} attempts or more; ${count(figures.providersThrottling)} throttled at all, of ${count(figures.providers)} tried`,
    ],
    [
      "Delivered",
      `${count(figures.delivered)} of ${plural(throttled.attempts, "attempt", "attempts")}; ${count(figures.bounced)} refused for good, ${count(figures.lost)} lost, ${count(figures.unreachable)} unreachable`,
    ],
    ...outcomeRows(model),
    [
      "Time to deliver",
      delays.delivered === 0
        ? "–"
        : `half ${bound(delays.median)}, 95 % ${bound(delays.p95)}, of ${plural(delays.delivered, "delivery", "deliveries")}`,
    ],
  ];
  return [
    ...heading("Key figures", look),
    ...rows.flatMap(([label, value]) => labelled(label, value, look)),
  ];
}

function labelled(label: string, value: string, look: Look): readonly string[] {
  return wrapped(value, look.columns, padded(label, LABEL), " ".repeat(LABEL));
}

/** Columns of text before a line of blocks. */
const LABEL = 19;

/** Buckets per block, so that the blocks fit beside their label. */
function bucketsPerBlock({ model, look }: Sheet): number {
  return Math.max(1, Math.ceil(model.timeline.starts.length / (look.columns - LABEL - 3)));
}

/** Column sums, block by block. */
function blockSums(column: readonly number[], sheet: Sheet): readonly (number | null)[] {
  const { states } = sheet.model.timeline;
  const size = bucketsPerBlock(sheet);
  return Array.from({ length: Math.ceil(column.length / size) }, (_, block) => {
    const from = block * size;
    if (states.slice(from, from + size).every((state) => state === "unknown")) return null;
    return column.slice(from, from + size).reduce((sum, value) => sum + value, 0);
  });
}

/** The first and the last moment under both ends of the blocks, where there is room for both. */
function axisLine(sheet: Sheet): string {
  const { starts, bucketSeconds } = sheet.model.timeline;
  const blocks = Math.ceil(starts.length / bucketsPerBlock(sheet));
  const first = sheet.time.minute(starts[0] ?? 0);
  const last = sheet.time.minute((starts[starts.length - 1] ?? 0) + bucketSeconds);
  const room = blocks - first.length - last.length;
  return " ".repeat(LABEL) + (room > 0 ? first + " ".repeat(room) + last : `${first} – ${last}`);
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
      `${padded(fitted(withoutControls(name), LABEL - 1), LABEL)}${blocksOf(blockSums(column, sheet))}`,
  );
  const seconds = timeline.bucketSeconds * bucketsPerBlock(sheet);
  const legend = `One block is ${duration(seconds)}; each line has its own height. Blank: nothing is known.`;
  const gaps = timeline.gaps.slice(0, GAPS_SHOWN).map((gap) => {
    const words = gap.kind === "no log" ? "no log was read" : "a busy log fell silent";
    return `Gap: ${when(gap.from, time)} – ${when(gap.until, time)}, ${words}.`;
  });
  const hidden = timeline.gaps.length - gaps.length;
  return [
    ...heading("Over time", look),
    ...lines.map((line) => line.trimEnd()),
    axisLine(sheet),
    ...wrapped(legend, look.columns, ""),
    ...gaps,
    ...(hidden > 0 ? [`${plural(hidden, "more gap", "more gaps")}.`] : []),
  ];
}

/** So many episodes are listed; the command `episodes` has all. */
const EPISODES_SHOWN = 12;

function episodeSection({ model, look }: Sheet): readonly string[] {
  const { episodes, span } = model;
  if (episodes.length === 0) return [];
  const hidden = episodes.length - EPISODES_SHOWN;
  return [
    ...heading("Episodes", look),
    ...episodeLines(episodes.slice(0, EPISODES_SHOWN), span.zone, look),
    ...(hidden > 0 ? [`${plural(hidden, "more episode", "more episodes")}.`] : []),
  ];
}

function qualityLines({ model, look, time }: Sheet): readonly string[] {
  const { quality } = model;
  const { total } = quality;
  const read = `Read from ${when(total.firstAt, time)} to ${when(total.lastAt, time)}: ${count(total.understood)} understood, ${count(total.irrelevant)} not about delivery, ${count(total.notUnderstood)} not understood.`;
  const issues = quality.issues.flatMap((issue) =>
    wrapped(
      `${withoutControls(issue.code)}: ${plural(issue.lines, "line", "lines")}`,
      look.columns,
      "  ",
      "    ",
    ),
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
    ...(model.inbound.sentence === "" ? [] : wrapped(model.inbound.sentence, look.columns, "")),
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
    ...previousLines(sheet),
    ...timeLines(sheet),
    ...whoLines(sheet),
    ...spreadLines(sheet),
    ...whyLines(sheet),
    ...senderLines(sheet),
    ...episodeSection(sheet),
    ...deliveryLines(sheet),
    ...limitLines(sheet),
    ...qualityLines(sheet),
  ];
  const text = `${lines.join("\n")}\n`;
  return look.ascii === true ? asciiOf(text) : text;
}
