import type { More } from "../more.ts";
import { all, wordsOf } from "./elements.ts";
import type { Key, Subject } from "./filter.ts";
import { type Met, saidTo, throttledIn } from "./met.ts";

/** One text of one provider, the unit that filters judge; `recipients` is what it deferred. */
export type ReasonRow = {
  readonly row: HTMLElement;
  readonly subject: Subject;
  readonly recipients: number;
};

/** One provider of "who", whose hosts and addresses can be searched as well. */
export type ProviderBody = {
  readonly body: HTMLElement;
  readonly provider: string;
  readonly name: string;
  readonly text: string;
  /** Of our services those that it throttled. */
  readonly service: ReadonlyMap<string, Met>;
};

/** `1,204` → 1204; what is no number counts nothing. */
export function numberIn(text: string): number {
  return Number(text.replaceAll(",", "")) || 0;
}

/** Hosts that are only carried are found as well. */
export function providerBodies(more: More, services: readonly string[]): readonly ProviderBody[] {
  return all("#who tbody[data-provider]").map((body) => {
    const name = wordsOf(body.querySelector("th bdi"));
    const provider = body.dataset["provider"] ?? "";
    const carried = (more.hosts[provider]?.rows ?? []).map(([host, ip]) => `${host} ${ip}`);
    const hosts = [wordsOf(body.querySelector(".more")), ...carried].join(" ");
    return {
      body,
      provider,
      name,
      text: `${name} ${hosts}`.toLowerCase(),
      service: throttledIn(body, services),
    };
  });
}

/** A text is also found by the name, host or address of the provider that said it. */
export function reasonRows(
  bodies: readonly ProviderBody[],
  services: readonly string[],
): readonly ReasonRow[] {
  const about = new Map(bodies.map(({ provider, text }) => [provider, text]));
  return all("#why tr[data-provider]").map((row) => {
    const provider = row.dataset["provider"] ?? "";
    return {
      row,
      recipients: numberIn(wordsOf(row.querySelector("[data-label=Throttled]"))),
      subject: {
        provider,
        cause: row.closest<HTMLElement>("[data-cause]")?.dataset["cause"] ?? "",
        code: row.dataset["code"] ?? "",
        service: saidTo(row, services),
        text: `${wordsOf(row).toLowerCase()} ${about.get(provider) ?? ""}`,
      },
    };
  });
}

/** The choices of each key, in the order of the page, which is the order of impact. */
export function choicesOf(
  bodies: readonly ProviderBody[],
  rows: readonly ReasonRow[],
  services: readonly string[],
): Readonly<Record<Key, ReadonlyMap<string, string>>> {
  const heads = all("#why [data-cause]").map((block): [string, string] => [
    block.dataset["cause"] ?? "",
    wordsOf(block.querySelector("h3")),
  ]);
  const codes = [...new Set(rows.map(({ subject }) => subject.code))].sort();
  return {
    provider: new Map(bodies.map(({ provider, name }) => [provider, name])),
    cause: new Map(heads),
    code: new Map(codes.map((code) => [code, code === "none" ? "no reply quoted" : code])),
    service: new Map(services.map((name) => [name, name])),
  };
}
