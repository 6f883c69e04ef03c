import { THROTTLING_CAUSES } from "../src/meaning/playbook.ts";
import type { Lens } from "./model.ts";

/** Which replies a report counts: inclusive ranges of codes, or every reply whose cause is throttling whatever its number. */
export type Codes = readonly (readonly [number, number])[] | "all-throttling";

const CAUSES: readonly string[] = [...THROTTLING_CAUSES].sort();

function rangeLabel([first, last]: readonly [number, number]): string {
  return first === last ? String(first) : `${first}–${last}`;
}

export function lensOf(codes: Codes): Lens {
  if (codes === "all-throttling") {
    return { label: "all throttling causes", codes: null, causes: CAUSES };
  }
  return { label: codes.map(rangeLabel).join(", ") || "no code", codes, causes: [] };
}

/** Every code of the ranges, one by one: SQLite looks a number up in a list faster than it compares ranges. */
function codesIn(ranges: readonly (readonly [number, number])[]): readonly number[] {
  const codes = new Set<number>();
  for (const [first, last] of ranges) {
    for (let code = Math.max(0, first); code <= Math.min(999, last); code++) codes.add(code);
  }
  return [...codes].sort((a, b) => a - b);
}

/** The lens as the parameters of a statement. */
export function lensParameters(lens: Lens): {
  readonly codes: string;
  readonly causes: string;
  readonly throttling: string;
} {
  return {
    codes: JSON.stringify(codesIn(lens.codes ?? [])),
    causes: JSON.stringify(lens.causes),
    throttling: JSON.stringify(CAUSES),
  };
}
