import { readColumn } from "../../charts.ts";

/** What one service met of one provider. */
export type Met = { readonly recipients: number; readonly attempts: number };

function columnsOf(row: HTMLElement): readonly (number | null)[] {
  return readColumn(row.dataset["through"] ?? "");
}

/** The services that a provider throttled. */
export function throttledIn(body: HTMLElement, names: readonly string[]): Map<string, Met> {
  const columns = columnsOf(body);
  const met = names.map((name, place): [string, Met] => {
    const recipients = columns[2 * place] ?? 0;
    return [name, { recipients, attempts: columns[2 * place + 1] ?? 0 }];
  });
  return new Map(met.filter(([, { recipients }]) => recipients > 0));
}

/** The services that a text was said to, with the recipients it deferred of each. */
export function saidTo(row: HTMLElement, names: readonly string[]): Map<string, number> {
  const columns = columnsOf(row);
  return new Map(
    names.flatMap((name, place) => {
      const recipients = columns[place] ?? null;
      return recipients === null ? [] : [[name, recipients] as const];
    }),
  );
}
