import type { CauseLine, CausesAnswer } from "../../answers/model.ts";
import { countedText, fraction } from "../context.ts";
import { epochOf, type LocalTime, localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { count, percent, plural } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import { NO_TEXT, spokenText } from "../reply-text.ts";
import type { TableFormat } from "../table.ts";
import { fitted, paint, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { shareText, windowLines } from "./words.ts";

/** A reply is quoted up to this length; the JSON has all of it. */
const QUOTED = 400;

const COLUMNS = [
  "cause",
  "code",
  "enhanced",
  "provider",
  "recipients",
  "replies",
  "withheld",
  "attempts",
  "isNew",
  "firstSeenAt",
  "firstAt",
  "lastAt",
  "rule",
  "sample",
] as const;

/** `1. Rate limit · Yahoo · 421 4.7.0 · NEW since 20 Nov 02:40`, what it did, and the words themselves. */
function causeLines(line: CauseLine, { place, total, time, look }: Context): readonly string[] {
  const code = [line.code ?? "no reply", line.enhanced ?? ""].join(" ").trim();
  const when = (instant: string): string => time.minute(epochOf(instant));
  const fresh =
    line.isNew && line.firstSeenAt !== null ? ` · NEW since ${when(line.firstSeenAt)}` : "";
  const title = withoutControls(`${place}. ${line.label} · ${line.name} · ${code}${fresh}`);
  const share = total === 0 ? "" : ` (${percent(line.recipients / total)} of all throttled)`;
  const facts = `${plural(line.recipients, "recipient", "recipients")}${share}, ${plural(line.replies, "reply", "replies")}, ${count(line.withheld)} withheld; ${fraction(line)} at ${line.name}; ${when(line.firstAt)} – ${when(line.lastAt)}; stage ${line.stages.join(", ")}; rule ${line.rule ?? "none"}`;
  const words = withoutControls(spokenText(line.sample, line.code));
  return [
    paint(line.isNew ? "yellow" : "bold", fitted(title, look.columns), look),
    ...wrapped(withoutControls(facts), look.columns, "   "),
    ...wrapped(words === "" ? NO_TEXT : `“${fitted(words, QUOTED)}”`, look.columns, "   "),
  ];
}

type Context = {
  readonly place: number;
  readonly total: number;
  readonly time: LocalTime;
  readonly look: Look;
};

function textOf(answer: CausesAnswer, look: Look): string {
  const { causes, throttled, omitted, window, lens } = answer;
  const time = localTime(window.zone);
  const total = throttled.recipients;
  const lines = [
    ...wrapped(`Throttled ${shareText(throttled)}; ${countedText(lens)}.`, look.columns, ""),
    ...causes.flatMap((line, index) => [
      "",
      ...causeLines(line, { place: index + 1, total, time, look }),
    ]),
    ...(omitted === 0
      ? []
      : ["", `${plural(omitted, "more text", "more texts")}: --limit shows more`]),
    "",
    ...windowLines(window, look),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderCauses(answer: CausesAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    {
      answer,
      columns: COLUMNS,
      rows: answer.causes.map((line) => COLUMNS.map((column) => line[column])),
      text: () => textOf(answer, look),
    },
    format,
  );
}
