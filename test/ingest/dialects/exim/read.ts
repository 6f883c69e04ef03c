import { createEximInterpreter } from "../../../../ingest/dialects/exim/interpret.ts";
import { createEximDecoder } from "../../../../ingest/envelopes/exim-main-log.ts";
import type { DeliveryEvent } from "../../../../src/domain/delivery-event.ts";
import type { Outcome } from "../../../../src/domain/outcome.ts";
import * as walk from "../../../support/walk.ts";

export const ID: string = "1xUQpD-0001pH-0k";

/** Steps 2 and 3 of the walk for the lines of one main log. */
export function createReader(): walk.Reader {
  return walk.createReader(createEximInterpreter(), createEximDecoder({ zone: "UTC", year: null }));
}

/** The same for a line that stands alone. */
export function readLine(text: string): Outcome<DeliveryEvent> {
  return createReader()(text);
}

const lineOf = (body: string, id: string): string => `2026-11-20 15:46:55 ${id} ${body}`;

/** What is read of a line about message `1xUQpD-0001pH-0k`. */
export function outcomeOf(body: string, id: string = ID): Outcome<DeliveryEvent> {
  return readLine(lineOf(body, id));
}

/** The event that such a line tells of. */
export function eventOf(body: string, id: string = ID): DeliveryEvent {
  return walk.eventIn(readLine, lineOf(body, id));
}
