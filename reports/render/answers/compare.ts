import type { Change, CompareAnswer } from "../../answers/model.ts";
import { countedText, rateText } from "../context.ts";
import type { Look } from "../look.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, tableOf, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { DIRECTION_WORDS, differenceText, shareText, windowLines } from "./words.ts";

const COLUMNS = [
  "provider",
  "direction",
  "beforeRecipients",
  "beforeAttempts",
  "beforeRate",
  "afterRecipients",
  "afterAttempts",
  "afterRate",
  "points",
  "low",
  "high",
] as const;

function rowOf(provider: string, { before, after, difference, direction }: Change) {
  const { points = null, low = null, high = null } = difference ?? {};
  return [
    provider,
    direction,
    before.recipients,
    before.attempts,
    before.rate?.share ?? null,
    after.recipients,
    after.attempts,
    after.rate?.share ?? null,
    points,
    low,
    high,
  ];
}

function sentenceOf({ all }: CompareAnswer): string {
  return `${DIRECTION_WORDS[all.direction]}: throttled ${shareText(all.after)}, before ${shareText(all.before)}; ${differenceText(all)}.`;
}

function textOf(answer: CompareAnswer, look: Look): string {
  const rows = answer.providers.map((row) => [
    withoutControls(row.name),
    rateText(row.before),
    rateText(row.after),
    differenceText(row),
    row.direction,
  ]);
  const [head = "", ...body] = tableOf(
    ["provider", "before", "after", "difference", ""],
    rows,
    look.columns,
  );
  const lines = [
    ...wrapped(sentenceOf(answer), look.columns, ""),
    ...answer.notes.flatMap((note) => wrapped(note, look.columns, "")),
    "",
    ...(rows.length === 0 ? [] : [paint("bold", head, look), ...body, ""]),
    ...wrapped(`Counted: ${countedText(answer.lens)}.`, look.columns, ""),
    ...windowLines(answer.before, look, "before  "),
    ...windowLines(answer.after, look, "after   "),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderCompare(answer: CompareAnswer, format: TableFormat, look: Look): string {
  const rows = answer.providers.map((row) => rowOf(row.provider, row));
  return renderDocument(
    {
      answer,
      columns: COLUMNS,
      rows: [rowOf("all", answer.all), ...rows],
      text: () => textOf(answer, look),
    },
    format,
  );
}
