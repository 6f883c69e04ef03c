import { all, element } from "./elements.ts";
import type { Filter, Key } from "./filter.ts";

type Pick = (key: Key, value: string, adding: boolean) => void;

type Mark = { readonly key: Key; readonly value: string; readonly button: HTMLButtonElement };

/** Wraps what names a value in a button that filters by it: for the keyboard as for the mouse. */
function markOf(holder: Element, key: Key, value: string, pick: Pick): Mark {
  const made = element("button", { type: "button", class: "pick", "aria-pressed": "false" });
  made.title = "Filter by this. Shift adds";
  made.append(...holder.childNodes);
  holder.append(made);
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    pick(key, value, event.shiftKey);
  });
  return { key, value, button: made };
}

const HOLDERS: readonly (readonly [Key, string, string])[] = [
  ["provider", "#who tbody[data-provider]", "th bdi"],
  ["provider", "#time .legend [data-provider]", "bdi"],
  ["provider", "#why tr[data-provider]", ".whom bdi"],
  ["provider", "#episodes tr[data-provider]", "th bdi"],
  ["provider", "#where th[data-provider]", "bdi"],
  ["service", "#where tr[data-service]", "th"],
  ["cause", "#episodes tr[data-cause]", ".cause-name"],
  ["cause", "#why [data-cause]", "h3"],
  ["code", "#why tr[data-code]", ".codes"],
];

/** The part of a row that means nothing else when it is clicked. */
const TAKEN = "a, button, summary, details, input, select, textarea";

/** A click anywhere on a provider's row, unless it ends a selection of text. */
function rowsPick(pick: Pick): void {
  for (const row of all("#who tbody[data-provider] > tr:first-child")) {
    row.classList.add("picks");
    row.addEventListener("click", (event) => {
      const onOther = event.target instanceof Element && event.target.closest(TAKEN) !== null;
      if (onOther || getSelection()?.isCollapsed === false) return;
      const provider = row.closest<HTMLElement>("[data-provider]")?.dataset["provider"] ?? "";
      pick("provider", provider, event.shiftKey);
    });
  }
}

/** A bar of the picture says below the pointer what it tells a screen reader. */
function hint(link: Element): void {
  if (!(link instanceof SVGElement)) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = link.getAttribute("aria-label");
  link.prepend(title);
}

/** A finding of the verdict and a bar of the picture lead to their provider. */
function linksPick(pick: Pick): void {
  for (const link of document.querySelectorAll<HTMLElement | SVGElement>("a[data-pick]")) {
    hint(link);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const adding = event instanceof MouseEvent && event.shiftKey;
      pick("provider", link.dataset["pick"] ?? "", adding);
      const target = link.dataset["stay"] === undefined ? "who" : "";
      document.getElementById(target)?.scrollIntoView();
    });
  }
}

/** `find` looks for names that have come into the page, `show` shows which ones are chosen. */
type Picks = { find(): void; show(filter: Filter): void };

/** Makes every name on the page a way to narrow it. */
export function picksOf(pick: Pick): Picks {
  const marks: Mark[] = [];
  const find = (): void => {
    marks.push(...newMarks(pick));
  };
  rowsPick(pick);
  linksPick(pick);
  find();
  return {
    find,
    show(filter) {
      for (const { key, value, button } of marks)
        button.setAttribute("aria-pressed", String(filter[key].has(value)));
    },
  };
}

/** Of what came into the page since the last time. */
function newMarks(pick: Pick): readonly Mark[] {
  return HOLDERS.flatMap(([key, rows, holder]) =>
    all(rows).flatMap((row) => {
      const place = row.querySelector(holder);
      if (place === null || place.querySelector(".pick") !== null) return [];
      return [markOf(place, key, row.dataset[key] ?? "", pick)];
    }),
  );
}
