import { afterEach, describe, expect, test } from "vitest";
import { openZone, type WallTime } from "../../../ingest/envelopes/zone.ts";

const TZ = process.env["TZ"];

afterEach(() => {
  if (TZ === undefined) delete process.env["TZ"];
  else process.env["TZ"] = TZ;
});

/** Every half hour around both changes of the year, and days that do not exist. */
function* readings(): Iterable<WallTime> {
  for (const [month, first] of [
    [2, 7],
    [2, 28],
    [3, 3],
    [9, 3],
    [9, 24],
    [10, 1],
    [1, 28],
    [1, 30],
  ] as const) {
    for (const day of [first, first + 1, first + 2]) {
      for (let half = 0; half < 50; half++) {
        yield { year: 2026, month, day, hour: Math.floor(half / 2), minute: (half % 2) * 30 };
      }
    }
  }
}

describe("this machine's zone gives the same instants as its name", () => {
  test.each(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])(
    "%s",
    (name) => {
      process.env["TZ"] = name;
      const own = openZone(null);
      const named = openZone(name);
      const late = Date.UTC(2027, 0);
      for (const wall of readings()) {
        expect([wall, own(wall, null)]).toEqual([wall, named(wall, null)]);
        expect([wall, own(wall, late)]).toEqual([wall, named(wall, late)]);
      }
    },
  );

  test("a year of four digits is never taken for one of two", () => {
    process.env["TZ"] = "UTC";
    const at = { year: 50, month: 0, day: 1, hour: 0, minute: 0 };
    expect(openZone(null)(at, null)).toEqual(openZone("UTC")(at, null));
  });

  test("of two hours that read alike the second is taken once the log has come further than the first", () => {
    process.env["TZ"] = "Europe/Berlin";
    const at = { year: 2026, month: 9, day: 25, hour: 2, minute: 0 };
    const first = Date.UTC(2026, 9, 25, 0);
    const zone = openZone(null);
    expect(zone(at, null)).toEqual({ at: first, isTwice: true });
    expect(zone(at, first + 240_000)).toEqual({ at: first, isTwice: true });
    expect(zone(at, first + 3_500_000)).toEqual({ at: first + 3_600_000, isTwice: true });
    expect(zone({ ...at, hour: 3 }, first)).toEqual({ at: first + 7_200_000, isTwice: false });
  });
});
