import { existsSync } from "node:fs";
import { describe } from "vitest";

/**
 * Logs of other tools and recordings with known truth. They are not ours to pass on and lie outside this repository: where
 * SMTP_ANALYZE_CORPUS names no folder, as on a stranger's machine, the tests that need them are not run. A name that leads
 * nowhere is a mistake and fails.
 */
export const CORPUS: string = process.env["SMTP_ANALYZE_CORPUS"] ?? "";

if (CORPUS !== "" && !existsSync(CORPUS)) {
  throw new Error(`SMTP_ANALYZE_CORPUS names ${CORPUS}, which does not exist`);
}

/** A suite about the logs of the shared corpus. */
export const describeCorpus: (name: string, tests: () => void) => void =
  CORPUS === "" ? describe.skip : describe;
