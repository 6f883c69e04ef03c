import { describe, expect, test } from "vitest";
import { chartsOf, ratesOfAll, readData, slotsOf, writtenData } from "../../reports/charts.ts";
import { buildReport } from "../../reports/index.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

describe("the colour of a provider", () => {
  const alone = (provider: string) => slotsOf([provider]).get(provider);

  test("is the same in every report, whoever else is in it", () => {
    const slots = slotsOf(["google", "yahoo", "t_online"]);
    expect(slots.get("google")).toBe(alone("google"));
    expect(slotsOf(["google", "gmx", "webde"]).get("google")).toBe(alone("google"));
  });

  test("is its own: on a collision the bigger one keeps it", () => {
    const many = ["google", "yahoo", "t_online", "gmx", "webde", "apple", "orange"];
    const slots = slotsOf(many);
    expect([...slots.values()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(slots.get("google")).toBe(alone("google"));
  });
});

describe("the pictures of the busy week", () => {
  const model = buildReport(busyWeek(), OPTIONS);
  const { data, rateTitle, volumeTitle, causeTitle, rows } = chartsOf(model);

  test("share one axis from the first bucket to the end of the last", () => {
    expect([data.min, data.max]).toEqual([OPTIONS.from, OPTIONS.until]);
    expect(data.first + data.width * data.count).toBe(data.max);
  });

  test("break where nothing is known and touch zero where nobody throttled", () => {
    const unknown = model.timeline.states.flatMap((state, index) =>
      state === "unknown" ? [index] : [],
    );
    expect(unknown.map((index) => ratesOfAll(data)[index])).toEqual([null, null, null]);
    const yahoo = data.lines.find((line) => line.name.startsWith("Yahoo") || line.name === "yahoo");
    expect(yahoo?.values).toContain(0);
  });

  test("stack to the attempts of every bucket", () => {
    for (const [index, attempts] of model.timeline.attempts.entries()) {
      const stacked = data.layers.reduce((sum, layer) => sum + (layer.values[index] ?? 0), 0);
      expect(stacked).toBe(attempts);
    }
  });

  test("acceptance 12: stack the causes to the throttled of every bucket, in picture and table", () => {
    expect(data.causes.map(({ label }) => label)).toEqual([
      "Rate limit",
      "Reputation",
      "SPF, DKIM, DMARC",
      "Connection limit",
      "Server busy",
    ]);
    for (const [index, throttled] of model.timeline.throttled.entries()) {
      const stacked = data.causes.reduce((sum, layer) => sum + (layer.values[index] ?? 0), 0);
      expect(stacked).toBe(throttled);
    }
    for (const row of rows)
      expect(row.causes.reduce((sum, value) => sum + value, 0)).toBe(row.all.hits);
    for (const cause of model.why) {
      const line = model.timeline.causes.find((one) => one.cause === cause.cause);
      expect(line?.throttled.reduce((sum, value) => sum + value, 0)).toBe(cause.recipients);
    }
    expect(causeTitle).toBe("Rate limit: 79 % (10,455 of 13,172 throttled recipients)");
  });

  test("hold each rate inside its band", () => {
    const rates = ratesOfAll(data).flatMap((rate) => (rate === null ? [] : [rate]));
    expect(rates.length).toBeGreaterThan(100);
    for (const { low, share, high } of rates) {
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
    }
  });

  test("are read from the page as they were written into it", () => {
    const text = JSON.stringify(writtenData(data));
    expect(readData(JSON.parse(text))).toEqual(data);
    expect(text.length).toBeLessThan(JSON.stringify(data).length);
  });

  test("say in their titles what they show", () => {
    expect(rateTitle).toMatch(
      /^Highest rate drawn: Yahoo \/ AOL, 6\d % \(\d+ of \d+ attempts\), 18 Nov 0\d:00$/u,
    );
    expect(volumeTitle).toMatch(/^[\d,]+ attempts; busiest hour \d+ Nov \d\d:00 with [\d,]+$/u);
  });

  test("have a table whose rows add up to the same total, however many buckets a row holds", () => {
    const total = model.figures.throttled;
    for (const span of [7 * 86_400, 86_400]) {
      const part = buildReport(busyWeek(), { ...OPTIONS, until: (OPTIONS.from ?? 0) + span });
      const table = chartsOf(part).rows;
      expect(table.length).toBeLessThanOrEqual(168);
      expect(table.reduce((sum, row) => sum + row.attempts, 0)).toBe(
        part.figures.throttled.attempts,
      );
      expect(table.reduce((sum, row) => sum + row.all.hits, 0)).toBe(
        part.figures.throttled.recipients,
      );
    }
    expect(rows.reduce((sum, row) => sum + row.all.tries, 0)).toBe(total.attempts);
  });
});
