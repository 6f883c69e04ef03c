import type { Timeline } from "../../reports/model.ts";
import { WEEK_START } from "./fixture.ts";

export type Column = readonly (readonly [throttled: number, attempts: number])[];

/** Hours from Friday midnight on; every line is a provider. */
export function timeline(
  all: Column,
  lines: Readonly<Record<string, Column>> = {},
  change: Partial<Timeline> = {},
): Timeline {
  const zeros = all.map(() => 0);
  const columns = (column: Column) => ({
    throttled: column.map(([throttled]) => throttled),
    attempts: column.map(([, attempts]) => attempts),
  });
  return {
    bucketSeconds: 3600,
    zone: "Europe/Berlin",
    starts: all.map((_, index) => WEEK_START + index * 3600),
    states: all.map(() => "seen"),
    partial: all.map(() => false),
    ...columns(all),
    delivered: zeros,
    causes: [],
    otherTemporary: zeros,
    bounced: zeros,
    lost: zeros,
    withheld: zeros,
    lines: Object.entries(lines).map(([name, column]) => ({
      provider: name,
      name,
      ...columns(column),
    })),
    gaps: [],
    ...change,
  };
}
