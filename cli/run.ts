import { CommanderError } from "commander";
import { Failure } from "../src/domain/failure.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { tell } from "./tell.ts";

/** Runs one command line and answers with the exit code: 0 done, 1 failed, 2 wrong usage. Our own bugs throw. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const outcome = { exitCode: 0 };
  const program = createProgram(io, outcome);
  try {
    await program.parseAsync(argv, { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Failure)) throw error;
    tell(error, io);
    return error.exitCode;
  }
}
