import type { EpochSeconds } from "../domain/time.ts";
import { isThrottling } from "../meaning/playbook.ts";
import type { Meaning } from "../meaning/understand.ts";

/**
 * A recipient of whom nothing is heard for so long is lost track of: the five days that Postfix and Exim keep a message by
 * default, and a day, because the last retry comes late and hosts sleep.
 */
export const LOST_AFTER: number = 6 * 86_400;

/**
 * The way of one recipient of one message since a remote host first refused it for now. `tries` counts conversations: those
 * that were refused or broke off, the one that delivered or bounced it included. `filedUnder` is the first reply that
 * throttled it, the first refusal while none did.
 */
export type Journey = {
  readonly filedUnder: Meaning;
  readonly firstAt: EpochSeconds;
  readonly lastAt: EpochSeconds;
  readonly tries: number;
};

/** What may end a journey. `lost track`: its message left the queue without a word on it, or nothing was heard for days. */
export type Outcome = "delivered" | "bounced" | "expired" | "lost track";

/** Something that happened to a recipient in flight, or to all those of its message (`recipient` 0). */
export type Step = { readonly recipient: number; readonly at: EpochSeconds } & (
  | { readonly kind: "refused"; readonly meaning: Meaning }
  | { readonly kind: "broken off" | "delivered" | "bounced" | "expired" | "removed" }
);

/** Hears what comes of journeys: each end, and each new try with the seconds since the one before. */
export type Diary = {
  ended(journey: Journey, outcome: Outcome, seconds: number): void;
  triedAgain(journey: Journey, seconds: number): void;
};

/** The journey after one more step; null where there is none, or no longer. */
export function travel(journey: Journey | null, step: Step, diary: Diary): Journey | null {
  if (journey === null) return departure(step);
  if (isLost(journey, step.at)) {
    diary.ended(journey, "lost track", journey.lastAt - journey.firstAt);
    return departure(step);
  }
  switch (step.kind) {
    case "refused":
      return tried(refiled(journey, step.meaning), step.at, diary);
    case "broken off":
      return tried(journey, step.at, diary);
    case "delivered":
    case "bounced": {
      if (step.at < journey.firstAt) return journey;
      const last = tried(journey, step.at, diary);
      diary.ended(last, step.kind, step.at - last.firstAt);
      return null;
    }
    case "expired":
    case "removed":
      if (step.at < journey.firstAt) return journey;
      diary.ended(journey, outcomeOf(step.kind), step.at - journey.firstAt);
      return null;
  }
}

/** Whether nothing was heard of a journey for too long at this time. */
function isLost({ lastAt }: Journey, at: EpochSeconds): boolean {
  return at > lastAt + LOST_AFTER;
}

/** Only a refusal begins a journey: whoever was never refused is not followed. */
function departure(step: Step): Journey | null {
  if (step.kind !== "refused") return null;
  return { filedUnder: step.meaning, firstAt: step.at, lastAt: step.at, tries: 1 };
}

/** An older log may be read after a newer one: then the try is one more, and no interval can be told. */
function tried(journey: Journey, at: EpochSeconds, diary: Diary): Journey {
  const { filedUnder, firstAt, lastAt } = journey;
  const after = {
    filedUnder,
    firstAt: Math.min(firstAt, at),
    lastAt: Math.max(lastAt, at),
    tries: journey.tries + 1,
  };
  if (at >= lastAt) diary.triedAgain(after, at - lastAt);
  return after;
}

function refiled(journey: Journey, meaning: Meaning): Journey {
  if (isThrottling(journey.filedUnder) || !isThrottling(meaning)) return journey;
  return { ...journey, filedUnder: meaning };
}

function outcomeOf(kind: "expired" | "removed"): Outcome {
  return kind === "expired" ? "expired" : "lost track";
}
