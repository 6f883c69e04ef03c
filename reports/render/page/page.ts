import { type ThemeName, themeOf, themeSwitch } from "./colours.ts";
import { button } from "./elements.ts";
import { offerEvidence } from "./evidence.ts";
import { type Filter, filterOf, fragmentOf, NO_FILTER, parseView, picked } from "./filter.ts";
import { filterBar } from "./filter-bar.ts";
import { narrow } from "./narrow.ts";
import { openForPrint } from "./paper.ts";
import { picksOf } from "./picks.ts";
import { pictures } from "./pictures.ts";
import { offerRecords } from "./records.ts";
import { makeTablesSortable } from "./sorting.ts";
import { choicesOf, providerBodies, reasonRows } from "./subjects.ts";

const drawing = pictures();
const bodies = providerBodies();
const rows = reasonRows(bodies);
const whole = narrow(NO_FILTER, bodies, rows);
let filter: Filter = NO_FILTER;
let theme: ThemeName = "auto";
let compare = true;

const bar = filterBar(choicesOf(bodies, rows), (next) => filterBy(next(filter)));
const showPicks = picksOf((key, value, adding) => filterBy(picked(filter, key, value, adding)));
const colours = themeSwitch((next) => {
  colourBy(next);
  keepView();
});

function colourBy(next: ThemeName): void {
  theme = next;
  colours.show(next);
  drawing.redraw();
}

/** Only a page that was compared with the window before has the switch. */
const beside = button("", { class: "theme" }, () => {
  compareBy(!compare);
  keepView();
});

function compareBy(next: boolean): void {
  compare = next;
  beside.textContent = `Compare: ${next ? "previous window" : "off"}`;
  document.body.classList.toggle("alone", !next);
}

function showFilter(next: Filter): void {
  filter = next;
  bar.show(filter, narrow(filter, bodies, rows), whole);
  showPicks(filter);
  drawing.show(filter.provider);
}

/** The view is part of the address, so that a link opens the same one. */
function keepView(): void {
  history.replaceState(null, "", fragmentOf(filter, { theme, compare }) || location.pathname);
}

function filterBy(next: Filter): void {
  showFilter(next);
  keepView();
}

/** A fragment that names a place of the page leaves the view as it is. */
function readView(): void {
  const view = parseView(location.hash);
  if (view === null) return;
  colourBy(themeOf(view.get("theme")?.[0]));
  compareBy(view.get("compare")?.[0] !== "off");
  showFilter(filterOf(view));
}

if (rows.length + bodies.length > 0) document.getElementById("time")?.before(bar.node);
document.querySelector(".masthead nav")?.after(colours.button);
if (document.querySelector(".versus") !== null) colours.button.before(beside);
offerEvidence();
makeTablesSortable();
offerRecords();
openForPrint();
colourBy("auto");
compareBy(true);
showFilter(NO_FILTER);
readView();
addEventListener("hashchange", readView);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]") !== null) return;
  filterBy(NO_FILTER);
});
