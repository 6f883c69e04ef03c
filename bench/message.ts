import type { Destination } from "./destinations.ts";
import type { LogHost } from "./log-host.ts";

/** The recipients of a message at one destination: one delivery request of the queue manager. */
export type Part = { readonly destination: Destination; recipients: readonly string[] };

/** A message in the queue. `tries` counts the delivery attempts so far; a part leaves when it has no recipients. */
export type Message = {
  readonly host: LogHost;
  readonly queueId: string;
  readonly sender: string;
  readonly size: number;
  readonly arrivedAt: number;
  readonly parts: readonly Part[];
  tries: number;
};

export function recipientsLeft(message: Message): number {
  let left = 0;
  for (const part of message.parts) left += part.recipients.length;
  return left;
}
