import { copyButton } from "./clipboard.ts";
import { all, element, wordsOf } from "./elements.ts";

type Field = readonly [label: string, value: string];

const instants = (node: ParentNode): readonly string[] =>
  all("time", node as HTMLElement).map((time) => time.getAttribute("datetime") ?? "");

/** Labels in a column, so that a ticket can be read. */
function written(title: string, fields: readonly Field[]): string {
  const width = Math.max(...fields.map(([label]) => label.length)) + 2;
  const lines = fields
    .filter(([, value]) => value !== "")
    .map(
      ([label, value]) =>
        `${`${label}:`.padEnd(width)}${value.replaceAll("\n", `\n${" ".repeat(width)}`)}`,
    );
  return `${[title, ...lines].join("\n")}\n`;
}

function windowFields(): readonly Field[] {
  const [from = "", until = ""] = all<HTMLTimeElement>("#verdict .window time").map(
    (time) => time.dateTime,
  );
  const zone = wordsOf(document.querySelector("#verdict .window .soft"));
  return [
    ["Window", `${from} – ${until}, ${zone}`],
    ["Counted", wordsOf(document.querySelector("#verdict .facts strong"))],
    ["Report", wordsOf(document.querySelector("#appendix footer"))],
  ];
}

/** `4.8 % (11,302 of 246,074 attempts)`: what the provider did in all. */
function providerRate(provider: string): string {
  const body = all("#who tbody[data-provider]").find((one) => one.dataset["provider"] === provider);
  const value = (label: string) => wordsOf(body?.querySelector(`[data-label="${label}"]`));
  const rate = wordsOf(body?.querySelector(".rate-text"));
  if (body === undefined) return "";
  return `${rate} (${value("Throttled")} of ${value("Attempts")} attempts)`;
}

function reasonEvidence(row: HTMLElement): string {
  const value = (label: string) => wordsOf(row.querySelector(`[data-label="${label}"]`));
  const [first = "", last = ""] = instants(row.querySelector(".note") ?? row);
  const block = row.closest("[data-cause]");
  return written("Throttling evidence", [
    ["Provider", wordsOf(row.querySelector(".whom bdi"))],
    ["Code", wordsOf(row.querySelector(".codes"))],
    ["Said", row.querySelector("blockquote")?.textContent ?? ""],
    ["Cause", wordsOf(block?.querySelector("h3"))],
    ["Deferred", `${value("Throttled")} recipients by ${value("Replies")} replies`],
    ["Seen", `${first} – ${last}`],
    ["Provider in all", providerRate(row.dataset["provider"] ?? "")],
    ...windowFields(),
  ]);
}

function episodeEvidence(row: HTMLElement): string {
  const value = (label: string) => wordsOf(row.querySelector(`[data-label="${label}"]`));
  const [start = "", end = "still open"] = instants(row);
  return written("Throttling episode", [
    ["Provider", wordsOf(row.querySelector("th bdi"))],
    ["Cause", wordsOf(row.querySelector(".cause-name"))],
    ["From", start],
    ["Until", row.dataset["open"] === undefined ? end : `${end}, still open`],
    ["Lasted", value("Duration")],
    ["Peak rate", value("Peak")],
    ["Deferred", `${value("Throttled")} of ${value("Attempts")} attempts`],
    ...windowFields(),
  ]);
}

/** What a provider's postmaster asks for first, as text for a ticket: beside every row that has it not yet. */
export function offerEvidence(): void {
  for (const row of all("#why tr[data-provider]")) {
    const place = row.querySelector(".said details");
    if (place === null || place.querySelector(".records") !== null) continue;
    const tools = element("p", { class: "records" });
    tools.append(copyButton("Copy as evidence", () => reasonEvidence(row)));
    place.append(tools);
  }
  for (const row of all("#episodes tr[data-provider]"))
    row
      .querySelector(".evidence:empty")
      ?.append(copyButton("Copy as evidence", () => episodeEvidence(row)));
}
