/** `ENOENT: no such file or directory, open 'x'` → its first word */
const ERRNO = /^E[A-Z]+: /u;

/** Why the operating system did not do what it was asked to, in its own words. */
export function osWords(error: unknown): string {
  return error instanceof Error ? error.message.replace(ERRNO, "") : "unknown error";
}
