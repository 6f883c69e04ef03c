import type { Finding } from "../model.ts";
import type { AlertChange, AlertMemory, AlertsAnswer, OpenAlert, StatusAnswer } from "./model.ts";

/** An alert is over when its cause has stayed away for so many seconds: a rate at the limit must not ring every five minutes. */
const QUIET_SECONDS = 3600;

export const NO_ALERTS: AlertMemory = { schema: "smtp-analyze/alert-state/1", open: [] };

/** The key of the alert that the log itself raises when nothing new was read. */
const LOG = "";

type Moment = { readonly at: number; readonly remindEvery: number };

/** What a status raises an alert for. */
type Trouble = Pick<Finding, "provider" | "name" | "state" | "text">;

/**
 * What changed since the last time: `opened`, `worse`, `recovered`, or a reminder of what goes on. While there is too little
 * data for a verdict nothing recovers.
 */
export function alertsOf(memory: AlertMemory, status: StatusAnswer, moment: Moment): AlertsAnswer {
  const troubles = new Map(troublesOf(status).map((trouble) => [trouble.provider, trouble]));
  const changes: AlertChange[] = [];
  const open: OpenAlert[] = [];
  for (const alert of memory.open) {
    const trouble = troubles.get(alert.provider);
    troubles.delete(alert.provider);
    const step =
      trouble === undefined
        ? withoutTrouble(alert, status, moment)
        : withTrouble(alert, trouble, moment);
    if (step.change !== null) changes.push(step.change);
    if (step.open !== null) open.push(step.open);
  }
  for (const trouble of troubles.values()) {
    const { provider, name, state, text } = trouble;
    const { at } = moment;
    changes.push({ kind: "opened", provider, name, state, since: at, text });
    open.push({ provider, name, state, since: at, seenAt: at, toldAt: at });
  }
  return {
    schema: "smtp-analyze/alerts/1",
    changes,
    memory: { schema: NO_ALERTS.schema, open },
  };
}

function troublesOf({ findings, stale, sentence }: StatusAnswer): readonly Trouble[] {
  if (stale === null) return findings;
  return [{ provider: LOG, name: "The log", state: "watch", text: sentence }];
}

type Step = { readonly change: AlertChange | null; readonly open: OpenAlert | null };

function withTrouble(alert: OpenAlert, trouble: Trouble, { at, remindEvery }: Moment): Step {
  const { provider, name, since } = alert;
  const { state, text } = trouble;
  const isWorse = alert.state === "watch" && state === "critical";
  const isDue = at - alert.toldAt >= remindEvery;
  if (!isWorse && !isDue) return { change: null, open: { ...alert, seenAt: at } };
  const kind = isWorse ? "worse" : "reminder";
  return {
    change: { kind, provider, name, state, since, text },
    open: { ...alert, state, seenAt: at, toldAt: at },
  };
}

function withoutTrouble(alert: OpenAlert, { stale, state }: StatusAnswer, { at }: Moment): Step {
  const isBlind = state === "insufficient" && (alert.provider !== LOG || stale !== null);
  const hold = alert.provider === LOG ? 0 : QUIET_SECONDS;
  if (isBlind || at - alert.seenAt < hold) return { change: null, open: alert };
  const { provider, name, since } = alert;
  const text = provider === LOG ? "Lines are read again." : "below the threshold again.";
  return { change: { kind: "recovered", provider, name, state: "ok", since, text }, open: null };
}
