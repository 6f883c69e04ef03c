import { duration, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { heading, type Sheet, when } from "./text-sections.ts";
import { blocksOf, fitted, LABEL, wrapped } from "./text-table.ts";
import { padded } from "./text-width.ts";

/** So many gaps are named. */
const GAPS_SHOWN = 5;

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

/** What was throttled and tried over the window as lines of blocks, and where nothing is known. */
export function timeLines(sheet: Sheet): readonly string[] {
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
