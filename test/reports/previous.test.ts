import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS, WEEK_START } from "./fixture.ts";

const HOUR = 3600;
const LOOK = { columns: 80, colour: false };
const db = busyWeek();

/** The last hours of the week, compared with as many before them. */
function lastHours(from: number, until: number) {
  const window = { from: WEEK_START + from * HOUR, until: WEEK_START + until * HOUR };
  return buildReport(db, { ...OPTIONS, ...window, previous: true, sections: true });
}

describe("acceptance 19: the window before", () => {
  const model = lastHours(120, 144);
  const before = buildReport(db, {
    ...OPTIONS,
    from: WEEK_START + 96 * HOUR,
    until: WEEK_START + 120 * HOUR,
  });

  test("is measured as its own report would measure it", () => {
    const { throttled, delivered, delays } = before.figures;
    const { recipients, replies, withheld, attempts, rate } = throttled;
    expect(model.previous?.figures).toMatchObject({
      ...{ recipients, replies, withheld, attempts, rate, delivered },
      median: delays.median,
      p95: delays.p95,
    });
    for (const row of before.who.rows.filter((one) => one.ranked)) {
      const { recipients, attempts, rate } = row;
      const then = model.previous?.providers.find((one) => one.provider === row.provider);
      expect(then).toMatchObject({ recipients, attempts, rate });
    }
  });

  test("differs by percentage points, with their interval around them", () => {
    const now = model.figures.throttled.rate?.share ?? 0;
    const then = before.figures.throttled.rate?.share ?? 0;
    const { difference, direction } = model.previous?.figures ?? {};
    expect(difference?.points).toBeCloseTo(now - then, 6);
    expect(difference?.low).toBeLessThan(now - then);
    expect(difference?.high).toBeGreaterThan(now - then);
    expect(direction).toBe("worse");
  });

  test("stands on every card and beside the rate of every ranked provider", () => {
    const page = renderReport(model, "html", LOOK);
    expect(page.match(/<p class="versus">Before: /gu)).toHaveLength(6);
    expect(page).toMatch(
      /Before: [\d.]+\u00a0%; <span class="rising">.{20,80} \+[\d.]+ points worse/u,
    );
    expect(page.match(/<div class="versus">/gu)?.length).toBeGreaterThan(2);
  });

  test.each([
    [
      "reaches back behind the first line",
      0,
      168,
      "the logs that were read do not reach so far back",
    ],
    [
      "reaches back behind it by more than a twentieth",
      13,
      27,
      "the logs that were read do not reach so far back",
    ],
    [
      "lacks more than a twentieth",
      54,
      108,
      "the logs cover only 94 % of 13 Nov 00:00 – 15 Nov 06:00, 95 % are needed",
    ],
  ])("is refused, with the reason on the page, when it %s", (_, from, until, obstacle) => {
    const refused = lastHours(from, until);
    expect(refused.previous).toMatchObject({
      ...{ obstacle, figures: null, delivery: null, providers: [] },
    });
    const page = renderReport(refused, "html", LOOK).replaceAll("\u00a0", " ");
    expect(page).toContain(`: ${obstacle}.</p>`);
    expect(page).not.toContain("Before: ");
  });

  test("is compared where it reaches back behind the first line by less", () => {
    expect(lastHours(13.5, 27.5).previous).toMatchObject({ obstacle: null });
  });

  test("is not asked about unless somebody asks", () => {
    expect(before.previous).toBeNull();
  });
});

describe("episodes on the page", () => {
  const model = buildReport(db, OPTIONS);
  const page = renderReport(model, "html", LOOK);
  const list = page.slice(
    page.indexOf('<section id="episodes"'),
    page.indexOf('<section id="who"'),
  );

  test("are listed newest first, with what they cost", () => {
    expect(model.episodes).toHaveLength(8);
    const rows = list.match(/<tr id="episode-\d+".*?(?=<tr|<\/tbody>)/gsu) ?? [];
    expect(rows).toHaveLength(8);
    for (const [index, episode] of model.episodes.entries()) {
      expect(rows[index]).toContain(`datetime="${episode.startedAt}"`);
      expect(rows[index]).toContain(`>${episode.recipients.toLocaleString("en-GB")}<`);
    }
  });

  test("say which are open", () => {
    expect(list).toContain("8 incidents, 1 still open.");
    expect(list.match(/ data-open/gu)).toHaveLength(1);
  });

  test("stand as bars where they happened, each leading to its row", () => {
    const bars = Array.from(
      page.matchAll(/<a href="#(episode-\d+)".*?<rect x="([\d.]+)" y="1" width="([\d.]+)"/gsu),
      ([, id, x, width]) => ({ id, x: Number(x), width: Number(width) }),
    );
    expect(bars).toHaveLength(8);
    for (const { id, x, width } of bars) {
      const episode = model.episodes[Number(id?.slice(8)) - 1];
      const share = (at: string) => (Date.parse(at) / 1000 - WEEK_START) / (168 * HOUR);
      expect(x).toBeCloseTo(share(episode?.startedAt ?? "") * 1000, 0);
      expect(x + width).toBeCloseTo(share(episode?.lastAt ?? "") * 1000, 0);
    }
  });
});
