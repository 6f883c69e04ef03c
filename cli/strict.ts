import { Failure } from "../src/domain/failure.ts";
import type { Totals } from "../src/pipeline.ts";

/** Of the lines that look like deliveries, `--strict` lets this share go by without being understood. */
const ALLOWED = 0.001;

const number = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 2 });

/** What `--strict` objects to in a run; null where enough was understood. */
export function strictFailure({ understood, suspect }: Totals, path: string): Failure | null {
  const all = understood + suspect;
  if (suspect <= all * ALLOWED) return null;
  const share = `${percent.format(suspect / all)}, --strict allows ${percent.format(ALLOWED)}`;
  return new Failure(
    `${number.format(suspect)} of ${number.format(all)} lines that look like deliveries were not understood (${share})`,
    `see them: smtp-analyze sql --db ${path} "SELECT reason, sample FROM unread_sample"`,
  );
}
