import type { WeekCell, WeekGrid } from "../model-week.ts";
import { fraction, type Html, html, moment, NONE, type Page, tight } from "./context.ts";
import { heatOf, heatScale } from "./heat.ts";
import { WEEKDAYS } from "./local-time.ts";
import { count, percent } from "./numbers.ts";
import { visible } from "./remote-text.ts";

const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

/** `Tue 23:00–00:00` */
function hourName(hour: number): string {
  return `${WEEKDAYS[Math.floor(hour / 24)] ?? ""} ${clock(hour)}–${clock(hour + 1)}`;
}

/** The finding of a map: its highest rate, and what that is made of. */
function titleOf({ name, peak, cells }: WeekGrid): string {
  if (peak?.rate) {
    return `${name}: highest ${hourName(peak.hour)} with ${percent(peak.rate.share)} (${fraction(peak)})`;
  }
  const rated = cells.some(({ rate }) => rate !== null);
  return `${name}: ${rated ? "no hour with a rate above zero" : "no hour with enough attempts for a rate"}`;
}

/** As the long tables of page-time.ts: without the end tags that HTML lets it leave out. */
function cellOf({ recipients, attempts, rate }: WeekCell): Html {
  if (attempts === 0) return html`<td>${recipients === 0 ? NONE : count(recipients)}`;
  const basis = `${count(recipients)}/${count(attempts)}`;
  if (rate === null) return html`<td>${basis}`;
  return html`<td class="${heatOf(rate)}"><b>${percent(rate.share)}</b> ${basis}`;
}

function gridTable(grid: WeekGrid): Html {
  const rows = HOURS.map((hour) => {
    const cells = WEEKDAYS.map((_, day) => grid.cells[day * 24 + hour]);
    return html`<tr><th>${clock(hour)}${cells.map((cell) => (cell === undefined ? html`<td>` : cellOf(cell)))}`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Hour and weekday, ${visible(grid.name)}"><table class="heat week"><thead><tr><th scope="col">Hour</th>${WEEKDAYS.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function gridPart(grid: WeekGrid, place: number): Html {
  const title = tight(visible(titleOf(grid)));
  if (place === 0) return html`<h3>${title}</h3>${heatScale()}${gridTable(grid)}`;
  return html`<details><summary>${title}</summary>${gridTable(grid)}</details>`;
}

/** Is there a time of the week at which they are strict? Left out where less than two weeks were read. */
export function weekSection({ model, time }: Page): Html {
  const { week } = model;
  if (week === null) return html``;
  return html`<section id="week" aria-labelledby="week-title"><h2 id="week-title">Hour and weekday</h2>
  <p class="lead">Throttled recipients of attempts, ${moment(week.from, time)} – ${moment(week.until, time)}, by the clock of ${week.zone}.</p>
  <div class="panel">${week.grids.map(gridPart)}</div></section>`;
}
