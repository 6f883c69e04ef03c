import { askDelivery } from "../../reports/answers/index.ts";
import { renderDelivery } from "../../reports/render/answers/delivery.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { type Io, lookOf } from "../io.ts";
import { parseLength } from "../length.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";

export type DeliveryFlags = QuestionFlags & {
  readonly format: TableFormat;
  readonly lifetime: string;
};

/** Prints what became of throttled recipients, what waits, and how our own MTA tries again. */
export function delivery(flags: DeliveryFlags, io: Io): void {
  const lifetime = parseLength(flags.lifetime, "--lifetime");
  const answer = asking(flags, io, (db, question) => askDelivery(db, question, lifetime));
  print(renderDelivery(answer, flags.format, lookOf(io)), flags.format, io);
}
