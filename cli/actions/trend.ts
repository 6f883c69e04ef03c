import { askTrend } from "../../reports/answers/index.ts";
import { renderTrend } from "../../reports/render/answers/trend.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { type Io, lookOf } from "../io.ts";
import { parseLength } from "../length.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";

/** Prints the rate step by step, and whether it is better or worse than before. */
export function trend(
  flags: QuestionFlags & {
    readonly format: TableFormat;
    readonly compare?: string;
    readonly ascii?: boolean;
  },
  io: Io,
): void {
  const { compare } = flags;
  const earlier =
    compare === undefined ? null : { words: compare, seconds: parseLength(compare, "--compare") };
  const answer = asking(flags, io, (db, question) => askTrend(db, question, earlier));
  print(renderTrend(answer, flags.format, lookOf(io)), flags.format, io, flags.ascii);
}
