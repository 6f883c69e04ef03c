import { askLimits } from "../../reports/answers/index.ts";
import type { Mta } from "../../reports/model-limits.ts";
import { renderLimits } from "../../reports/render/answers/limits.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";

export type LimitsFlags = QuestionFlags & { readonly format: TableFormat; readonly mta: Mta };

/** Prints the rates at which providers began to refuse, and settings that stay below. */
export function limits(flags: LimitsFlags, io: Io): void {
  const answer = asking(flags, io, (db, question) => askLimits(db, question, flags.mta));
  print(renderLimits(answer, flags.format, lookOf(io)), flags.format, io);
}
