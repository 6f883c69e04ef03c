import { createEximInterpreter } from "../../../../ingest/dialects/exim/interpret.ts";
import { createEximDecoder } from "../../../../ingest/envelopes/exim-main-log.ts";
import type { DeliveryEvent } from "../../../../src/domain/delivery-event.ts";
import type { Outcome } from "../../../../src/domain/outcome.ts";

export const ID: string = "1xUQpD-0001pH-0k";

/** Steps 2 and 3 of the walk for the lines of one main log. */
export function createReader(): (text: string) => Outcome<DeliveryEvent> {
  const decode = createEximDecoder({ zone: "UTC", year: null });
  const interpret = createEximInterpreter();
  let line = 0;
  return (text) => {
    line++;
    const decoded = decode({ offset: line * 100, line, text, cut: false }, 0);
    return decoded.kind === "value" ? interpret(decoded.value) : decoded;
  };
}

/** The same for a line that stands alone. */
export function readLine(text: string): Outcome<DeliveryEvent> {
  return createReader()(text);
}

/** What is read of a line about message `1xUQpD-0001pH-0k`. */
export function outcomeOf(body: string, id: string = ID): Outcome<DeliveryEvent> {
  return readLine(`2026-11-20 15:46:55 ${id} ${body}`);
}

/** The event that such a line tells of; fails where it tells of none. */
export function eventOf(body: string, id?: string): DeliveryEvent {
  const outcome = outcomeOf(body, id);
  if (outcome.kind !== "value") throw new Error(`no event: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
