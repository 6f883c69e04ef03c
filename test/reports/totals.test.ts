import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel, renderReport } from "../../reports/index.ts";
import { busyWeek, GAP } from "./busy-week.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";

const db = busyWeek();

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function column(sql: string): number {
  return db.prepare(sql).pluck().get() as number;
}

const LENSES: readonly (readonly [string, ReportModel])[] = [
  ["421", buildReport(db, OPTIONS)],
  [
    "421 and 450 to 452",
    buildReport(db, {
      ...OPTIONS,
      codes: [
        [421, 421],
        [450, 452],
      ],
    }),
  ],
  ["all throttling causes", buildReport(db, { ...OPTIONS, codes: "all-throttling" })],
  ["all data", buildReport(db, { ...OPTIONS, from: null, until: null })],
];

describe.each(LENSES)("acceptance 4: under the lens %s", (_, model) => {
  test("providers, hosts, causes and buckets add up to the total", () => {
    const { throttled } = model.figures;
    for (const measure of ["recipients", "replies", "withheld", "shadowed"] as const) {
      const shown = sum(model.who.rows.map((row) => row[measure]));
      expect(shown + model.who.rowsOmitted[measure]).toBe(throttled[measure]);
      expect(sum(model.why.map((row) => row[measure]))).toBe(throttled[measure]);
      for (const row of model.who.rows) {
        expect(sum(row.hosts.map((host) => host[measure])) + row.hostsOmitted[measure]).toBe(
          row[measure],
        );
      }
      for (const cause of model.why) {
        expect(
          sum(cause.reasons.map((reason) => reason[measure])) + cause.reasonsOmitted[measure],
        ).toBe(cause[measure]);
      }
    }
    expect(sum(model.timeline.throttled)).toBe(throttled.recipients);
    expect(sum(model.timeline.withheld)).toBe(throttled.withheld);
  });

  test("attempts of providers, buckets and outcomes add up to the total", () => {
    const { throttled } = model.figures;
    const quiet = sum(model.who.quiet.map((row) => row.attempts));
    expect(sum(model.who.rows.map((row) => row.attempts)) + quiet).toBe(throttled.attempts);
    expect(sum(model.timeline.attempts)).toBe(throttled.attempts);
    const { timeline } = model;
    const outcomes = [
      timeline.throttled,
      timeline.otherTemporary,
      timeline.bounced,
      timeline.lost,
      timeline.delivered,
    ];
    for (const [index, attempts] of timeline.attempts.entries()) {
      expect(sum(outcomes.map((outcome) => outcome[index] ?? 0))).toBe(attempts);
    }
    for (const row of model.who.rows) {
      expect(sum(row.hosts.map((host) => host.attempts)) + row.hostsOmitted.attempts).toBe(
        row.attempts,
      );
    }
  });
});

describe("acceptance 4: the public views say the same", () => {
  const [[, model]] = LENSES as [readonly [string, ReportModel]];

  test.each([
    ["throttle_by_provider", "recipients"],
    ["throttle_by_host", "recipients"],
    ["throttle_by_code", "recipients"],
    ["throttle_by_cause", "recipients"],
    ["throttle_by_hour", "recipients"],
    ["throttle_by_day", "recipients"],
    ["throttle_by_provider", "replies"],
    ["throttle_by_cause", "withheld"],
    ["throttle_by_day", "shadowed"],
  ] as const)("%s, %s", (view, measure) => {
    expect(column(`SELECT sum(${measure}) FROM ${view}`)).toBe(model.figures.throttled[measure]);
  });

  test("attempts, and the rate of every provider", () => {
    expect(column("SELECT sum(attempts) FROM throttle_by_day")).toBe(
      model.figures.throttled.attempts,
    );
    for (const row of model.who.rows) {
      const view = db
        .prepare("SELECT recipients, attempts, rate FROM throttle_by_provider WHERE provider = ?")
        .get(row.provider);
      expect(view).toEqual({
        recipients: row.recipients,
        attempts: row.attempts,
        rate: row.rate?.share ?? null,
      });
    }
  });
});

describe("the busy week", () => {
  const [[, model]] = LENSES as [readonly [string, ReportModel]];

  test("is critical, because Gmail grows stricter and has not stopped", () => {
    expect(model.verdict.state).toBe("critical");
    expect(model.verdict.findings.map(({ provider, state }) => [provider, state])).toEqual([
      ["google", "critical"],
      ["yahoo", "watch"],
    ]);
    expect(model.verdict.findings.map(({ ongoing }) => ongoing)).toEqual([true, false]);
  });

  test("knows the hole in its log", () => {
    const [from, until] = GAP.map((second) =>
      new Date(second * 1000).toISOString().replace(".000Z", "Z"),
    );
    expect(model.timeline.gaps).toEqual([{ kind: "silence", from, until }]);
    expect(model.timeline.states.filter((state) => state === "unknown")).toHaveLength(3);
  });

  test("does not rank a provider with few attempts, and gives no rate below twenty", () => {
    const small = model.who.rows.at(-1);
    expect(small?.ranked).toBe(false);
    expect(small?.attempts).toBeLessThan(100);
    expect(model.timeline.lines.map((line) => line.provider)).not.toContain(small?.provider);
  });

  test("keeps Outlook's 451 out of the 421s and counts it among the throttling causes", () => {
    const [, [, wider], [, causes]] = LENSES as [
      unknown,
      readonly [string, ReportModel],
      readonly [string, ReportModel],
    ];
    const has = (report: ReportModel) =>
      report.who.rows.some((row) => row.provider === "office365");
    expect([has(model), has(wider), has(causes)]).toEqual([false, true, true]);
    expect(model.figures.throttlingCauses.recipients).toBe(causes.figures.throttled.recipients);
  });
});

test("a host with more addresses than are listed has the sums of the others", () => {
  const crowded = emptyDatabase();
  const seeder = new Seeder(crowded);
  const writer = seeder.writer();
  const reply = seeder.reply({
    ...{ provider: "google", code: 421, enhanced: "4.7.0", stage: "mail", rule: "" },
    ...{ fingerprint: "slow down", sample: "421 4.7.0 slow down", cause: "rate_limit" },
  });
  for (let place = 1; place <= 20; place++) {
    const host = { provider: "google", host: "mx.example.net", ip: `192.0.2.${place}` };
    const remote = seeder.remote(host);
    seeder.attempt(WEEK_START, writer, remote, { delivered: 90, deferred: 10 });
    seeder.deferral(WEEK_START, writer, remote, reply, { recipients: 10, replies: 5 });
  }
  const model = buildReport(crowded, OPTIONS);
  const [host] = model.who.rows[0]?.hosts ?? [];
  expect(host?.addresses).toHaveLength(12);
  expect(host?.addressesOmitted).toMatchObject({ addresses: 8, recipients: 80, attempts: 800 });
  const csv = renderReport(model, "csv", { columns: 80, colour: false }).trimEnd().split("\r\n");
  expect(csv.at(-1)).toMatch(/^google,mx\.example\.net,8 more addresses,80,40,0,0,800,0\.1,/u);
  expect(sum(csv.slice(1).map((line) => Number(line.split(",")[3])))).toBe(200);
  const page = renderReport(model, "html", { columns: 80, colour: false });
  expect(page).toContain("8 other addresses");
  expect(page).toContain("1 host, 20 addresses");
});
