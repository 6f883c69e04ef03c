import { expect, test } from "vitest";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import { createUnderstand } from "../../src/meaning/understand.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { Journeys } from "../../src/tally/journeys.ts";
import { UnderWay } from "../../src/threads/under-way.ts";
import { eventOf } from "../support/walk.ts";

const refusal = (id: string): DeliveryEvent =>
  eventOf(
    `${id}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Busy (in reply to MAIL FROM command))`,
  );
const delivery = (id: string): DeliveryEvent =>
  eventOf(
    `${id}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)`,
  );

const understand = createUnderstand();

function refuse(journeys: Journeys, id: string): void {
  const event = refusal(id);
  if (event.kind !== "refused") throw new Error("no refusal");
  const { remote, dsn, stage, reply } = event;
  journeys.refused(event, understand({ remote, dsn, stage, ...reply }));
}

/** Of these messages, those whose delivery would be noted. */
function followed(journeys: Journeys, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => {
    journeys.note(delivery(id));
    return journeys.drain().length > 0;
  });
}

test("what the database reports lacks what is under way, and that is not forgotten", () => {
  const inFlight = new InFlight();
  const journeys = new Journeys(1, inFlight);
  const underWay = new UnderWay(inFlight, journeys);
  refuse(journeys, "4ABC1A");
  underWay.sent(1, journeys.drain());
  refuse(journeys, "4ABC2A");
  underWay.sent(2, journeys.drain());
  refuse(journeys, "4ABC3A");
  underWay.kept(1, { kind: "known", hashes: new Uint32Array() });
  journeys.drain();
  expect(followed(journeys, ["4ABC1A", "4ABC2A", "4ABC3A", "4ABC4A"])).toEqual([
    "4ABC2A",
    "4ABC3A",
  ]);
});

test("what another process may have put in flight is followed until the database tells again", () => {
  const inFlight = new InFlight();
  const journeys = new Journeys(1, inFlight);
  const underWay = new UnderWay(inFlight, journeys);
  underWay.kept(1, { kind: "uncertain" });
  expect(followed(journeys, ["4ABC1A"])).toEqual(["4ABC1A"]);
  underWay.kept(2, { kind: "same" });
  expect(followed(journeys, ["4ABC1A"])).toEqual(["4ABC1A"]);
  underWay.kept(3, { kind: "known", hashes: new Uint32Array() });
  expect(followed(journeys, ["4ABC1A"])).toEqual([]);
});
