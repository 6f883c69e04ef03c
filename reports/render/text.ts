import type { ReportModel, VerdictState } from "../model.ts";
import { episodeLines } from "./answers/episodes.ts";
import { asciiOf } from "./ascii.ts";
import { countedText } from "./context.ts";
import { comparedText, dataText, hostsText, zoneText } from "./facts.ts";
import { epochOf, localTime } from "./local-time.ts";
import type { Look } from "./look.ts";
import { count, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import {
  deliveryLines,
  limitLines,
  previousLines,
  senderLines,
  spreadLines,
} from "./text-answers.ts";
import { figureLines } from "./text-figures.ts";
import { heading, type Sheet, when, whoLines, whyLines } from "./text-sections.ts";
import { fitted, paint, wrapped } from "./text-table.ts";
import { timeLines } from "./text-time.ts";

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
