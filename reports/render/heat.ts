import type { Rate } from "../model.ts";
import { type Html, html } from "./context.ts";
import { percent } from "./numbers.ts";

/** Lower bounds of the steps of a heat table. Colour is a help to the eye: the number stands in every cell. */
const STEPS: readonly number[] = [0.01, 0.05, 0.1, 0.2, 0.4];

/** The class of a cell: `r0` is below the first step. */
export function heatOf({ share }: Rate): string {
  return `r${STEPS.filter((least) => share >= least).length}`;
}

/** What the colours stand for. */
export function heatScale(): Html {
  const steps = STEPS.map(
    (least, step) => html`<li class="r${step + 1}">from ${percent(least)}</li>`,
  );
  return html`<ul class="heat-scale" aria-label="Colours"><li class="r0">below ${percent(STEPS[0] ?? 0)}</li>${steps}</ul>`;
}
