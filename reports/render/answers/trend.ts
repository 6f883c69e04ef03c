import type { Change, TrendAnswer, TrendStep } from "../../answers/model.ts";
import { countedText, interval, rateText } from "../context.ts";
import { epochOf, localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { count, duration, percent } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { blocksOf, paint, tableOf, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { DIRECTION_STYLES, differenceText, shareText, windowLines } from "./words.ts";

const COLUMNS = ["at", "known", "attempts", "recipients", "rate", "low", "high"] as const;

function rowOf({ at, known, attempts, recipients, rate }: TrendStep) {
  const { share = null, low = null, high = null } = rate ?? {};
  return [at, known, attempts, recipients, share, low, high];
}

/** The width of the longest bar. */
const BAR = 20;

function barOf(step: TrendStep, highest: number): string {
  if (!step.known) return "no log";
  if (step.rate === null) return step.attempts === 0 ? "" : "too few";
  return "█".repeat(Math.round((step.rate.share / Math.max(highest, 1e-6)) * BAR));
}

function stepLines({ steps, window }: TrendAnswer, look: Look): readonly string[] {
  const time = localTime(window.zone);
  const highest = Math.max(0, ...steps.map(({ rate }) => rate?.share ?? 0));
  const rows = steps.map((step) => [
    time.minute(epochOf(step.at)),
    count(step.recipients),
    count(step.attempts),
    rateText(step),
    interval(step),
    barOf(step, highest).padEnd(BAR),
  ]);
  const head = ["from", "throttled", "attempts", "rate", "95 % interval", "".padEnd(BAR)];
  const [first = "", ...body] = tableOf(head, rows, look.columns);
  return [paint("bold", first, look), ...body];
}

/** `worse than the step before: 31 % (…) after 4 % (…), +27 points (+24 to +30)` */
export function changeLines(against: string, change: Change, look: Look): readonly string[] {
  const { direction, before, after } = change;
  const word =
    direction === "better" || direction === "worse" ? `${direction} than` : `${direction} against`;
  const text = `${word} ${against}: ${shareText(after)} after ${shareText(before)}, ${differenceText(change)}`;
  const [first = "", ...rest] = wrapped(text, look.columns, "  ");
  return [first.replace(word, paint(DIRECTION_STYLES[direction], word, look)), ...rest];
}

/** The rates as blocks: a step without a rate is a blank, and only a real zero is the lowest block. */
function shapeLine(steps: readonly TrendStep[]): string {
  const shares = steps.map(({ rate }) => rate?.share ?? null);
  const known = shares.filter((share) => share !== null);
  return known.length === 0
    ? "no step has enough attempts for a rate"
    : `${blocksOf(shares)}  up to ${percent(Math.max(...known))}`;
}

function textOf(answer: TrendAnswer, look: Look): string {
  const { steps, changes, lens, provider, stepSeconds, window } = answer;
  const about = `${provider ?? "all providers"}, ${countedText(lens)}, in steps of ${duration(stepSeconds)}`;
  const lines = [
    ...wrapped(withoutControls(about), look.columns, ""),
    shapeLine(steps),
    "",
    ...stepLines(answer, look),
    "",
    ...changes.flatMap((change) => changeLines(change.against, change, look)),
    "",
    ...windowLines(window, look),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

export function renderTrend(answer: TrendAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    { answer, columns: COLUMNS, rows: answer.steps.map(rowOf), text: () => textOf(answer, look) },
    format,
  );
}
