import { count, percent, plural } from "../numbers.ts";
import { all, button, element, wordsOf } from "./elements.ts";
import { type Filter, isEmpty, KEYS, type Key, NO_FILTER, without } from "./filter.ts";
import type { Narrowed } from "./narrow.ts";

type Choices = Readonly<Record<Key, ReadonlyMap<string, string>>>;

const NAMES: Readonly<Record<Key, string>> = {
  provider: "Provider",
  cause: "Cause",
  code: "Code",
  service: "Service",
};

const EVERY: Readonly<Record<Key, string>> = {
  provider: "All providers",
  cause: "All causes",
  code: "All codes",
  service: "All services",
};

/** A choice that no reader can make: more than one value, put together with Shift. */
const SEVERAL = "\u0000";

export type FilterBar = {
  readonly node: HTMLElement;
  readonly show: (filter: Filter, narrowed: Narrowed, whole: Narrowed) => void;
};

type Change = (next: (filter: Filter) => Filter) => void;

function choose(key: Key, choices: Choices, change: Change): HTMLSelectElement {
  const select = element(
    "select",
    { "aria-label": NAMES[key] },
    element("option", { value: "" }, EVERY[key]),
  );
  for (const [value, label] of choices[key])
    select.append(element("option", { value }, label === "" ? value : label));
  const several = element("option", { value: SEVERAL }, "");
  several.hidden = true;
  select.append(several);
  select.addEventListener("change", () => {
    const values = select.value === "" ? [] : [select.value];
    change((filter) => ({ ...filter, [key]: new Set(values) }));
  });
  return select;
}

function showChoice(select: HTMLSelectElement, values: ReadonlySet<string>, name: string): void {
  const several = select.options.item(select.options.length - 1);
  if (several !== null) several.text = `${values.size} ${name.toLowerCase()}s`;
  const [only = ""] = values;
  select.value = values.size > 1 ? SEVERAL : only;
  select.classList.toggle("on", values.size > 0);
}

function chipOf(name: string, label: string, remove: () => void): HTMLElement {
  const words = element("span", {}, `${name} `, element("strong", { dir: "auto" }, label));
  const chip = button("", { class: "chip", "aria-label": `Remove ${name} ${label}` }, remove);
  chip.append(words, element("span", { "aria-hidden": "true" }, "×"));
  return chip;
}

function chipsOf(filter: Filter, choices: Choices, change: Change): readonly HTMLElement[] {
  const chips = KEYS.flatMap((key) =>
    [...filter[key]].map((value) =>
      chipOf(NAMES[key], choices[key].get(value) ?? value, () =>
        change((now) => without(now, key, value)),
      ),
    ),
  );
  if (filter.text === "") return chips;
  return [...chips, chipOf("Text", filter.text, () => change((now) => ({ ...now, text: "" })))];
}

/** A service is counted by what it sent; the rest of the page is not known by service. */
function limitsOf({ service }: Filter, since: string | null): string {
  if (service.size === 0) return "";
  const from = since === null ? "" : ` since ${since}`;
  const those = service.size === 1 ? "this service" : "these services";
  return `. Recipients are those of ${those}${from}; columns, hosts, episodes and pictures are of all services`;
}

/** `Showing 1 of 4 providers, 2 of 7 texts, 11,302 of 13,172 throttled recipients (86 %)` */
function summaryOf(narrowed: Narrowed, whole: Narrowed): string {
  if (narrowed.providers.size === 0) return "Nothing on this page matches.";
  const share =
    whole.recipients === 0 ? "" : ` (${percent(narrowed.recipients / whole.recipients)})`;
  return [
    `Showing ${narrowed.providers.size} of ${plural(whole.providers.size, "provider", "providers")}`,
    `${count(narrowed.texts)} of ${plural(whole.texts, "text", "texts")}`,
    `${count(narrowed.recipients)} of ${count(whole.recipients)} throttled recipients${share}`,
  ].join(", ");
}

/** The head of the page says it too: `Provider Yahoo / AOL, Text tss04`. */
function tellHead(chips: HTMLElement): void {
  const inForce = all(":scope > .chip > span:first-child", chips).map(wordsOf);
  const place = document.getElementById("in-force");
  if (place !== null) place.textContent = inForce.join(", ") || "none";
}

function searchField(change: Change): HTMLInputElement {
  const search = element("input", {
    type: "search",
    "aria-label": "Search texts, hosts and addresses",
    placeholder: "Search texts, hosts, addresses",
    autocomplete: "off",
    spellcheck: "false",
  });
  search.addEventListener("input", () => change((now) => ({ ...now, text: search.value.trim() })));
  return search;
}

/** The bar above everything that can be narrowed. It exists only where scripts run. `since`: as far back as services are known, where that is less than the window. */
export function filterBar(choices: Choices, since: string | null, change: Change): FilterBar {
  const offered = KEYS.filter((key) => key !== "service" || choices.service.size > 0);
  const selects = offered.map((key) => ({ key, select: choose(key, choices, change) }));
  const search = searchField(change);
  const reset = button("Reset", { class: "reset", title: "Esc" }, () => change(() => NO_FILTER));
  const chips = element("div", { class: "chips" });
  const told = element("p", { class: "told", role: "status", "aria-live": "polite" });
  const fields = element(
    "div",
    { class: "fields" },
    ...selects.map(({ select }) => select),
    search,
  );
  const node = element("div", { class: "filter", role: "search", "aria-label": "Filter" });
  const line = element("div", { class: "active" }, chips, told, reset);
  node.append(fields, line);
  return {
    node,
    show(filter, narrowed, whole) {
      for (const { key, select } of selects) showChoice(select, filter[key], NAMES[key]);
      if (search.value.trim() !== filter.text) search.value = filter.text;
      line.hidden = isEmpty(filter);
      chips.replaceChildren(...chipsOf(filter, choices, change));
      tellHead(chips);
      told.textContent = isEmpty(filter)
        ? ""
        : `${summaryOf(narrowed, whole)}${limitsOf(filter, since)}`;
    },
  };
}
