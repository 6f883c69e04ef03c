import { all, button, element } from "./elements.ts";

/** Where the browser gives no clipboard, the text stands selected, and the reader copies it. */
function offer(text: string): void {
  const area = element("textarea", { readonly: "", rows: "12", "aria-label": "Text to copy" });
  area.value = text;
  const dialog = element("dialog", { class: "offer", "aria-label": "Copy this text" });
  dialog.append(
    element("p", {}, "This browser gives pages no clipboard. The text is selected: copy it."),
    area,
    button("Close", { class: "plain-button" }, () => dialog.close()),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.focus();
  area.select();
}

function confirm(made: HTMLButtonElement, words: string): void {
  const label = made.textContent ?? "";
  if (made.dataset["done"] !== undefined) return;
  made.dataset["done"] = label;
  made.textContent = words;
  setTimeout(() => {
    made.textContent = label;
    delete made.dataset["done"];
  }, 1600);
}

/** Statements, commands and settings are there to be taken elsewhere. */
export function offerCode(): void {
  for (const code of all("pre > code")) {
    const tools = element("p", { class: "records" });
    tools.append(copyButton("Copy", () => code.textContent ?? ""));
    code.parentElement?.after(tools);
  }
}

/** A button that copies what `text` gives when it is pressed. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const made = button(label, { class: "plain-button", "aria-live": "polite" }, () => {
    const copied = navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error("none"));
    copied.then(
      () => confirm(made, "Copied"),
      () => offer(text()),
    );
  });
  return made;
}
