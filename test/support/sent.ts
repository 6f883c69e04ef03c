import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { Writer } from "../../src/domain/log-record.ts";
import { eventOf } from "./walk.ts";

const writers = new Map<string, Writer>();

const DELIVERY = eventOf(
  "4ABC1: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)",
);

/** A delivery of this second, told by a log host that is one object however often it tells, as decoding makes it. */
export function sent(host: string, second: number): DeliveryEvent {
  const writer = writers.get(host) ?? { ...DELIVERY.writer, logHost: host };
  writers.set(host, writer);
  return { ...DELIVERY, queueId: `4ABC${second}`, at: second * 1000, writer } as DeliveryEvent;
}
