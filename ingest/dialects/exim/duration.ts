/** `1w2d3h4m5s`, `0.005s`: how Exim prints a time (readconf.c, readconf_printtime) */
const DURATION =
  /^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,6})?)s)?$/u;

const SECONDS: readonly number[] = [604_800, 86_400, 3600, 60, 1];

/** Seconds of a duration, or null for anything else. */
export function parseDuration(text: string): number | null {
  const fields = text === "" ? null : DURATION.exec(text);
  if (fields === null) return null;
  return SECONDS.reduce((sum, unit, place) => sum + unit * Number(fields[place + 1] ?? 0), 0);
}
