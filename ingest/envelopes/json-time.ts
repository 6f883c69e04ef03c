import type { EpochMs } from "../../src/domain/time.ts";
import { createBsdStampReader, createIsoStampReader } from "./stamp.ts";
import { courseOf, type EnvelopeOptions } from "./syslog.ts";
import { openZone } from "./zone.ts";

/** Reads the time field of a JSON record: text or a number; null where it holds no time. */
export type InstantReader = (field: unknown, reference: EpochMs) => EpochMs | null;

/** `1795189546`, `1795189546.789165` → seconds, three digits of the fraction */
const SECONDS = /^(\d{9,10})(?:\.(\d{1,3})\d{0,9})?$/u;

/** `1795189829758`, and with three or six digits more, micro- and nanoseconds → milliseconds, until 2286 */
const MILLISECONDS = /^(\d{13})(?:\d{3}|\d{6})?(?:\.\d{1,9})?$/u;

/** `2026-11-20 15:45:46`: an ISO stamp as databases write it */
const BLANK_FOR_T = /^(\d{4}-\d\d-\d\d) (?=\d\d:)/u;

/**
 * Times as shippers write them: ISO 8601, `Nov 20 15:45:46`, epoch seconds with or without a fraction, journald's
 * microseconds in decimal text. What has neither year nor zone is read like a syslog stamp.
 */
export function createInstantReader(options: EnvelopeOptions): InstantReader {
  const zone = openZone(options.zone);
  const iso = createIsoStampReader(zone, courseOf(options));
  const bsd = createBsdStampReader(zone, options.year, courseOf(options));
  return (field, reference) => {
    if (typeof field === "number") return epochOf(String(field));
    if (typeof field !== "string") return null;
    const text = field.trim();
    const epoch = epochOf(text);
    if (epoch !== null) return epoch;
    const stamp = `${text.replace(BLANK_FOR_T, "$1T")} `;
    const read = iso(stamp, reference) ?? bsd(stamp, reference);
    return read !== null && read.end === stamp.length ? read.at : null;
  };
}

/** Digits are cut, not divided: journald's microseconds need more of them than a number holds exactly. */
function epochOf(text: string): EpochMs | null {
  const whole = MILLISECONDS.exec(text);
  if (whole !== null) return Number(whole[1]);
  const fields = SECONDS.exec(text);
  if (fields === null) return null;
  return Number(fields[1]) * 1000 + Number((fields[2] ?? "").padEnd(3, "0"));
}
