import { written } from "../charts.ts";
import type { ReportModel } from "../model.ts";
import { serviceName } from "./answers/words.ts";
import { visible } from "./remote-text.ts";

/** What a filter by service goes by: its names, and since when it knows; null where it knows the whole window. */
export type Services = { readonly names: readonly string[]; readonly since: string | null };

export function servicesOf({ through, span }: ReportModel): Services | null {
  if (through === null) return null;
  const { window, services } = through;
  return {
    names: services.map((one) => visible(serviceName(one))),
    since: window.from === span.from ? null : window.from,
  };
}

/** Recipients and attempts by service, in turn, as a row of `who` carries them; nothing where there is one service. */
export function throughProvider({ through, who }: ReportModel, provider: string): string {
  const place = who.rows.findIndex((row) => row.provider === provider);
  const row = through?.providers[place];
  if (row === undefined) return "";
  return written(
    row.recipients.flatMap((value, service) => {
      const attempts = row.attempts[service] ?? 0;
      return value + attempts === 0 ? [null, null] : [value, attempts];
    }),
  );
}

/** Recipients by service, as the row of a text carries them. `place` is that of the text in its cause. */
export function throughText({ through }: ReportModel, cause: string, place: number): string {
  const texts = through?.causes.find((one) => one.cause === cause)?.texts;
  return written(texts?.[place] ?? []);
}
