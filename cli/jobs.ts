import { Failure } from "../src/domain/failure.ts";

/** Below this many bytes one thread is done in seconds, with less memory than two would hold. */
const WORTH_A_THREAD = 1.5e9;

/** What there is to read: a name of `-` is stdin. */
type Work = { readonly names: readonly string[]; readonly bytes: number };

/**
 * Whether a second thread counts while the first reads and stores: `jobs` is what was typed, without it the machine and the
 * work decide. A pipe is slower than one thread. Throws a Failure for what is no number.
 */
export function hasSecondThread(
  jobs: string | undefined,
  { names, bytes }: Work,
  cores: number,
): boolean {
  const threads = jobs === undefined ? (bytes < WORTH_A_THREAD ? 1 : cores) : parseJobs(jobs);
  return threads > 1 && !names.includes("-");
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1) return jobs;
  throw new Failure(`--jobs ${text} is not a number of threads`, "write 1 or 2", 2);
}
