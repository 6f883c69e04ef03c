import { existsSync } from "node:fs";
import { describe } from "vitest";

/** Names a folder that lies outside this repository. Empty where the variable is not set; a name that leads nowhere is a mistake and fails. */
function folderIn(variable: string): string {
  const folder = process.env[variable] ?? "";
  if (folder !== "" && !existsSync(folder)) {
    throw new Error(`${variable} names ${folder}, which does not exist`);
  }
  return folder;
}

/**
 * A suite about files of such a folder. They are not ours to pass on: on a stranger's machine, where the variable names none,
 * there is nothing to test. This is the only reason for which a test is not run.
 */
function suiteAbout(folder: string): (name: string, tests: () => void) => void {
  return folder === "" ? describe.skip : describe;
}

/** Logs of other tools and recordings with known truth. */
export const CORPUS: string = folderIn("SMTP_ANALYZE_CORPUS");
export const describeCorpus: ReturnType<typeof suiteAbout> = suiteAbout(CORPUS);

/** Labelled real replies: `responses.open.jsonl`, one a line. */
export const KNOWLEDGE: string = folderIn("SMTP_ANALYZE_KNOWLEDGE");
export const describeKnowledge: ReturnType<typeof suiteAbout> = suiteAbout(KNOWLEDGE);
