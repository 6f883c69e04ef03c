import type { Conversation } from "./conversation.ts";
import { writeStatus } from "./conversation.ts";
import { delaysOf } from "./delays.ts";
import type { Destination, Suspension } from "./destinations.ts";
import type { Scene } from "./scene.ts";
import { countOf } from "./truth.ts";

/** Seconds of rest, shorter than Postfix's default of 300 so that withheld mail does not drown the replies. */
const SHORTEST_REST = 10;
const LONGEST_REST = 60;

/** The queue manager gives a destination a rest; the reason will be quoted to all its mail. */
export function suspend(
  scene: Scene,
  destination: Destination,
  cause: Omit<Suspension, "until">,
): void {
  const until = scene.now() + SHORTEST_REST + scene.random.below(LONGEST_REST - SHORTEST_REST);
  destination.suspension = { ...cause, until };
}

/** The destination rests: every recipient is deferred by our own side with the old reason. All are left. */
export function withhold(conversation: Conversation, suspension: Suspension): readonly string[] {
  const { scene, recipients, age } = conversation;
  const delays = delaysOf(scene.random, age, 0, 0);
  const reason = `delivery temporarily suspended: ${suspension.reason}`;
  for (const recipient of recipients) {
    if (suspension.code === 421) scene.truth.linesWith421++;
    const verdict = {
      relay: "none",
      delays,
      dsn: suspension.dsn,
      status: "deferred",
      reason,
    } as const;
    writeStatus(conversation, recipient, verdict, "postfix/error");
  }
  countOf(scene.truth, suspension.code).withheld += recipients.length;
  return recipients;
}
