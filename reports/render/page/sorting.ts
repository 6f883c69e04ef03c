import { all, element, wordsOf } from "./elements.ts";

type SortKey = number | string;

/** `< 0.01 %`, `1,204`, `38 min`: the first number of a cell. */
const NUMBER = /^[<>≤~]?\s*(-?[\d,]+(?:\.\d+)?)/u;

/** A time sorts by its instant, a number by its value, a word by its letters; a dash stands below every number. */
function keyOf(cell: Element | undefined): SortKey {
  const instant = cell?.querySelector("time")?.getAttribute("datetime");
  if (instant !== undefined && instant !== null) return instant;
  const words = wordsOf(cell?.querySelector(".rate-text") ?? cell);
  const found = NUMBER.exec(words)?.[1];
  if (found !== undefined)
    return Number(found.replaceAll(",", "")) - (words.startsWith("<") ? 1e-6 : 0);
  return words === "–" || words === "" ? Number.NEGATIVE_INFINITY : words.toLowerCase();
}

function compared(a: SortKey, b: SortKey): number {
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a - b;
  if (typeof a === typeof b) return String(a).localeCompare(String(b), "en");
  return typeof a === "number" ? -1 : 1;
}

/** What moves together: a provider with its hosts, a host with its addresses, else a row. */
type Group = { readonly nodes: readonly Element[]; readonly head: Element; readonly last: number };

/** Sums of what is not listed stay at the end, and before them what has too few attempts to be compared. */
function lastOf(node: Element): number {
  if (node.classList.contains("rest")) return 2;
  return node.classList.contains("unranked") ? 1 : 0;
}

function groupsOf(table: HTMLTableElement): readonly Group[] {
  const [first, second] = table.tBodies;
  if (second !== undefined)
    return [...table.tBodies].map((body) => ({
      nodes: [body],
      head: body.rows[0] ?? body,
      last: lastOf(body),
    }));
  const groups: { nodes: Element[]; head: Element; last: number }[] = [];
  for (const row of first?.rows ?? []) {
    const before = groups.at(-1);
    if (row.classList.contains("address") && before !== undefined) before.nodes.push(row);
    else groups.push({ nodes: [row], head: row, last: lastOf(row) });
  }
  return groups;
}

function sort(table: HTMLTableElement, column: number, down: boolean): void {
  const groups = groupsOf(table).map((group) => ({
    ...group,
    key: keyOf(group.head.children[column]),
  }));
  const sign = down ? -1 : 1;
  groups.sort((a, b) => a.last - b.last || sign * compared(a.key, b.key));
  const several = table.tBodies.length > 1;
  for (const { nodes } of groups) {
    if (several) table.tFoot === null ? table.append(...nodes) : table.tFoot.before(...nodes);
    else table.tBodies[0]?.append(...nodes);
  }
}

/** The first click sorts the way one looks for trouble: numbers and times down, words up. */
function firstDown(table: HTMLTableElement, column: number): boolean {
  const cells = groupsOf(table).map(({ head }) => head.children[column]);
  return cells.some((cell) => typeof keyOf(cell) === "number" || cell?.querySelector("time"));
}

function makeSortable(table: HTMLTableElement): void {
  const heads = all<HTMLTableCellElement>(":scope > thead th", table);
  for (const [column, head] of heads.entries()) {
    if (wordsOf(head) === "Trend") continue;
    const made = element("button", { type: "button", class: "sort" });
    made.append(...head.childNodes);
    head.append(made);
    made.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const down = was === null ? firstDown(table, column) : was === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down);
    });
  }
}

/** Every table whose rows can stand in another order gets buttons in its header. */
export function makeTablesSortable(): void {
  for (const table of all<HTMLTableElement>("table:not(.heat)"))
    if (groupsOf(table).filter(({ last }) => last < 2).length > 1) makeSortable(table);
}
