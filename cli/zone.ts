import { Temporal } from "temporal-polyfill";
import { Failure } from "../src/domain/failure.ts";

/** The zone to draw in: the one named, else this machine's. Throws a Failure for a name nobody knows. */
export function parseZone(name: string | undefined): string {
  const zone = name ?? Temporal.Now.timeZoneId();
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    throw new Failure(
      `unknown time zone ${zone}`,
      "use an IANA name such as Europe/Berlin or UTC",
      2,
    );
  }
}
