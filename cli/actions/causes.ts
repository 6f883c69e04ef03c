import { askCauses } from "../../reports/answers/index.ts";
import { renderCauses } from "../../reports/render/answers/causes.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";
import { parseLimit } from "../rows.ts";

/** Prints what exactly was said, the texts that are new marked. */
export function causes(
  flags: QuestionFlags & { readonly format: TableFormat; readonly limit: string },
  io: Io,
): void {
  const limit = parseLimit(flags.limit);
  const answer = asking(flags, io, (db, question) => askCauses(db, question, limit));
  print(renderCauses(answer, flags.format, lookOf(io)), flags.format, io);
}
