import { all } from "./elements.ts";

/** Paper cannot be clicked: hosts, texts and advice are opened; long number tables stay closed. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = all<HTMLDetailsElement>("details:not([open]):not(.data):not(.sql)");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
