import { csvOf } from "../csv.ts";
import { copyButton } from "./clipboard.ts";
import { all, button, element, wordsOf } from "./elements.ts";

/** A time as its instant, a number without its separators, else the words as they stand. */
function writtenIn(cell: Element): string {
  const instant = cell.querySelector("time")?.getAttribute("datetime");
  if (instant !== undefined && instant !== null) return instant;
  const words = wordsOf(cell.querySelector(".rate-text, summary > span[dir]") ?? cell);
  return GROUPED.test(words) ? words.replaceAll(",", "") : words;
}

/** `1,204` → a number with separators. */
const GROUPED = /^-?\d{1,3}(?:,\d{3})+$/u;

/** Rows that a filter left, in the order they stand in; rows that only hold another table are not rows. */
function recordsOf(table: HTMLTableElement): readonly (readonly string[])[] {
  const rows = [...table.rows].filter(
    (row) => !row.classList.contains("more") && row.offsetParent !== null,
  );
  return rows.map((row) =>
    [...row.cells].flatMap((cell) => [
      writtenIn(cell),
      ...Array.from({ length: cell.colSpan - 1 }, () => ""),
    ]),
  );
}

/** Tabs and line breaks are gone from every value already. */
function tsvOf(table: HTMLTableElement): string {
  return recordsOf(table)
    .map((row) => `${row.join("\t")}\n`)
    .join("");
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** `Texts of Rate limit` → `texts-of-rate-limit.csv` */
function fileName(label: string): string {
  const words = label.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  return `${words.join("-") || "table"}.csv`;
}

/** Below every table: its rows, as they stand, for a spreadsheet or a ticket. */
export function offerRecords(): void {
  for (const box of all(".scroll")) {
    const table = box.querySelector("table");
    if (table === null || table.rows.length < 3) continue;
    const name = box.getAttribute("aria-label") ?? "table";
    const tools = element("p", { class: "records" });
    tools.append(
      copyButton("Copy as TSV", () => tsvOf(table)),
      button("Download CSV", { class: "plain-button" }, () =>
        save(fileName(name), csvOf(recordsOf(table))),
      ),
    );
    box.after(tools);
  }
}
