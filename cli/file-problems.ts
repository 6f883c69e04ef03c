import { Failure } from "../src/domain/failure.ts";

/** So many problems of one file are told at once. */
const TOLD = 10;

/** All that is wrong in a file, a line for each problem, as a Failure of wrong usage. */
export function problemsFailure(problems: readonly string[], hint: string): Failure {
  const told = problems.slice(0, TOLD);
  const more = problems.length - told.length;
  return new Failure([...told, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"), hint, 2);
}
