import { createUnderstand } from "../../src/meaning/understand.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { Journeys } from "../../src/tally/journeys.ts";
import { OpenReplies } from "../../src/tally/open-replies.ts";
import { Tally } from "../../src/tally/tally.ts";

/** A tally that remembers nothing but these open replies. */
export function freshTally(openReplies: OpenReplies = new OpenReplies(1)): Tally {
  return new Tally(createUnderstand(), openReplies, new Journeys(1, new InFlight()));
}
