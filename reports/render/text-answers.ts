import { deliveryBody, deliverySentence } from "./answers/delivery.ts";
import { limitSentence, limitTable } from "./answers/limits.ts";
import {
  DIRECTION_WORDS,
  differenceText,
  senderName,
  serviceName,
  shareText,
  windowLines,
} from "./answers/words.ts";
import { NONE, rateText } from "./context.ts";
import { count, percent, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { heading, type Sheet, when } from "./text-sections.ts";
import { tableOf, wrapped } from "./text-table.ts";

/** Was it better before? Nothing where nobody asked. */
export function previousLines(sheet: Sheet): readonly string[] {
  const { model, look, time } = sheet;
  const { previous, figures } = model;
  if (previous === null) return [];
  const named = `${when(previous.from, time)} – ${when(previous.until, time)}`;
  const head = heading("Before", look);
  if (previous.figures === null) {
    const why = `Not compared with the window before (${named}): ${previous.obstacle ?? "nothing is known of it"}.`;
    return [...head, ...wrapped(why, look.columns, ""), ...lastWeekLines(sheet)];
  }
  const { direction } = previous.figures;
  const sentence = `${DIRECTION_WORDS[direction]}: throttled ${shareText(figures.throttled)}, before ${shareText(previous.figures)}; ${differenceText(previous.figures)}.`;
  const rows = previous.providers.slice(0, PROVIDERS_SHOWN).map((row) => {
    const now = model.who.rows.find(({ provider }) => provider === row.provider);
    return [
      withoutControls(now?.name ?? row.provider),
      rateText(row),
      now === undefined ? "" : rateText(now),
      differenceText(row),
      row.direction,
    ];
  });
  return [
    ...head,
    ...wrapped(sentence, look.columns, ""),
    ...(rows.length === 0
      ? []
      : tableOf(["provider", "before", "now", "difference", ""], rows, look.columns)),
    ...wrapped(`"Before" is the window of equal length, ${named}.`, look.columns, ""),
    ...lastWeekLines(sheet),
  ];
}

/** The same window last week in one sentence; nothing where it cannot be compared. */
function lastWeekLines({ model, look, time }: Sheet): readonly string[] {
  const { figures, from, until } = model.lastWeek ?? { figures: null };
  if (figures === null) return [];
  const said = `The same window last week, ${when(from, time)} – ${when(until, time)}: ${shareText(figures)}; ${differenceText(figures)}.`;
  return wrapped(said, look.columns, "");
}

const PROVIDERS_SHOWN = 8;
const SERVICES_SHOWN = 6;

/** Them or us: each provider, and below it the services of ours that it met. */
export function spreadLines({ model, look }: Sheet): readonly string[] {
  const { spread } = model;
  if (spread === null || spread.rows.length === 0) return [];
  const rows = spread.rows.slice(0, PROVIDERS_SHOWN);
  const cells = rows.flatMap((row) => [
    [withoutControls(row.name), count(row.recipients), count(row.attempts), rateText(row)],
    ...row.services
      .slice(0, SERVICES_SHOWN)
      .map((one) => [
        `  ${withoutControls(serviceName(one))}`,
        count(one.recipients),
        count(one.attempts),
        rateText(one),
      ]),
  ]);
  const hidden = spread.rowsOmitted + spread.rows.length - rows.length;
  return [
    ...heading("Them or us", look),
    ...wrapped(withoutControls(spread.sentence), look.columns, ""),
    "",
    ...tableOf(
      ["provider / our service", "throttled", "attempts", "rate"],
      cells,
      look.columns,
      "own line",
    ),
    ...(hidden === 0 ? [] : [`${plural(hidden, "more provider", "more providers")}.`]),
    ...windowLines(spread.window, look),
  ];
}

/** Does the mail arrive in the end? What the command `delivery` prints. */
export function deliveryLines({ model, look }: Sheet): readonly string[] {
  const { delivery } = model;
  if (delivery === null) return [];
  return [
    ...heading("Delivery", look),
    ...wrapped(deliverySentence(delivery), look.columns, ""),
    ...deliveryBody(delivery, look),
    "",
    ...windowLines(delivery.window, look),
  ];
}

/** Where is the limit? The table of the command `limits`, which also prints settings. */
export function limitLines({ model, look }: Sheet): readonly string[] {
  const { limits } = model;
  if (limits === null) return [];
  if (limits.rows.length === 0) {
    return [
      ...heading("Limits", look),
      "No episode of throttling began in this time.",
      ...windowLines(limits.window, look),
    ];
  }
  const rows = limits.rows.slice(0, PROVIDERS_SHOWN);
  return [
    ...heading("Limits", look),
    ...limitTable(rows, look),
    ...rows.flatMap((row) => limitSentence(row, look)),
    ...(limits.rows.length > rows.length
      ? [`${plural(limits.rows.length - rows.length, "more provider", "more providers")}.`]
      : []),
    ...wrapped("Settings that stay below: smtp-analyze limits --provider NAME", look.columns, ""),
    ...windowLines(limits.window, look),
  ];
}

/** Which of our senders meets it: nothing where senders are not counted. */
export function senderLines({ model, look }: Sheet): readonly string[] {
  const { senders } = model;
  if (senders === null) return [];
  const { rows, rowsOmitted, all } = senders;
  const cells = rows
    .slice(0, PROVIDERS_SHOWN)
    .map((row) => [
      senderName(row.sender),
      count(row.recipients),
      row.share === null ? NONE : percent(row.share),
      count(row.attempts),
      rateText(row),
      withoutControls(row.providers.map(({ name }) => name)[0] ?? ""),
    ]);
  const hidden = rowsOmitted + rows.length - cells.length;
  const head = ["sender domain", "throttled", "of all", "attempts", "rate", "mostly"];
  return [
    ...heading("Senders", look),
    ...(cells.length === 0 ? ["Nobody's mail was throttled."] : tableOf(head, cells, look.columns)),
    ...(hidden === 0 ? [] : [`${plural(hidden, "more sender", "more senders")}.`]),
    ...wrapped(`All senders: ${shareText(all)}.`, look.columns, ""),
    ...windowLines(senders.window, look),
  ];
}
