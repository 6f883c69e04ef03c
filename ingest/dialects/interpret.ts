import type { LogRecord } from "../../src/domain/log-record.ts";
import { createEximInterpreter } from "./exim/interpret.ts";
import { createPostfixInterpreter, type Interpret } from "./postfix/interpret.ts";

/** Interprets what either MTA says. */
export function createInterpreter(): Interpret {
  const postfix = createPostfixInterpreter();
  const exim = createEximInterpreter();
  return (record: LogRecord) => (record.writer.mta === "exim" ? exim(record) : postfix(record));
}
