import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import type { CurveStep, DeliveryAnswer, ProviderCurve, Share } from "../model-delivery.ts";
import { type Html, html, NONE, tight } from "./context.ts";
import { count, duration, percent } from "./numbers.ts";
import { visible } from "./remote-text.ts";

type Part = readonly [key: string, label: string, share: Share];

function partsOf({ outcomes }: DeliveryAnswer): readonly Part[] {
  return [
    ["delivered", "delivered", outcomes.delivered],
    ["bounced", "bounced", outcomes.bounced],
    ["throttled", "expired in the queue", outcomes.expired],
    ["other", "still waiting", outcomes.pending],
    ["lost", "lost track of", outcomes.lostTrack],
  ];
}

/** All throttled recipients as one bar, and its parts in words. */
function outcomeBar(answer: DeliveryAnswer): Html {
  let at = 0;
  const rects = partsOf(answer).map(([key, , { count: part, of }]) => {
    const width = of === 0 ? 0 : (part / of) * 1000;
    const x = at;
    at += width;
    return html`<rect class="layer-${key}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="16"/>`;
  });
  const legend = partsOf(answer).map(
    ([key, label, share]) =>
      html`<li><svg class="swatch layer-${key}" viewBox="0 0 14 10" aria-hidden="true"><rect x="1" width="10" height="10" rx="2"/></svg> ${label} <strong>${count(share.count)}</strong> <span class="soft">${share.rate === null ? "" : tight(percent(share.rate.share))}</span></li>`,
  );
  return html`<svg class="outcome-bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">${rects}</svg><ul class="legend">${legend}</ul>`;
}

/** So many tries are drawn; what came later is in the JSON. */
const TRIES = 12;

const CURVE = { width: 240, height: 100 };

function heightOf({ count: part, of }: Share): string {
  return (CURVE.height - (of === 0 ? 0 : (part / of) * CURVE.height)).toFixed(1);
}

/** A step per try, from the first that delivered on: a share stays until the next try. */
function curvePath(curve: readonly CurveStep[], tries: number): string {
  const step = CURVE.width / tries;
  const x = (number: number) => ((number - 1) * step).toFixed(1);
  const steps = curve.map(({ try: number, soFar }) => `H${x(number)}V${heightOf(soFar)}`);
  return `M0 ${CURVE.height}${steps.join("")}H${CURVE.width}`;
}

function curveLabel(name: string, curve: readonly CurveStep[]): string {
  const last = curve.at(-1);
  if (last === undefined) return `${name}: nobody delivered yet`;
  const { rate, count: part, of } = last.soFar;
  const share = rate === null ? "" : `${percent(rate.share)}, `;
  return `${name}: ${share}${count(part)} of ${count(of)} delivered up to try ${last.try}`;
}

function curvePicture(curve: readonly CurveStep[], tries: number, label: string): Html {
  const grid = Array.from({ length: tries }, (_, place) => {
    const x = ((place * CURVE.width) / tries).toFixed(1);
    return `M${x} 0V${CURVE.height}`;
  });
  return html`<svg class="curve" viewBox="0 0 ${CURVE.width} ${CURVE.height}" preserveAspectRatio="none" role="img" aria-label="${label}"><path class="curve-grid" d="M0 0H${CURVE.width}M0 50H${CURVE.width}M0 100H${CURVE.width}${grid.join("")}"/><path class="curve-line" d="${curvePath(curve, tries)}"/></svg>`;
}

function multiple({ name, curve }: Omit<ProviderCurve, "provider">, tries: number): Html {
  const shown = curve.filter((step) => step.try <= tries);
  const label = visible(curveLabel(name, shown));
  return html`<li><p class="curve-name">${tight(label)}</p>${curvePicture(shown, tries, label)}<p class="curve-axis"><span>try 1</span><span>try ${tries}</span></p></li>`;
}

function stepRow(step: CurveStep): Html {
  const { soFar } = step;
  const share = soFar.rate === null ? NONE : percent(soFar.rate.share);
  return html`<tr><th scope="row">try ${step.try}</th><td>${count(step.delivered)}</td><td>${share} ${count(soFar.count)}/${count(soFar.of)}</td></tr>`;
}

