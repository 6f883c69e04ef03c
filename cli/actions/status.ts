import { alertsOf } from "../../reports/answers/alerts.ts";
import { askStatus } from "../../reports/answers/index.ts";
import type { StatusAnswer } from "../../reports/answers/model.ts";
import type { VerdictState } from "../../reports/model.ts";
import { renderAlerts } from "../../reports/render/answers/alerts.ts";
import { renderStatus } from "../../reports/render/answers/status.ts";
import { epochOf } from "../../reports/render/local-time.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { readAlertMemory, writeAlertMemory } from "../alert-file.ts";
import { type Io, lookOf } from "../io.ts";
import { parseLength } from "../length.ts";
import { print } from "../print.ts";
import { asking, type QuestionFlags } from "../question.ts";

export type StatusFlags = QuestionFlags & {
  readonly format: TableFormat;
  readonly alertState?: string;
  readonly remind: string;
};

/** As monitoring systems count: 0 ok, 1 warning, 2 critical, 3 unknown. */
const EXIT_CODES: Readonly<Record<VerdictState, number>> = {
  ok: 0,
  watch: 1,
  critical: 2,
  insufficient: 3,
};

/** Says whether we are being throttled, or only what changed, and answers with the exit code of the state. */
export function status(flags: StatusFlags, io: Io): number {
  const answer = asking(flags, io, askStatus);
  const text =
    flags.alertState === undefined
      ? renderStatus(answer, flags.format, lookOf(io))
      : alerts(flags.alertState, answer, flags, io);
  print(text, flags.format, io);
  return EXIT_CODES[answer.state];
}

/** What to tell is decided and written down before it is told: a mail may be lost, but is never sent twice. */
function alerts(
  path: string,
  answer: StatusAnswer,
  { format, remind }: StatusFlags,
  io: Io,
): string {
  const at = epochOf(answer.window.until);
  const moment = { at, remindEvery: parseLength(remind, "--remind") };
  const result = alertsOf(readAlertMemory(path), answer, moment);
  writeAlertMemory(path, result.memory);
  return renderAlerts(result, answer.window.zone, format, lookOf(io));
}
