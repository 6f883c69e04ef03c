import type { EpisodeRow } from "../model-episode.ts";
import { takenText } from "./answers/episodes.ts";
import { fraction, type Html, html, moment, type Page, rateText } from "./context.ts";
import { epochOf } from "./local-time.ts";
import { listedEpisodes } from "./more.ts";
import { count, duration, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";

/** So many providers get a line of bars under the picture. */
const LANES = 6;

/** The picture's time axis in units of the drawing, and the narrowest bar that is still seen. */
const LANE = { width: 1000, height: 12, least: 4 };

function idOf(page: Page, episode: EpisodeRow): string {
  return `episode-${page.model.episodes.indexOf(episode) + 1}`;
}

function untilText({ endedAt, lastAt }: EpisodeRow, { time }: Page): Html {
  if (endedAt === null)
    return html`<span class="tag open">open</span> <span class="soft">seen ${moment(lastAt, time)}</span>`;
  return moment(endedAt, time);
}

/** As much as before is taken again. */
function recoveryText({ recoverySeconds, endedAt, takenBefore }: EpisodeRow): Html {
  if (endedAt === null || takenBefore === null) return html``;
  const words = recoverySeconds === null ? "not within 75 min" : `in ${duration(recoverySeconds)}`;
  return html`<br><span class="note">again ${words}</span>`;
}

function episodeRow(episode: EpisodeRow, page: Page): Html {
  const open = episode.endedAt === null ? html` data-open` : html``;
  return html`<tr id="${idOf(page, episode)}" data-episode data-provider="${visible(episode.provider)}" data-cause="${visible(episode.cause)}"${open}><th scope="row"><bdi>${visible(episode.name)}</bdi> <span class="cause"><span class="cause-name">${visible(episode.label)}</span></span><td class="when">${moment(episode.startedAt, page.time)}<td class="when">${untilText(episode, page)}<td class="n" data-label="Duration">${duration(episode.seconds)}<td class="n strong" data-label="Throttled">${count(episode.recipients)}<td class="n" data-label="Attempts">${count(episode.attempts)}<td class="n">${rateText(episode)}<td class="n" data-label="Peak">${percent(episode.peakRate)}<td class="n" data-label="Taken">${takenText(episode)}${recoveryText(episode)}<td class="evidence">`;
}

function restNote({ model }: Page): Html {
  const more = model.episodes.length - listedEpisodes(model).length;
  if (more <= 0) return html``;
  return html`<p class="note rest" data-more="${more}">${plural(more, "older episode", "older episodes")} not listed: <code>smtp-analyze episodes</code> has every one.</p>`;
}

function episodeTable(page: Page): Html {
  const rows = listedEpisodes(page.model).map((episode) => episodeRow(episode, page));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="List of episodes"><table class="episodes"><thead><tr><th scope="col">Provider and cause</th><th scope="col">From</th><th scope="col">Until</th><th scope="col" class="n">Lasted</th>
    <th scope="col" class="n">Throttled</th><th scope="col" class="n">Attempts</th><th scope="col" class="n">Rate</th><th scope="col" class="n">Peak</th><th scope="col" class="n">Taken a minute</th><td></td></tr></thead><tbody>${rows}</tbody></table></div>${restNote(page)}`;
}

/** Every incident of the window, newest first. */
export function episodesSection(page: Page): Html {
  const { episodes } = page.model;
  const open = episodes.filter((episode) => episode.endedAt === null).length;
  const said =
    episodes.length === 0
      ? "No provider throttled long enough to call it an incident."
      : `${plural(episodes.length, "incident", "incidents")}, ${open === 0 ? "none" : count(open)} still open. Every throttling cause counts here, whatever the code. Taken a minute: recipients not throttled, in the quarter of an hour before and after, and how soon as many again.`;
  return html`<section id="episodes" aria-labelledby="episodes-title"><h2 id="episodes-title">Episodes</h2>
  <p class="lead">${said}</p>${episodes.length === 0 ? html`` : html`<div class="panel">${episodeTable(page)}</div>`}</section>`;
}

type Bar = { readonly x: number; readonly width: number };

function barOf({ startedAt, lastAt }: EpisodeRow, { charts }: Page): Bar {
  const { min, max } = charts.data;
  const at = (instant: string) => {
    const share = (epochOf(instant) - min) / Math.max(1, max - min);
    return Math.min(1, Math.max(0, share)) * LANE.width;
  };
  const x = Math.min(at(startedAt), LANE.width - LANE.least);
  return { x, width: Math.max(LANE.least, at(lastAt) - x) };
}

function barLink(episode: EpisodeRow, page: Page): Html {
  const { x, width } = barOf(episode, page);
  const from = page.time.minute(epochOf(episode.startedAt));
  const label = `${visible(episode.name)}: ${visible(episode.label)}, from ${from}, ${duration(episode.seconds)}, ${fraction(episode)}, peak ${percent(episode.peakRate)}`;
  return html`<a href="#${idOf(page, episode)}" data-pick="${visible(episode.provider)}" data-stay data-episode data-provider="${visible(episode.provider)}" data-cause="${visible(episode.cause)}" aria-label="${label}"><rect x="${x.toFixed(1)}" y="1" width="${width.toFixed(1)}" height="${LANE.height - 2}"/></a>`;
}

/** Bars on the time axis of the picture above, one line per provider; drawn without script, so that paper has them too. */
export function episodeLanes(page: Page): Html {
  const listed = listedEpisodes(page.model);
  const deferred = (provider: string) =>
    listed.reduce((sum, one) => sum + (one.provider === provider ? one.recipients : 0), 0);
  const providers = [...new Set(listed.map((episode) => episode.provider))]
    .sort((a, b) => deferred(b) - deferred(a))
    .slice(0, LANES);
  if (providers.length === 0) return html``;
  const lanes = providers.map((provider) => {
    const mine = listed.filter((episode) => episode.provider === provider);
    const name = visible(mine[0]?.name ?? provider);
    const line = page.charts.data.lines.find((one) => one.provider === provider);
    return html`<li><span class="lane-name" title="${name}">${name}</span><svg class="lane fill-${line?.slot ?? 0}" viewBox="0 0 ${LANE.width} ${LANE.height}" preserveAspectRatio="none" role="group" aria-label="Episodes of ${name}"><path class="lane-track" d="M0 ${LANE.height / 2}H${LANE.width}"/>${mine.map((episode) => barLink(episode, page))}</svg></li>`;
  });
  return html`<ul class="lanes" aria-label="Episodes on the time axis">${lanes}</ul>`;
}