function curveFigure(answer: DeliveryAnswer): Html {
  const { curve, curves } = answer;
  const last = Math.max(2, ...curve.map((step) => step.try));
  const tries = Math.min(TRIES, last);
  const cut =
    last > TRIES
      ? html`<p class="note">Tries after the ${TRIES}th: <code>smtp-analyze delivery</code></p>`
      : html``;
  const title = curveLabel("All providers", curve);
  return html`<figure class="panel"><figcaption><h3>${tight(title)}</h3><p class="soft">Share delivered up to each try, from 0 to 100 %; the first try is the one that was refused.</p></figcaption>
  <ul class="curves">${[{ name: "All providers", curve }, ...curves].map((one) => multiple(one, tries))}</ul>
  <details class="data"><summary>Show data as table</summary><div class="scroll" tabindex="0" role="region" aria-label="Delivered by try"><table class="numbers"><thead><tr><th scope="col">Try</th><th scope="col">Delivered</th><th scope="col">Up to this try</th></tr></thead><tbody>${curve.filter((step) => step.try <= TRIES).map(stepRow)}</tbody></table></div></details>${cut}</figure>`;
}

/** Upper bounds of the bands that a reader thinks in, in seconds; the last one has none. */
const BANDS: readonly (readonly [label: string, upTo: number])[] = [
  ["up to 1 min", 60],
  ["1 – 5 min", 300],
  ["5 – 15 min", 900],
  ["15 – 60 min", 3600],
  ["1 – 4 h", 14_400],
  ["4 – 24 h", 86_400],
  ["more than 1 day", Number.POSITIVE_INFINITY],
];

/** Counts by fixed band added up in wide ones. */
function wideBands(bands: readonly number[]): readonly number[] {
  return BANDS.map(([, upTo], place) => {
    const from = BANDS[place - 1]?.[1] ?? 0;
    return bands.reduce((sum, value, band) => {
      const end = DELAY_BANDS[band] ?? Number.POSITIVE_INFINITY;
      return end > from && end <= upTo ? sum + value : sum;
    }, 0);
  });
}

function shareCell(part: number, whole: number, kind: string): Html {
  const share = whole === 0 ? 0 : part / whole;
  const words = whole < 20 ? NONE : percent(share);
  return html`<td class="n">${count(part)}</td><td class="band"><span class="rate-text">${words}</span><svg class="band-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="layer-${kind}" width="${(share * 100).toFixed(1)}" height="8"/></svg></td>`;
}

function quantiles({ p50, p95, delivered }: DeliveryAnswer["time"]["all"]): string {
  if (delivered < 20) return `too few delivered (${count(delivered)})`;
  const bound = (seconds: number | null) =>
    seconds === null ? "> 5 days" : `≤ ${duration(seconds)}`;
  return `half within ${bound(p50)}, 95 % within ${bound(p95)}`;
}

function timeFigure({ time }: DeliveryAnswer): Html {
  const { throttled, all } = time;
  const slow = wideBands(throttled.bands);
  const any = wideBands(all.bands);
  const rows = BANDS.map(
    ([label], place) =>
      html`<tr><th scope="row">${label}</th>${shareCell(slow[place] ?? 0, throttled.delivered, "throttled")}${shareCell(any[place] ?? 0, all.delivered, "delivered")}</tr>`,
  );
  return html`<figure class="panel"><figcaption><h3>${tight(`Throttled: ${quantiles(throttled)}. All mail: ${quantiles(all)}.`)}</h3><p class="soft">Time to deliver: of throttled recipients from the first refusal on, of all mail from its arrival here on.</p></figcaption>
  <div class="scroll" tabindex="0" role="region" aria-label="Time to deliver"><table class="bands"><thead><tr><th scope="col">Delivered within</th><th scope="col" class="n">Throttled</th><th scope="col">Share</th><th scope="col" class="n">All mail</th><th scope="col">Share</th></tr></thead><tbody>${rows}</tbody></table></div></figure>`;
}

/** What became of them, at which try, and how late. */
export function outcomeFigures(answer: DeliveryAnswer): Html {
  return html`<div class="panel">${outcomeBar(answer)}</div>${curveFigure(answer)}${timeFigure(answer)}`;
}
