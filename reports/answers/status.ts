import type { Measure, ReportModel } from "../model.ts";
import { localTime } from "../render/local-time.ts";
import { duration } from "../render/numbers.ts";
import type { StatusAnswer } from "./model.ts";
import { windowOf } from "./window.ts";

/** Lines older than this say nothing about now. */
const STALE_SECONDS = 3600;

/** What a status is made from: the window and the one before it. `now` is null where the past is asked about. */
type Evidence = {
  readonly model: ReportModel;
  readonly before: Measure;
  readonly now: number | null;
};

/** The verdict of the window; none when the newest line is more than an hour old. */
export function statusOf({ model, before, now }: Evidence, newest: number | null): StatusAnswer {
  const { verdict, lens, figures } = model;
  const age = now === null || newest === null ? null : Math.max(0, now - newest);
  const stale = age !== null && age > STALE_SECONDS ? age : null;
  const common = {
    schema: "smtp-analyze/status/1",
    window: windowOf(model),
    lens,
    throttled: figures.throttled,
    before,
    episodes: model.episodes.filter(({ endedAt }) => endedAt === null),
    stale,
  } as const;
  if (stale !== null && newest !== null) {
    const when = localTime(model.span.zone).minute(newest);
    const sentence = `The newest line that was read is from ${when}, ${duration(stale)} ago: it says nothing about now.`;
    return { ...common, state: "insufficient", sentence, findings: [], more: 0 };
  }
  const { state, sentence, findings, more } = verdict;
  return { ...common, state, sentence, findings, more };
}
