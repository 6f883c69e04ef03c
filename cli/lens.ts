import { Failure } from "../src/domain/failure.ts";
import type { EpochSeconds } from "../src/domain/time.ts";
import { parseWhen } from "./when.ts";
import { parseZone } from "./zone.ts";

/** The flags that say which refusals, in which window, are counted. */
export type LensFlags = {
  readonly since?: string;
  readonly until?: string;
  readonly tz?: string;
  readonly codes?: string;
  readonly allThrottling?: boolean;
};

/** Window (half-open, null as far as the data go), zone and codes. */
export type LensChoice = {
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly zone: string;
  readonly codes: readonly (readonly [number, number])[] | "all-throttling";
};

/** `421`, `450-452` → one code or a range of them */
const CODES = /^([45]\d\d)(?:-([45]\d\d))?$/u;

/** Reads the flags. Throws a Failure that names the flag. */
export function parseLens(flags: LensFlags, now: number): LensChoice {
  const zone = parseZone(flags.tz);
  const from = flags.since === undefined ? null : parseWhen(flags.since, "--since", zone, now);
  const until = flags.until === undefined ? null : parseWhen(flags.until, "--until", zone, now);
  if (from !== null && until !== null && from >= until) {
    throw new Failure(`--since ${flags.since} is not before --until ${flags.until}`, null, 2);
  }
  const codes = flags.allThrottling ? "all-throttling" : parseCodes(flags.codes ?? "421");
  return { from, until, zone, codes };
}

function parseCodes(text: string): readonly (readonly [number, number])[] {
  return text.split(",").map((part) => {
    const range = CODES.exec(part.trim());
    const first = Number(range?.[1]);
    const last = Number(range?.[2] ?? range?.[1]);
    if (range === null || last < first) {
      throw new Failure(
        `--codes ${text}: ${part.trim()} is not a reply code`,
        "write for example 421,450-452",
        2,
      );
    }
    return [first, last];
  });
}
