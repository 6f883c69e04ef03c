import type {
  DeliveryAnswer,
  DeliveryRow,
  PendingAge,
  RetryStep,
  Share,
  TimeToDeliver,
} from "../../model-delivery.ts";
import { countedText, NONE } from "../context.ts";
import type { Look } from "../look.ts";
import { count, duration, percent, plural } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, tableOf, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { windowLines } from "./words.ts";

const COLUMNS = [
  "provider",
  "cause",
  "recipients",
  "delivered",
  "bounced",
  "expired",
  "pending",
  "lostTrack",
  "deliveredRate",
  "low",
  "high",
  "delayP50",
  "delayP95",
] as const;

function cellsOf(row: DeliveryRow): readonly (string | number | null)[] {
  const { share = null, low = null, high = null } = row.delivered.rate ?? {};
  return [
    row.provider,
    row.cause,
    row.recipients,
    row.delivered.count,
    row.bounced.count,
    row.expired.count,
    row.pending.count,
    row.lostTrack.count,
    share,
    low,
    high,
    row.time.p50,
    row.time.p95,
  ];
}

/** `31 % (27–35 %)`: a rate with its 95 % interval, or a dash below the minimum volume. */
function rateText({ rate }: Share): string {
  if (rate === null) return NONE;
  return `${percent(rate.share)} (${percent(rate.low).replace(" %", "")}–${percent(rate.high)})`;
}

/** A bold head and its rows under a title. */
function section(
  title: string,
  table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] },
  look: Look,
): readonly string[] {
  const [head = "", ...body] = tableOf(table.head, table.rows, look.columns);
  return ["", paint("bold", title, look), paint("dim", head, look), ...body];
}

function timeText({ delivered, p50, p95 }: TimeToDeliver): string {
  if (delivered < 20) return `too few delivered (${count(delivered)})`;
  const bound = (seconds: number | null): string =>
    seconds === null ? "more than 5 days" : `at most ${duration(seconds)}`;
  return `half after ${bound(p50)}, 95 % after ${bound(p95)} (${count(delivered)} delivered)`;
}

function outcomeLines({ outcomes, recipients }: DeliveryAnswer, look: Look): readonly string[] {
  const named: readonly (readonly [string, Share])[] = [
    ["delivered", outcomes.delivered],
    ["bounced", outcomes.bounced],
    ["expired in the queue", outcomes.expired],
    ["still waiting", outcomes.pending],
    ["lost track of", outcomes.lostTrack],
  ];
  const rows = named.map(([name, share]) => [name, count(share.count), rateText(share)]);
  const head = ["", "recipients", "share (95 % interval)"];
  return section(
    `What became of ${plural(recipients, "throttled recipient", "throttled recipients")}`,
    { head, rows },
    look,
  );
}

/** So many tries are listed; what came later is in the JSON. */
const TRIES_SHOWN = 10;

function curveLines({ curve, recipients }: DeliveryAnswer, look: Look): readonly string[] {
  if (curve.length === 0) return [];
  const rows = curve
    .slice(0, TRIES_SHOWN)
    .map((step) => [
      `try ${step.try}`,
      count(step.delivered),
      `${count(step.soFar.count)} of ${count(recipients)}`,
      rateText(step.soFar),
    ]);
  const head = ["", "delivered", "up to this try", "share (95 % interval)"];
  return section("At which try (the first one was refused)", { head, rows }, look);
}

/** `3–7 h`: what is left of the lifetime. */
export function hoursText({ least, most }: PendingAge["hoursLeft"]): string {
  if (most === 0) return "none";
  return `${Math.floor(least)}–${Math.ceil(most)} h`;
}

export function ageText({ from, upTo }: PendingAge): string {
  return upTo === null ? `more than ${duration(from)}` : `${duration(from)} – ${duration(upTo)}`;
}

function pendingLines(answer: DeliveryAnswer, look: Look): readonly string[] {
  const { pending, lifetimeSeconds } = answer;
  if (pending.length === 0) return [];
  const rows = pending.map((age) => [
    ageText(age),
    count(age.recipients),
    hoursText(age.hoursLeft),
    age.expected === null
      ? `insufficient data (${count(age.history.of)} earlier)`
      : `${count(age.expected.count)} (${count(age.expected.low)}–${count(age.expected.high)}), as ${count(age.history.count)} of ${count(age.history.of)}`,
  ]);
  return section(
    `Waiting, by time since the first refusal (queue lifetime ${duration(lifetimeSeconds)})`,
    { head: ["waits since", "recipients", "left", "will expire"], rows },
    look,
  );
}

