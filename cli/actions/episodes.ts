import { askEpisodes } from "../../reports/answers/index.ts";
import { renderEpisodes } from "../../reports/render/answers/episodes.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";

/** Lists the incidents of throttling, newest first. */
export function episodes(flags: QuestionFlags & { readonly format: TableFormat }, io: Io): void {
  const answer = asking(flags, io, askEpisodes);
  print(renderEpisodes(answer, flags.format, lookOf(io)), flags.format, io);
}
