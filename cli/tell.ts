import type { Failure } from "../src/domain/failure.ts";
import type { Io } from "./io.ts";

/** Prints a failure as one sentence and what to do next. */
export function tell(failure: Failure, io: Io): void {
  io.stderr.write(`smtp-analyze: ${failure.message}\n`);
  if (failure.hint !== null) io.stderr.write(`hint: ${failure.hint}\n`);
}
