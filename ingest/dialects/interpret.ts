import type { Interpret } from "../../src/domain/steps.ts";
import { createEximInterpreter } from "./exim/interpret.ts";
import { createPostfixInterpreter } from "./postfix/interpret.ts";

/** Interprets what either MTA says. */
export function createInterpreter(): Interpret {
  const postfix = createPostfixInterpreter();
  const exim = createEximInterpreter();
  return (record) => (record.writer.mta === "exim" ? exim(record) : postfix(record));
}
