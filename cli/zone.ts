import { Temporal } from "temporal-polyfill";
import { Failure } from "../src/domain/failure.ts";

/** The zone to draw in: the one named, else this machine's. Throws a Failure for a name nobody knows. */
export function parseZone(name: string | undefined): string {
  const zone = name ?? Temporal.Now.timeZoneId();
  const known = knownZone(zone);
  if (known !== null) return known;
  throw new Failure(
    `unknown time zone ${zone}`,
    "use an IANA name such as Europe/Berlin or UTC",
    2,
  );
}

/** The zone of this name as the calendar spells it; null for a name nobody knows. */
export function knownZone(name: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}
