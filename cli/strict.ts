import { Failure } from "../src/domain/failure.ts";
import type { Totals } from "../src/pipeline.ts";
import { grouped } from "./summary.ts";

/** Of the lines that look like deliveries, `--strict` lets this share go by without being understood. */
const ALLOWED = 0.001;

/** What `--strict` objects to in a run; null where enough was understood. */
export function strictFailure({ understood, suspect }: Totals, path: string): Failure | null {
  const all = understood + suspect;
  if (suspect <= all * ALLOWED) return null;
  const share = `${percent(suspect / all)}, --strict allows ${percent(ALLOWED)}`;
  return new Failure(
    `${grouped(suspect)} of ${grouped(all)} lines that look like deliveries were not understood (${share})`,
    `see them: smtp-analyze sql --db ${path} "SELECT reason, sample FROM unread_sample"`,
  );
}

/** `0.0833` → `8.33 %` */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
