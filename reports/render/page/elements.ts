type Settings = Readonly<Record<string, string>>;

/** An element with attributes and text. Text is always text: nothing here reads markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  settings: Settings = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(settings)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

/** A button that submits nothing. */
export function button(
  label: string,
  settings: Settings,
  pressed: (event: MouseEvent) => void,
): HTMLButtonElement {
  const made = element("button", { type: "button", ...settings }, label);
  made.addEventListener("click", pressed);
  return made;
}

export function all<Kind extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Kind[] {
  return [...within.querySelectorAll<Kind>(selector)];
}

/** What a reader sees of an element, its blanks as one. */
export function wordsOf(node: Element | null | undefined): string {
  return (node?.textContent ?? "").replace(/\s+/gu, " ").trim();
}