function retryLines({ retry }: DeliveryAnswer, look: Look): readonly string[] {
  const bad = retry.state === "hammers" || retry.state === "soon";
  const [first = "", ...rest] = wrapped(retry.sentence, look.columns, "");
  const text = ["", paint(bad ? "yellow" : "bold", first, look), ...rest];
  if (retry.steps.length === 0) return text;
  const rows = retry.steps.map((step: RetryStep) => [
    `before try ${step.try}`,
    count(step.tries),
    step.tries < 20 ? NONE : step.p50 === null ? "> 5 days" : `≤ ${duration(step.p50)}`,
    `${count(step.quick.count)} of ${count(step.quick.of)}`,
  ]);
  const head = ["interval", "tries", "half within", "at most 30 min"];
  return [...text, ...tableOf(head, rows, look.columns)];
}

/** So many providers and causes are listed, most recipients first. */
const ROWS_SHOWN = 15;

function providerLines({ rows }: DeliveryAnswer, look: Look): readonly string[] {
  const cells = rows
    .slice(0, ROWS_SHOWN)
    .map((row) => [
      withoutControls(`${row.name}: ${row.label.toLowerCase()}`),
      `${count(row.delivered.count)} of ${count(row.recipients)}`,
      row.delivered.rate === null ? NONE : percent(row.delivered.rate.share),
      count(row.bounced.count + row.expired.count),
      count(row.pending.count),
      row.time.p50 === null ? NONE : `≤ ${duration(row.time.p50)}`,
      row.time.p95 === null ? NONE : `≤ ${duration(row.time.p95)}`,
    ]);
  const head = ["provider: cause", "delivered", "share", "failed", "waiting", "p50", "p95"];
  const table = section("By provider and cause", { head, rows: cells }, look);
  const more = rows.length - ROWS_SHOWN;
  if (more <= 0) return table;
  return [...table, `${count(more)} more: --format csv has all of them`];
}

export function deliverySentence({ outcomes, recipients, provider }: DeliveryAnswer): string {
  const whom = provider === null ? "" : ` by ${withoutControls(provider)}`;
  if (recipients === 0) return `No recipient was throttled${whom} in this window.`;
  const { rate, count: arrived } = outcomes.delivered;
  const share = rate === null ? "" : `${percent(rate.share)}, `;
  return `Of ${plural(recipients, "recipient", "recipients")} throttled${whom}, ${count(arrived)} arrived in the end (${share}${count(outcomes.pending.count)} still waiting).`;
}

function timeLines({ time, recipients }: DeliveryAnswer, look: Look): readonly string[] {
  if (recipients === 0) return [];
  return [
    "",
    ...wrapped(
      `Throttled, from the first refusal on: ${timeText(time.throttled)}`,
      look.columns,
      "",
    ),
    ...wrapped(`All mail, from its arrival here on: ${timeText(time.all)}`, look.columns, ""),
  ];
}

/** The tables, and what is said of our own retries; nothing where nobody was throttled. */
export function deliveryBody(answer: DeliveryAnswer, look: Look): readonly string[] {
  if (answer.recipients === 0) return [];
  return [
    ...outcomeLines(answer, look),
    ...curveLines(answer, look),
    ...timeLines(answer, look),
    ...pendingLines(answer, look),
    ...providerLines(answer, look),
    ...retryLines(answer, look),
  ];
}

function textOf(answer: DeliveryAnswer, look: Look): string {
  const lines = [
    ...wrapped(deliverySentence(answer), look.columns, ""),
    ...deliveryBody(answer, look),
    "",
    ...wrapped(`Counted: ${countedText(answer.lens)}.`, look.columns, ""),
    ...windowLines(answer.window, look),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderDelivery(answer: DeliveryAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    { answer, columns: COLUMNS, rows: answer.rows.map(cellsOf), text: () => textOf(answer, look) },
    format,
  );
}
