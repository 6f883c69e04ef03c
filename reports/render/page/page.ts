import { readData, type WrittenData } from "../../charts.ts";
import { epochOf } from "../local-time.ts";
import type { More } from "../more.ts";
import type { Services } from "../through.ts";
import { timeIn } from "./buckets.ts";
import { offerCode } from "./clipboard.ts";
import { type ThemeName, themeOf, themeSwitch } from "./colours.ts";
import { comparison } from "./comparison.ts";
import { offerEvidence } from "./evidence.ts";
import {
  type Filter,
  filterOf,
  fragmentOf,
  isEmpty,
  NO_FILTER,
  parseView,
  partOf,
  picked,
} from "./filter.ts";
import { filterBar } from "./filter-bar.ts";
import { offerMore } from "./more.ts";
import { narrow } from "./narrow.ts";
import { openForPrint } from "./paper.ts";
import { picksOf } from "./picks.ts";
import { pictures } from "./pictures.ts";
import { offerRecords } from "./records.ts";
import { makeTablesSortable } from "./sorting.ts";
import { choicesOf, providerBodies, reasonRows } from "./subjects.ts";
import { isWhole, type View, viewOf, wholeView } from "./view.ts";
import { zoomBar } from "./zoom.ts";

/** The data block is written by the same program as this script, so its shape is known. */
const { more, services, ...columns } = JSON.parse(
  document.getElementById("d")?.textContent ?? "{}",
) as WrittenData & {
  readonly more: More;
  readonly services: Services | null;
};
const names = services?.names ?? [];
const data = readData(columns);

let view: View = wholeView(data);
const drawing = pictures(data, view, {
  pointed: (index) => zoom.point(index),
  marked: (from, until) => lookAt(viewOf(data, from, until)),
});
const zoom = zoomBar(data, { look: lookAt, point: drawing.point });
const bodies = providerBodies(more, names);
let rows = reasonRows(bodies, names);
let whole = narrow(NO_FILTER, bodies, rows);
const showAll = offerMore(more, data.zone, () => {
  rows = reasonRows(bodies, names);
  whole = narrow(NO_FILTER, bodies, rows);
  offerEvidence();
  showPicks.find();
  showFilter(filter);
});
let filter: Filter = NO_FILTER;
let theme: ThemeName = "auto";
let compare: string | null = null;

const since = services?.since ?? null;
const bar = filterBar(
  choicesOf(bodies, rows, names),
  since === null ? null : timeIn(data.zone).minute(epochOf(since)),
  (next) => filterBy(next(filter)),
);
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

/** Only a page that was asked to look at earlier windows has the choice. */
const against = comparison((name) => {
  compareWith(name);
  keepView();
});

/** As the page opens is what an address need not say. */
function compareWith(name: string | undefined): void {
  const shown = against?.show(name);
  compare = shown === against?.opening ? null : (shown ?? null);
}

function showPart(next: View): void {
  view = next;
  drawing.look(view);
  zoom.show(view);
}

function lookAt(next: View): void {
  showPart(next);
  keepView();
}

/** A filter looks at all that the page has, so what is only carried is shown first. */
function showFilter(next: Filter): void {
  const isFirst = isEmpty(filter) && !isEmpty(next);
  filter = next;
  if (isFirst && showAll()) return;
  bar.show(filter, narrow(filter, bodies, rows), whole);
  showPicks.show(filter);
  drawing.show(filter.provider);
}

/** The view is part of the address, so that a link opens the same one. */
function keepView(): void {
  const part = isWhole(view, data) ? null : ([view.min, view.max] as const);
  history.replaceState(null, "", fragmentOf(filter, { theme, compare, part }) || location.pathname);
}

function filterBy(next: Filter): void {
  showFilter(next);
  keepView();
}

/** A fragment that names a place of the page leaves the view as it is. Pictures are drawn last, once it is known what they show. */
function readView(): void {
  const address = parseView(location.hash);
  if (address === null) return;
  const part = partOf(address);
  compareWith(address.get("compare")?.[0]);
  showPart(part === null ? wholeView(data) : viewOf(data, ...part));
  showFilter(filterOf(address));
  colourBy(themeOf(address.get("theme")?.[0]));
}

if (rows.length + bodies.length > 0) document.getElementById("time")?.before(bar.node);
document.querySelector(".brand")?.after(colours.button);
if (against !== null) colours.button.before(against.node);
offerEvidence();
offerCode();
makeTablesSortable();
offerRecords();
openForPrint();
compareWith(undefined);
showPart(view);
showFilter(NO_FILTER);
if (parseView(location.hash) === null) colourBy("auto");
else readView();
addEventListener("hashchange", readView);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]") !== null) return;
  view = wholeView(data);
  showPart(view);
  filterBy(NO_FILTER);
});
