import { askCompare, type Comparison, type Question } from "../../reports/answers/index.ts";
import { renderCompare } from "../../reports/render/answers/compare.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { Failure } from "../../src/domain/failure.ts";
import { type Io, lookOf } from "../io.ts";
import { parseLength } from "../length.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";
import { parseWhen } from "../when.ts";

export type CompareFlags = QuestionFlags & {
  readonly format: TableFormat;
  readonly at?: string;
  readonly window: string;
  readonly against?: string;
};

/** Prints whether one window is better than another of the same length. Throws a Failure where the two cannot be compared. */
export function compare(flags: CompareFlags, io: Io): void {
  const answer = asking(flags, io, (db, question) =>
    askCompare(db, question, comparisonOf(flags, question)),
  );
  if ("obstacle" in answer) {
    throw new Failure(
      `not comparable: ${answer.obstacle}`,
      "choose windows that were read whole; smtp-analyze doctor shows what was read",
    );
  }
  print(renderCompare(answer, flags.format, lookOf(io)), flags.format, io);
}

function comparisonOf(flags: CompareFlags, { zone, now }: Question): Comparison {
  const length = parseLength(flags.window, "--window");
  if (flags.at !== undefined) {
    return { kind: "around", at: parseWhen(flags.at, "--at", zone, now), length };
  }
  const { against } = flags;
  const shift = against === undefined ? null : parseLength(against, "--against");
  return { kind: "earlier", length, shift };
}
