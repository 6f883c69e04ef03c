import type { More, MoreEpisode, MoreHost, MoreText } from "../more.ts";
import { count, duration, percent, plural } from "../numbers.ts";
import { sampleCaption } from "../sample.ts";
import { timeIn } from "./buckets.ts";
import { all, button, element } from "./elements.ts";
import { rateText } from "./rates.ts";

type Cell = readonly [kind: string, content: Node | string, label?: string];

function cellOf([kind, content, label]: Cell): HTMLElement {
  const cell = element("td", { class: kind }, content);
  if (label !== undefined) cell.dataset["label"] = label;
  return cell;
}

/** `<time>` with the exact instant behind the local words, as the page has it. */
function momentOf(minute: number, zone: string): Node {
  if (minute === 0) return document.createTextNode("–");
  const datetime = new Date(minute * 60_000).toISOString().replace(".000Z", "Z");
  return element("time", { datetime }, timeIn(zone).minute(minute * 60));
}

const code = (text: string, kind = ""): HTMLElement =>
  element("code", { class: kind, dir: "ltr" }, text);

function hostRow(row: MoreHost, zone: string): HTMLElement {
  const [host, address, recipients, attempts, replies, withheld, first, last] = row;
  const head = element("th", { scope: "row" }, code(host), " ", code(address, "soft"));
  const rate = element("span", { class: "rate-text" }, rateText(recipients, attempts));
  const cells: readonly Cell[] = [
    ["", count(recipients)],
    ["", count(attempts)],
    ["rate", rate],
    ["", count(replies)],
    ["", count(withheld)],
    ["when", momentOf(first, zone)],
    ["when", momentOf(last, zone)],
  ];
  return element("tr", { class: "host" }, head, ...cells.map(cellOf));
}

type Words = { readonly text: string; readonly sample: string; readonly isQuoted: boolean };

/** A text opens as those of the page do: the verbatim sample, and below it when it was said. */
function saidIn({ text, sample, isQuoted }: Words, seen: readonly (Node | string)[]): HTMLElement {
  const figure = element(
    "figure",
    { class: "sample" },
    element("figcaption", {}, sampleCaption(sample, isQuoted)),
    element("blockquote", { dir: "ltr" }, sample),
  );
  return element(
    "details",
    {},
    element("summary", {}, element("span", { dir: "ltr" }, text)),
    figure,
    element("p", { class: "note" }, ...seen),
  );
}

function textRow(row: MoreText, zone: string): HTMLElement {
  const [provider, name, digits, enhanced, text, recipients, replies, ...seenAt] = row;
  const [first, last, sample, told, through] = seenAt;
  const codes = document.createElement("span");
  if (digits === "") codes.append(element("span", { class: "tag" }, "no reply quoted"));
  else codes.append(code(digits), " ", code(enhanced, "soft"));
  const seen = ["First seen ", momentOf(first, zone), ", last ", momentOf(last, zone), `. ${told}`];
  const key = digits === "" ? "none" : `${digits} ${enhanced}`.trim();
  const cells: readonly Cell[] = [
    ["codes", codes],
    ["said", saidIn({ text, sample, isQuoted: digits !== "" }, seen)],
    ["whom", element("bdi", {}, name || provider)],
    ["n strong", count(recipients), "Throttled"],
    ["n", count(replies), "Replies"],
    ["when", momentOf(last, zone), "Last seen"],
  ];
  const marks = { "data-provider": provider, "data-code": key, "data-through": through };
  return element("tr", marks, ...cells.map(cellOf));
}

function episodeRow(row: MoreEpisode, zone: string): HTMLElement {
  const [provider, name, cause, label, started, ended, last, recipients, attempts, peak, taken] =
    row;
  const named = element("span", { class: "cause-name" }, label);
  const head = element("th", { scope: "row" }, element("bdi", {}, name || provider), " ");
  head.append(element("span", { class: "cause" }, named));
  const cells: readonly Cell[] = [
    ["when", momentOf(started, zone)],
    ["when", ended === 0 ? "open" : momentOf(ended, zone)],
    ["n", duration((last - started) * 60), "Duration"],
    ["n strong", count(recipients), "Throttled"],
    ["n", count(attempts), "Attempts"],
    ["n", rateText(recipients, attempts)],
    ["n", percent(peak), "Peak"],
    ["n", taken, "Taken"],
    ["evidence", ""],
  ];
  const marks = { "data-episode": "", "data-provider": provider, "data-cause": cause };
  return element("tr", marks, head, ...cells.map(cellOf));
}

