import type { StatusAnswer } from "../../answers/model.ts";
import type { Finding, VerdictState } from "../../model.ts";
import { countedText } from "../context.ts";
import type { Look } from "../look.ts";
import { plural } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { episodeLines } from "./episodes.ts";
import { shareText, windowLines } from "./words.ts";

/** Word, sign and colour of a state: never the colour alone. */
const STATES: Readonly<
  Record<VerdictState, readonly [string, string, "green" | "yellow" | "red" | "dim"]>
> = {
  ok: ["●", "OK", "green"],
  watch: ["▲", "WATCH", "yellow"],
  critical: ["■", "CRITICAL", "red"],
  insufficient: ["◌", "NOT ENOUGH DATA", "dim"],
};

const COLUMNS = ["state", "provider", "name", "ongoing", "text"] as const;

/** The state in one line: what a monitoring system shows. */
export function stateLine({ state, sentence }: StatusAnswer): string {
  const [sign, word] = STATES[state];
  return `${sign} ${word}: ${withoutControls(sentence)}`;
}

function findingLines({ findings, more }: StatusAnswer, look: Look): readonly string[] {
  const lines = findings.flatMap(({ name, text, state }: Finding) =>
    wrapped(withoutControls(`${name}, ${state}: ${text}`), look.columns, "  - ", "    "),
  );
  if (more === 0) return lines;
  return [...lines, `  - ${plural(more, "more provider", "more providers")} above the threshold`];
}

function headLines(answer: StatusAnswer, look: Look): readonly string[] {
  const style = STATES[answer.state][2];
  const [first = "", ...rest] = wrapped(stateLine(answer), look.columns, "");
  return [paint(style, first, look), ...rest];
}

function textOf(answer: StatusAnswer, look: Look): string {
  const { window, throttled, before, episodes, lens } = answer;
  const numbers = `Throttled ${shareText(throttled)}; in the window before it, ${shareText(before)}. Counted: ${countedText(lens)}.`;
  const lines = [
    ...headLines(answer, look),
    ...findingLines(answer, look),
    ...wrapped(numbers, look.columns, ""),
    ...(episodes.length === 0
      ? []
      : ["", "Open episodes", ...episodeLines(episodes, window.zone, look)]),
    "",
    ...windowLines(window, look),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderStatus(answer: StatusAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    {
      answer,
      columns: COLUMNS,
      rows: answer.findings.map((finding) => COLUMNS.map((column) => finding[column])),
      text: () => textOf(answer, look),
    },
    format,
  );
}
