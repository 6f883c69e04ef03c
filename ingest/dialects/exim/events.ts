import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord, Writer } from "../../../src/domain/log-record.ts";
import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { EpochMs } from "../../../src/domain/time.ts";
import type { Replied } from "./reason.ts";

/** A record that begins with a message id. */
export type Line = { readonly record: LogRecord; readonly queueId: string };

type Base = {
  readonly at: EpochMs;
  readonly writer: Writer;
  readonly pid: null;
  readonly queueId: string;
};

/** What all events have. A delivery is logged by two processes, parent and child: neither stands for the session. */
export function baseOf({ record, queueId }: Line): Base {
  return { at: record.at, writer: record.writer, pid: null, queueId };
}

/** A refusal by the host that the message names, else by `host`; null when nobody is named. */
export function refusedEvent(
  line: Line,
  reason: Replied,
  host: RemoteHost | null,
  recipient: string | null,
): DeliveryEvent | null {
  const remote = reason.remote ?? host;
  if (remote === null) return null;
  const { stage, reply, mark, ownReply } = reason;
  return {
    kind: "refused",
    ...baseOf(line),
    remote,
    recipient,
    stage,
    reply,
    dsn: null,
    ownReply,
    mark,
  };
}
