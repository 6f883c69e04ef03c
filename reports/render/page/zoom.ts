import type { ChartData } from "../../charts.ts";
import { timeIn } from "./buckets.ts";
import { button, element } from "./elements.ts";
import { readoutOf } from "./readout.ts";
import { isWhole, type View, viewOf, wholeView } from "./view.ts";

const HOUR = 3600;
const DAY = 86_400;

/** Lengths that can be looked at, as far as the data have them. */
const LENGTHS: readonly (readonly [string, number])[] = [
  ["1 h", HOUR],
  ["6 h", 6 * HOUR],
  ["24 h", DAY],
  ["7 d", 7 * DAY],
  ["30 d", 30 * DAY],
];

export type ZoomBar = {
  readonly show: (view: View) => void;
  readonly point: (index: number | null) => void;
};

/** `18 Nov 02:00 – 18 Nov 08:00` */
function stretchText({ min, max }: View, { zone, width }: ChartData): string {
  const time = timeIn(zone);
  const written = width >= DAY ? time.day : time.minute;
  return `${written(min)} – ${written(max)}`;
}

function lengthButtons(data: ChartData, now: () => View, look: (view: View) => void) {
  return LENGTHS.filter(
    ([, seconds]) => seconds >= 6 * data.width && seconds < data.max - data.min,
  ).map(([label, seconds]) => ({
    seconds,
    made: button(
      label,
      { class: "plain-button", "aria-pressed": "false", "aria-label": `Show ${label}` },
      () => look(viewOf(data, now().max - seconds, now().max)),
    ),
  }));
}

/** The cross-hair follows the arrow keys on a focused picture, from edge to edge of what is shown. */
function pointByKeys(data: ChartData, now: () => View, point: (index: number | null) => void) {
  let at: number | null = null;
  const bounds = (): readonly [number, number] => [
    Math.floor((now().min - data.first) / data.width),
    Math.ceil((now().max - data.first) / data.width) - 1,
  ];
  const next = (key: string): number | null => {
    const [least, most] = bounds();
    const inside = (index: number) => Math.min(most, Math.max(least, index));
    if (key === "ArrowRight") return inside((at ?? least - 1) + 1);
    if (key === "ArrowLeft") return inside((at ?? most + 1) - 1);
    if (key === "Home") return least;
    return key === "End" ? most : null;
  };
  for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".canvas canvas")) {
    canvas.tabIndex = 0;
    canvas.addEventListener("keydown", (event) => {
      const index = next(event.key);
      if (index === null) return;
      event.preventDefault();
      point(index);
    });
  }
  return (index: number | null): void => {
    at = index;
  };
}

type Wiring = {
  readonly look: (view: View) => void;
  readonly point: (index: number | null) => void;
};

/** Above the pictures: which part of the window they show, and the numbers below the cross-hair. */
export function zoomBar(data: ChartData, { look, point }: Wiring): ZoomBar {
  let view = wholeView(data);
  const now = () => view;
  const lengths = lengthButtons(data, now, look);
  const move = (direction: number) => () => {
    const by = ((view.max - view.min) / 2) * direction;
    look(viewOf(data, view.min + by, view.max + by));
  };
  const earlier = button("Earlier", { class: "plain-button" }, move(-1));
  const later = button("Later", { class: "plain-button" }, move(1));
  const whole = button("Whole window", { class: "plain-button" }, () => look(wholeView(data)));
  const told = element("p", { class: "stretch", role: "status" });
  const readout = element("p", { class: "readout", "aria-live": "polite" });
  const bar = element(
    "div",
    { class: "zoom", role: "group", "aria-label": "Part of the window" },
    ...lengths.map(({ made }) => made),
    ...[earlier, later, whole, told],
  );
  if (data.count > 0) document.querySelector("#time > figure")?.before(bar, readout);
  const pointed = pointByKeys(data, now, point);
  return {
    show(next) {
      view = next;
      const all = isWhole(view, data);
      for (const control of [earlier, later, whole]) control.hidden = all;
      for (const { seconds, made } of lengths)
        made.setAttribute("aria-pressed", String(view.max - view.min === seconds));
      told.textContent = all
        ? "Drag over a picture to look closer; arrow keys read its values."
        : stretchText(view, data);
    },
    point(index) {
      pointed(index);
      readout.textContent = index === null ? "" : readoutOf(data, index);
    },
  };
}
