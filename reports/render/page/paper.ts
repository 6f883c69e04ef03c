import { all, element, wordsOf } from "./elements.ts";

/** `Fri 13 Nov 2026, 00:00 – … UTC+01:00. Filter: Provider Yahoo / AOL`: a page of a stack says what it is about. */
function viewText(): string {
  const window = wordsOf(document.querySelector("#verdict .window"));
  const inForce = wordsOf(document.getElementById("in-force"));
  return `${window}. ${inForce === "none" ? "No filter" : `Filter: ${inForce}`}.`;
}

/** Paper cannot be clicked: hosts, texts and advice are opened, long number tables stay closed, and every section says its window. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  let notes: HTMLElement[] = [];
  addEventListener("beforeprint", () => {
    opened = all<HTMLDetailsElement>("details:not([open]):not(.data):not(.sql)");
    for (const details of opened) details.open = true;
    const text = viewText();
    notes = all("section > h2").map((head) => {
      const note = element("p", { class: "note view" }, text);
      head.after(note);
      return note;
    });
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    for (const note of notes) note.remove();
  });
}
