import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { NO_ALERTS } from "../reports/answers/alerts.ts";
import type { AlertMemory } from "../reports/answers/model.ts";
import { Failure } from "../src/domain/failure.ts";
import { osWords } from "./os-words.ts";

/** What the last run remembered; nothing where there was none. Throws a Failure that names the file. */
export function readAlertMemory(path: string): AlertMemory {
  const text = readText(path);
  if (text === null) return NO_ALERTS;
  const memory = parsed(text);
  if (memory !== null) return memory;
  throw new Failure(
    `cannot use ${path} as alert state: another program wrote it`,
    "name a file of its own with --alert-state; it is made when it is missing",
  );
}

/** The new state takes the place of the old one whole: a run that is killed leaves one of the two. */
export function writeAlertMemory(path: string, memory: AlertMemory): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(memory)}\n`);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw fileFailure("write", path, error);
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw fileFailure("read", path, error);
  }
}

function parsed(text: string): AlertMemory | null {
  try {
    const memory = JSON.parse(text) as Partial<AlertMemory> | null;
    return memory?.schema === NO_ALERTS.schema && Array.isArray(memory.open)
      ? (memory as AlertMemory)
      : null;
  } catch {
    return null;
  }
}

function fileFailure(verb: string, path: string, error: unknown): Failure {
  return new Failure(
    `cannot ${verb} the alert state ${path}: ${osWords(error)}`,
    "choose a file that this user may write with --alert-state",
  );
}
