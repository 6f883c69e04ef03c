import { Failure } from "../src/domain/failure.ts";

/** Reads --limit. Throws a Failure when it is no number of rows. */
export function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new Failure(`--limit ${text} is not a number of rows`, "write a number such as 10", 2);
}
