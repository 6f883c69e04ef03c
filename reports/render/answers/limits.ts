import type { LimitRow, LimitsAnswer } from "../../model-limits.ts";
import { NONE } from "../context.ts";
import type { Look } from "../look.ts";
import { count } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, tableOf, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { windowLines } from "./words.ts";

const COLUMNS = [
  "provider",
  "sureness",
  "delivered",
  "perMinute",
  "perTenMinutes",
  "episodes",
  "onsets",
  "onsetMedian",
  "onsetLow",
  "onsetHigh",
  "below",
] as const;

function cellsOf(row: LimitRow): readonly (string | number | null)[] {
  const { onset } = row;
  return [
    row.provider,
    row.sureness,
    row.delivered,
    row.perMinute,
    row.perTenMinutes,
    row.episodes,
    onset?.onsets ?? 0,
    onset?.median ?? null,
    onset?.lowest ?? null,
    onset?.highest ?? null,
    row.below,
  ];
}

/** So many providers are listed, those with a limit first. */
const ROWS_SHOWN = 15;

export function limitTable(rows: readonly LimitRow[], look: Look): readonly string[] {
  const number = (value: number | null): string => (value === null ? NONE : count(value));
  const cells = rows.map((row) => [
    withoutControls(row.name),
    count(row.delivered),
    number(row.perMinute),
    number(row.perTenMinutes),
    row.onset === null ? "none seen" : `${row.onset.median}/min`,
    `${row.onset?.onsets ?? 0} of ${row.episodes}`,
  ]);
  const head = ["provider", "delivered", "most/min", "in 10 min", "refusals from", "episodes"];
  const [first = "", ...body] = tableOf(head, cells, look.columns);
  return [paint("bold", first, look), ...body];
}

function tableLines({ rows }: LimitsAnswer, look: Look): readonly string[] {
  const more = rows.length - ROWS_SHOWN;
  return [
    ...limitTable(rows.slice(0, ROWS_SHOWN), look),
    ...(more > 0 ? [`${count(more)} more: --format csv has all of them`] : []),
  ];
}

/** What is known of one provider, in words. */
export function limitSentence(row: LimitRow, look: Look): readonly string[] {
  return wrapped(withoutControls(`${row.name}: ${row.sentence}`), look.columns, "");
}

/** What is known of one provider in words, and the settings that stay below its limit. */
function providerLines(row: LimitRow, look: Look): readonly string[] {
  const said = limitSentence(row, look);
  if (row.snippet.length === 0) return ["", ...said];
  const settings = row.snippet.flatMap(({ file, text }) => [
    "",
    paint("bold", `# ${file}`, look),
    ...text.split("\n"),
  ]);
  return ["", ...said, "", `To stay below ${row.below}/min:`, ...settings];
}

function textOf(answer: LimitsAnswer, look: Look): string {
  const [row] = answer.rows;
  const lines = [
    ...(row === undefined
      ? ["Nothing is known by the minute in this window."]
      : [...tableLines(answer, look), ...providerLines(row, look)]),
    "",
    ...windowLines(answer.window, look),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderLimits(answer: LimitsAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    { answer, columns: COLUMNS, rows: answer.rows.map(cellsOf), text: () => textOf(answer, look) },
    format,
  );
}
