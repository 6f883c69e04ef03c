import type { EpisodesAnswer } from "../../answers/model.ts";
import type { EpisodeRow } from "../../model-episode.ts";
import { NONE } from "../context.ts";
import { epochOf, type LocalTime, localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { count, duration, percent } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, tableOf, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";
import { windowLines } from "./words.ts";

const COLUMNS = [
  "provider",
  "cause",
  "startedAt",
  "endedAt",
  "lastAt",
  "seconds",
  "peakAt",
  "peakRate",
  "recipients",
  "replies",
  "attempts",
  "takenBefore",
  "takenAfter",
  "recoverySeconds",
] as const;

const HEAD: readonly string[] = ["provider: cause", "from", "until", "lasted", "throttled", "peak"];

/** `78 → 64.5`: taken a minute before and after. */
export function takenText({ takenBefore, takenAfter }: EpisodeRow): string {
  if (takenBefore === null && takenAfter === null) return NONE;
  return `${takenBefore ?? NONE} → ${takenAfter ?? NONE}`;
}

function cellsOf(episode: EpisodeRow, time: LocalTime): readonly string[] {
  const minute = (instant: string): string => time.minute(epochOf(instant));
  return [
    withoutControls(`${episode.name}: ${episode.label.toLowerCase()}`),
    minute(episode.startedAt),
    episode.endedAt === null ? "open" : minute(episode.endedAt),
    duration(episode.seconds),
    count(episode.recipients),
    percent(episode.peakRate),
  ];
}

/** What stands below an episode; null where nothing is known of before. */
function courseText({ takenBefore, takenAfter, recoverySeconds }: EpisodeRow): string | null {
  if (takenBefore === null) return null;
  const after = takenAfter === null ? "" : `, ${takenAfter} after`;
  const again = recoverySeconds === null ? "" : `; as many again in ${duration(recoverySeconds)}`;
  return `took ${takenBefore} a minute before${after}${again}`;
}

/** The table of episodes, without a word around it. */
export function episodeLines(
  episodes: readonly EpisodeRow[],
  zone: string,
  look: Look,
): readonly string[] {
  const time = localTime(zone);
  const rows = episodes.map((episode) => cellsOf(episode, time));
  const [head = "", ...body] = tableOf(HEAD, rows, look.columns);
  const noted = episodes.flatMap((episode, place) => {
    const note = courseText(episode);
    return [body[place] ?? "", ...(note === null ? [] : wrapped(note, look.columns, "  "))];
  });
  return [paint("bold", head, look), ...noted];
}

function textOf({ episodes, window }: EpisodesAnswer, look: Look): string {
  const lines =
    episodes.length === 0
      ? ["No episode: nobody throttled 1 % of the attempts for half an hour."]
      : episodeLines(episodes, window.zone, look);
  return `${[...lines, "", ...windowLines(window, look)].join("\n")}\n`;
}

export function renderEpisodes(answer: EpisodesAnswer, format: TableFormat, look: Look): string {
  return renderDocument(
    {
      answer,
      columns: COLUMNS,
      rows: answer.episodes.map((episode) => COLUMNS.map((column) => episode[column])),
      text: () => textOf(answer, look),
    },
    format,
  );
}
