import type { Look } from "./look.ts";
import { headOf, padded, widthOf } from "./text-width.ts";

const STYLES = { bold: "1", dim: "2", red: "31", yellow: "33", green: "32" } as const;

/** Colours a text that is our own. Remote text has lost its escapes before it comes here. */
export function paint(style: keyof typeof STYLES, text: string, look: Look): string {
  return look.colour ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
}

/** Cut to a width in columns of a terminal, with an ellipsis in the last one. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return width <= 1 ? "…" : `${headOf(text, width - 1)}…`;
}

const BLANKS = / +/u;

/** No first column is narrower than this, however narrow the terminal. */
const NARROWEST = 6;

/** What becomes of a first cell that is wider than its column: cut, or written whole on a line of its own. */
type Overlong = "cut" | "own line";

/** Columns padded to their widest cell: the first to the left in what is left of the line, the others to the right. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number = Number.POSITIVE_INFINITY,
  overlong: Overlong = "cut",
): readonly string[] {
  const lines = [head, ...rows];
  const widths = columnWidths(lines);
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  const first = Math.min(widths[0] ?? 0, Math.max(NARROWEST, columns - others));
  return lines.flatMap(([name = "", ...cells]) => {
    const filled = cells.map((text, column) => padStart(text, widths[column + 1] ?? 0));
    const lineOf = (label: string) => [padded(label, first), ...filled].join("  ").trimEnd();
    if (widthOf(name) <= first || overlong === "cut") return [lineOf(fitted(name, first))];
    return [...wholeOf(name, columns), ...(cells.some((text) => text !== "") ? [lineOf("")] : [])];
  });
}

/** The width of each column's widest cell. There may be more lines than a call can have arguments. */
export function columnWidths(lines: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const line of lines) {
    for (const [column, cell] of line.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    }
  }
  return widths;
}

function wholeOf(name: string, columns: number): readonly string[] {
  const indent = " ".repeat(name.length - name.trimStart().length);
  return wrapped(name.trimStart(), columns, indent);
}

function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks a text at blanks; a word longer than the width is cut into pieces. `hanging` stands before every line but the first. */
export function wrapped(
  text: string,
  width: number,
  indent: string,
  hanging: string = indent,
): readonly string[] {
  const room = Math.max(10, width - Math.max(indent.length, hanging.length));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(BLANKS).flatMap((part) => piecesOf(part, room))) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  const all = line === "" ? lines : [...lines, line];
  return all.map((words, index) => (index === 0 ? indent : hanging) + words);
}

function piecesOf(word: string, room: number): readonly string[] {
  if (widthOf(word) <= room) return [word];
  const pieces: string[] = [];
  for (let rest = word; rest !== ""; ) {
    const piece = headOf(rest, room);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces;
}

const BLOCKS = "▁▂▃▄▅▆▇█";

/** `[0, 2, null, 8]` → `▁▂ █`: unknown is a blank, and only a real zero is the lowest block. */
export function blocksOf(values: readonly (number | null)[]): string {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === null) return " ";
      const level = highest === 0 ? 0 : Math.ceil((value / highest) * (BLOCKS.length - 1));
      return BLOCKS[level] ?? "";
    })
    .join("");
}

/** Columns of text before a figure or a line of blocks. */
export const LABEL = 19;
