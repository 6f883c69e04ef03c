import { describe, expect, test } from "vitest";
import { parseZone } from "../../cli/zone.ts";
import { localTime } from "../../reports/render/local-time.ts";

/** 2026-11-20T10:15:00Z, a Friday. */
const AT = 1_795_169_700;

describe("an instant by the clock of a zone", () => {
  test.each([
    ["UTC", "Fri 20 Nov 2026, 10:15", "UTC+00:00", 4 * 24 + 10],
    ["Europe/Berlin", "Fri 20 Nov 2026, 11:15", "UTC+01:00", 4 * 24 + 11],
    ["+01:00", "Fri 20 Nov 2026, 11:15", "UTC+01:00", 4 * 24 + 11],
    ["+0530", "Fri 20 Nov 2026, 15:45", "UTC+05:30", 4 * 24 + 15],
    ["-11:00", "Thu 19 Nov 2026, 23:15", "UTC-11:00", 3 * 24 + 23],
  ])("%s", (typed, full, offset, hour) => {
    const zone = parseZone(typed);
    const time = localTime(zone);
    expect(time.zone).toBe(zone);
    expect(time.full(AT)).toBe(full);
    expect(time.offset(AT)).toBe(offset);
    expect(time.hourOfWeek(AT)).toBe(hour);
    expect(time.secondOfDay(AT)).toBe((hour % 24) * 3600 + (typed === "+0530" ? 45 : 15) * 60);
  });

  test("is that of UTC where nobody knows the zone", () => {
    expect(localTime("Nowhere/Else").zone).toBe("UTC");
  });
});
