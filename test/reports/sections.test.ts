import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import type { ReportModel } from "../../reports/model.ts";
import type { LimitRow } from "../../reports/model-limits.ts";
import { heatOf } from "../../reports/render/heat.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

const model = buildReport(busyWeek(), { ...OPTIONS, sections: true });

function pageOf(changed: Partial<ReportModel> = {}): string {
  return renderReport({ ...model, ...changed }, "html", { columns: 80, colour: false });
}

/** The text of a section, tags as blanks. */
function sectionText(page: string, id: string): string {
  const [, after = ""] = page.split(`<section id="${id}"`);
  const [section = ""] = after.split("</section>");
  return section
    .slice(section.indexOf(">") + 1)
    .replaceAll(/<[^>]+>/gu, " ")
    .replaceAll("\u00a0", " ")
    .replaceAll(/\s+/gu, " ");
}

const written = (value: number) => value.toLocaleString("en-GB");

describe("from where", () => {
  const page = pageOf();
  const said = sectionText(page, "where");
  const { spread } = model;

  test("has a row per service of ours, a column per provider, and both sums", () => {
    expect(spread?.services).toHaveLength(2);
    for (const service of spread?.services ?? []) {
      expect(said).toContain(`${service.logHost} ${service.service}`);
      expect(said).toContain(`${written(service.recipients)}/${written(service.attempts)}`);
    }
    const [google] = spread?.rows ?? [];
    expect(google?.services.map(({ recipients }) => recipients).reduce((a, b) => a + b)).toBe(
      google?.recipients,
    );
    for (const one of [google, ...(google?.services ?? [])])
      expect(said).toContain(`${written(one?.recipients ?? -1)}/${written(one?.attempts ?? -1)}`);
  });

  test("gives no percentage below twenty attempts", () => {
    expect(said).toMatch(/ 3\/12 /u);
    expect(page).toMatch(/<td>3\/12<\/td>/u);
  });

  test("is a sentence where one service sends everything", () => {
    const one = spread === null ? null : { ...spread, services: spread.services.slice(0, 1) };
    expect(pageOf({ spread: one })).not.toContain('class="heat where"');
  });

  test.each([
    [0.0099, "r0"],
    [0.01, "r1"],
    [0.05, "r2"],
    [0.199, "r3"],
    [0.2, "r4"],
    [1, "r5"],
  ])("a rate of %d stands in the step %s", (share, step) => {
    expect(heatOf({ share, low: 0, high: 1 })).toBe(step);
  });
});

describe("then what", () => {
  const said = sectionText(pageOf(), "outcome");
  const { delivery } = model;

  test("says what became of the throttled, as the command delivery does", () => {
    const { outcomes, recipients = 0 } = delivery ?? {};
    expect(said).toContain(`Of ${written(recipients)} throttled recipients`);
    expect(said).toContain(`delivered ${written(outcomes?.delivered.count ?? -1)} 96 %`);
    expect(said).toContain(`still waiting ${written(outcomes?.pending.count ?? -1)}`);
    const parts = Object.values(outcomes ?? {}).map(({ count }) => count);
    expect(parts.reduce((a, b) => a + b, 0)).toBe(recipients);
  });

  test("draws a curve for all and for each of the providers that throttled most", () => {
    expect(delivery?.curves.map(({ provider }) => provider)).toEqual([
      "google",
      "yahoo",
      "t_online",
    ]);
    const last = delivery?.curves.map(({ curve }) => curve.at(-1)?.soFar.count) ?? [];
    expect(last.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(
      delivery?.outcomes.delivered.count,
    );
    expect(said).toContain("T-Online: 100 %, 301 of 301 delivered up to try 2");
  });

  test("adds the delay bands up in seven, for throttled mail and for all", () => {
    const { throttled, all } = delivery?.time ?? {};
    expect(throttled?.bands.reduce((a, b) => a + b, 0)).toBe(throttled?.delivered);
    expect(all?.bands.reduce((a, b) => a + b, 0)).toBe(all?.delivered);
    expect(said).toMatch(/1 – 5 min 301 4\.2 % 0 0 %/u);
  });

  test("is one sentence where nobody was throttled", () => {
    const quiet = buildReport(busyWeek(), { ...OPTIONS, codes: [[432, 432]], sections: true });
    const page = renderReport(quiet, "html", { columns: 80, colour: false });
    expect(sectionText(page, "outcome")).toContain("No recipient was throttled in this window.");
  });
});

describe("the domains of our senders", () => {
  const throttled = { recipients: 40, attempts: 200, rate: { share: 0.2, low: 0.15, high: 0.26 } };
  const row = { sender: "news.example.org", share: 0.4, ...throttled };
  const yahoo = { provider: "yahoo", name: "Yahoo / AOL", ...throttled };
  const senders = {
    window: model.spread?.window ?? { from: "", until: "", zone: "UTC", readUntil: null },
    all: throttled,
    rows: [
      { ...row, providers: [yahoo] },
      { ...row, sender: null, providers: [] },
    ],
    rowsOmitted: 3,
  };

  test("stand in a table of their own where they are counted", () => {
    const said = sectionText(pageOf({ senders }), "where");
    expect(said).toContain("news.example.org 20 % 40/200 20 % 40/200");
    expect(said).toContain("not known 20 % 40/200 –");
    expect(said).toContain("3 more sender domains");
    expect(sectionText(pageOf({ senders: null }), "where")).not.toContain("sender domain");
  });
});

const LIMIT: LimitRow = {
  provider: "yahoo",
  name: "Yahoo / AOL",
  minutes: 900,
  delivered: 21_000,
  perMinute: 55,
  perTenMinutes: 410,
  episodes: 7,
  onset: { onsets: 7, lowest: 38, median: 44, highest: 61, interval: { low: 40, high: 58 } },
  sureness: "fair",
  below: 32,
  sentence: "refusals began at 44/min (median of 7 of 7 episodes).",
  snippet: [{ file: "main.cf", text: "slow_destination_rate_delay = 2s\n# <below>" }],
};

describe("where is the limit", () => {
  const limits = model.limits === null ? null : { ...model.limits, rows: [LIMIT] };
  const page = pageOf({ limits });

  test("says where refusals began, what to stay below, and how", () => {
    const said = sectionText(page, "limits");
    expect(said).toContain("Yahoo / AOL 44/min 38–61, 7 times 55/min 410 fair 32/min");
    expect(said).toContain("slow_destination_rate_delay = 2s # &lt;below&gt;");
    expect(page).toContain('<a href="#limits">Limits</a>');
  });

  test("has a dash where nothing was taken for ten minutes without a refusal", () => {
    const rows = [{ ...LIMIT, perMinute: null, perTenMinutes: null }];
    const said = sectionText(pageOf({ limits: limits && { ...limits, rows } }), "limits");
    expect(said).toContain("44/min 38–61, 7 times – – fair 32/min");
  });

  test("is left out where nobody had an episode by the minute", () => {
    expect(pageOf({ limits: null })).not.toContain("#limits");
  });

  test("leaves the page valid", async () => {
    const validator = new HtmlValidate(
      new StaticConfigLoader({ extends: ["html-validate:standard"] }),
    );
    const { results } = await validator.validateString(page);
    expect(
      results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
      ),
    ).toEqual([]);
  });
});
