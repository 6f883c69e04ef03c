import { element } from "./elements.ts";

/** What the page can stand beside, and what an address calls it. */
const CHOICES: readonly (readonly [name: string, label: string, compared: string])[] = [
  ["before", "Compare: previous window", ".versus:not(.week)"],
  ["week", "Compare: same window last week", ".versus.week"],
];

const OFF = "off";

export type Comparison = {
  readonly node: HTMLElement;
  /** Shows this one, or the one that the page opens with where it has no such. Says which it is. */
  readonly show: (name: string | undefined) => string;
  /** The one that the page opens with. */
  readonly opening: string;
};

/** Windows that cannot be compared are offered and refused: the lines above the cards say why. */
function optionsOf(): readonly HTMLOptionElement[] {
  return CHOICES.flatMap(([name, label, compared]) => {
    const isThere = document.querySelector(compared) !== null;
    if (isThere) return [element("option", { value: name }, label)];
    if (document.querySelector(`[data-obstacle=${name}]`) === null) return [];
    return [element("option", { value: name, disabled: "" }, label)];
  });
}

/** Which earlier window the numbers stand beside. Null where nobody asked for one. */
export function comparison(chosen: (name: string) => void): Comparison | null {
  const offered = optionsOf();
  if (offered.length === 0) return null;
  const select = element(
    "select",
    { class: "theme", "aria-label": "Compare with an earlier window" },
    ...offered,
    element("option", { value: OFF }, "Compare: off"),
  );
  select.addEventListener("change", () => chosen(select.value));
  const names = offered.filter(({ disabled }) => !disabled).map(({ value }) => value);
  const opening = names[0] ?? OFF;
  return {
    node: select,
    opening,
    show(name = opening) {
      const shown = name === OFF || names.includes(name) ? name : opening;
      select.value = shown;
      document.body.classList.toggle("against-week", shown === "week");
      document.body.classList.toggle("against-nothing", shown === OFF);
      return shown;
    },
  };
}
