import { rateOf } from "../charts.ts";
import type { CauseRow, HostRow, Measure, ProviderRow, Reason, ReportModel } from "../model.ts";
import type { EpisodeRow } from "../model-episode.ts";
import { takenText } from "./answers/episodes.ts";
import { epochOf } from "./local-time.ts";
import { visible } from "./remote-text.ts";
import { sampleText, stageText } from "./sample.ts";
import { throughText } from "./through.ts";

/** So many stand in the page as it is. The rest is carried in its data, and becomes rows when a reader asks. */
const LISTED = { hosts: 20, hostsInAll: 90, texts: 10, episodes: 30 };

/** So many more episodes are carried; the model itself is bounded for hosts and texts. */
const EPISODES_CARRIED = 30;

/** A line of a carried text, and its sample; the JSON has all of both. */
const TEXT = 160;
const SAMPLE = 400;

/** Minutes since 1970; 0 where nothing is known. */
type Minute = number;

/** What is left when everything that is carried was shown: a number of rows, and their sums. */
type Left = readonly [
  rows: number,
  recipients: number,
  attempts: number,
  replies: number,
  withheld: number,
];

export type MoreHost = readonly [
  host: string,
  address: string,
  recipients: number,
  attempts: number,
  replies: number,
  withheld: number,
  first: Minute,
  last: Minute,
];

export type MoreText = readonly [
  provider: string,
  name: string,
  code: string,
  enhanced: string,
  text: string,
  recipients: number,
  replies: number,
  first: Minute,
  last: Minute,
  sample: string,
  told: string,
  through: string,
];

export type MoreEpisode = readonly [
  provider: string,
  name: string,
  cause: string,
  label: string,
  started: Minute,
  ended: Minute,
  last: Minute,
  recipients: number,
  attempts: number,
  peakRate: number,
  taken: string,
];

/** The rows that a page carries and does not show, by provider and by cause. */
export type More = {
  readonly hosts: {
    readonly [provider: string]: { readonly rows: readonly MoreHost[]; readonly left: Left };
  };
  readonly texts: {
    readonly [cause: string]: { readonly rows: readonly MoreText[]; readonly left: Left };
  };
  readonly episodes: readonly MoreEpisode[];
};

/** Empty where it is the provider's own word: a name is carried only where it says more. */
function nameOf({ provider, name }: { readonly provider: string; readonly name: string }): string {
  return name === provider ? "" : visible(name);
}

function minuteOf(instant: string | null): Minute {
  return instant === null ? 0 : Math.floor(epochOf(instant) / 60);
}

/** Biggest impact first, as the model orders them. */
function byImpact(a: Measure, b: Measure): number {
  return b.recipients - a.recipients || b.replies - a.replies || b.withheld - a.withheld;
}

/** Of all hosts the biggest, and of each provider not too many. */
export function listedHosts({ who }: ReportModel): ReadonlySet<HostRow> {
  const hosts = who.rows.flatMap((row) => row.hosts.slice(0, LISTED.hosts)).sort(byImpact);
  return new Set(hosts.slice(0, LISTED.hostsInAll));
}

export function listedTexts({ reasons }: CauseRow): readonly Reason[] {
  return reasons.slice(0, LISTED.texts);
}

export function listedEpisodes({ episodes }: ReportModel): readonly EpisodeRow[] {
  return episodes.slice(0, LISTED.episodes);
}

/** Rows that are not listed, with those that the model itself sums up. */
export function sumOfRest(rows: readonly Measure[], omitted: Measure): Measure {
  const sum = (key: "recipients" | "attempts" | "replies" | "withheld" | "shadowed") =>
    rows.reduce((total, row) => total + row[key], omitted[key]);
  const recipients = sum("recipients");
  const attempts = sum("attempts");
  return {
    ...{ recipients, attempts, rate: rateOf(recipients, attempts) },
    ...{ replies: sum("replies"), withheld: sum("withheld"), shadowed: sum("shadowed") },
  };
}

function leftOf(rows: number, { recipients, attempts, replies, withheld }: Measure): Left {
  return [rows, recipients, attempts, replies, withheld];
}

function hostCells(host: HostRow): MoreHost {
  const [only] = host.addresses;
  const address = host.addresses.length === 1 ? (only?.ip ?? "") : "";
  return [
    visible(host.host ?? "no name"),
    address === host.host ? "" : visible(address),
    ...([host.recipients, host.attempts, host.replies, host.withheld] as const),
    minuteOf(host.firstAt),
    minuteOf(host.lastAt),
  ];
}

function textCells(reason: Reason, through: string): MoreText {
  const text = visible(reason.fingerprint);
  return [
    visible(reason.provider),
    nameOf(reason),
    reason.code === null ? "" : String(reason.code),
    visible(reason.enhanced ?? ""),
    text.length > TEXT ? `${text.slice(0, TEXT - 1)}…` : text,
    reason.recipients,
    reason.replies,
    minuteOf(reason.firstAt),
    minuteOf(reason.lastAt),
    sampleText(reason, SAMPLE),
    `${stageText(reason.stages)}.${reason.rule === null ? "" : ` Rule: ${visible(reason.rule)}.`}`,
    through,
  ];
}

function episodeCells(episode: EpisodeRow): MoreEpisode {
  return [
    visible(episode.provider),
    nameOf(episode),
    visible(episode.cause),
    visible(episode.label),
    minuteOf(episode.startedAt),
    minuteOf(episode.endedAt),
    minuteOf(episode.lastAt),
    episode.recipients,
    episode.attempts,
    episode.peakRate,
    takenText(episode),
  ];
}

function hostsOf(row: ProviderRow, listed: ReadonlySet<HostRow>) {
  const rows = row.hosts.filter((host) => !listed.has(host)).map(hostCells);
  return { rows, left: leftOf(row.hostsOmitted.hosts, row.hostsOmitted) };
}

function textsOf(cause: CauseRow, model: ReportModel) {
  const rows = cause.reasons
    .slice(LISTED.texts)
    .map((reason, place) =>
      textCells(reason, throughText(model, cause.cause, LISTED.texts + place)),
    );
  return { rows, left: leftOf(cause.reasonsOmitted.reasons, cause.reasonsOmitted) };
}

/** What the page carries beyond what it shows. */
export function moreOf(model: ReportModel): More {
  const listed = listedHosts(model);
  const hosts = model.who.rows.map((row) => [row.provider, hostsOf(row, listed)] as const);
  const texts = model.why.map((cause) => [cause.cause, textsOf(cause, model)] as const);
  return {
    hosts: Object.fromEntries(hosts.filter(([, { rows }]) => rows.length > 0)),
    texts: Object.fromEntries(texts.filter(([, { rows }]) => rows.length > 0)),
    episodes: model.episodes
      .slice(LISTED.episodes, LISTED.episodes + EPISODES_CARRIED)
      .map(episodeCells),
  };
}