/** Puts the button beside the words of the rest; what it shows takes the place of the words. */
function offer(place: Element, rows: number, show: () => void): () => void {
  let shown = false;
  const once = (): void => {
    if (shown) return;
    shown = true;
    made.remove();
    show();
  };
  const made = button(`Show ${rows} more`, { class: "plain-button" }, once);
  place.append(" ", made);
  return once;
}

type Left = More["hosts"][string]["left"];

/** The line of the rest, when all that is carried stands above it: what is left is not in this page. */
function tellLeft(rest: HTMLElement, left: Left, [one, many]: readonly [string, string]): void {
  const [rows, recipients, attempts, replies, withheld] = left;
  if (rows === 0) {
    rest.remove();
    return;
  }
  const [head, ...cells] = rest.children;
  const isHost = rest.classList.contains("host");
  const numbers = isHost
    ? [
        count(recipients),
        count(attempts),
        rateText(recipients, attempts),
        count(replies),
        count(withheld),
      ]
    : ["", "", count(recipients), count(replies)];
  for (const [place, text] of numbers.entries())
    if (text !== "") cells[place]?.replaceChildren(text);
  const words = isHost ? head : cells[0];
  words?.replaceChildren(
    `${plural(rows, one, many)} not in this page: `,
    code(`smtp-analyze ${isHost ? "top --by host" : "causes --format json"}`),
  );
}

/** Rows of a table whose last line sums up what is not listed. */
type Part = { readonly rows: number; readonly left: Left; readonly make: () => readonly Node[] };

function offerAbove(
  rest: HTMLElement | null,
  place: Element | null | undefined,
  { rows, left, make }: Part,
  names: readonly [one: string, many: string],
  changed: () => void = () => {},
): (() => void) | null {
  if (rest === null || place === null || place === undefined) return null;
  return offer(place, rows, () => {
    rest.before(...make());
    tellLeft(rest, left, names);
    changed();
  });
}

function offerHosts({ hosts }: More, zone: string): void {
  for (const [provider, { rows, left }] of Object.entries(hosts)) {
    const rest = document.querySelector<HTMLElement>(
      `#who [data-provider="${CSS.escape(provider)}"] .host.rest`,
    );
    const make = () => rows.map((row) => hostRow(row, zone));
    const part = { rows: rows.length, left, make };
    offerAbove(rest, rest?.firstElementChild, part, ["other host", "other hosts"]);
  }
}

function offerTexts({ texts }: More, zone: string, changed: () => void): readonly (() => void)[] {
  return Object.entries(texts).flatMap(([cause, { rows, left }]) => {
    const rest = document.querySelector<HTMLElement>(
      `#why [data-cause="${CSS.escape(cause)}"] .rest`,
    );
    const make = () => rows.map((row) => textRow(row, zone));
    const part = { rows: rows.length, left, make };
    const show = offerAbove(rest, rest?.children[1], part, ["other text", "other texts"], changed);
    return show === null ? [] : [show];
  });
}

function offerEpisodes({ episodes }: More, zone: string, changed: () => void): (() => void) | null {
  const [note] = all("#episodes .note.rest");
  const body = document.querySelector("#episodes .episodes tbody");
  if (note === undefined || body === null || episodes.length === 0) return null;
  return offer(note, episodes.length, () => {
    body.append(...episodes.map((row) => episodeRow(row, zone)));
    const left = Number(note.dataset["more"]) - episodes.length;
    if (left <= 0) note.remove();
    else
      note.firstChild?.replaceWith(
        `${plural(left, "older episode", "older episodes")} not in this page: `,
      );
    changed();
  });
}

/**
 * Offers what the page carries beyond its first rows. `changed` is called when texts or episodes have come. Gives a way to show
 * all of these at once, which says whether any have come.
 */
export function offerMore(more: More, zone: string, changed: () => void): () => boolean {
  let isAtOnce = false;
  let hasCome = false;
  const come = (): void => {
    hasCome = true;
    if (!isAtOnce) changed();
  };
  offerHosts(more, zone);
  const shows = [...offerTexts(more, zone, come), offerEpisodes(more, zone, come)];
  return () => {
    isAtOnce = true;
    hasCome = false;
    for (const show of shows) show?.();
    isAtOnce = false;
    if (hasCome) changed();
    return hasCome;
  };
}
