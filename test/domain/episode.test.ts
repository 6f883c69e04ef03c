import { describe, expect, test } from "vitest";
import { type Episode, episodesOf, PULSE_SECONDS, type Pulse } from "../../src/domain/episode.ts";

/** 20 November 2026, 02:00 UTC. */
const NIGHT = 1_795_140_000;

/** The quarter of an hour so many quarters after 02:00. */
function quarter(place: number, recipients: number, attempts: number, cause = "rate_limit"): Pulse {
  const start = NIGHT + place * PULSE_SECONDS;
  const seen = { firstAt: start + 120, lastAt: start + 600 };
  return { start, attempts, throttled: [{ cause, recipients, replies: 1, ...seen }] };
}

const one = (pulses: readonly Pulse[]): Episode | undefined => episodesOf(pulses)[0];

describe("an episode opens", () => {
  test.each<[string, readonly Pulse[], number]>([
    ["with two bad quarters in a row", [quarter(0, 5, 500), quarter(1, 5, 500)], 1],
    ["not with one", [quarter(0, 500, 500)], 0],
    ["not with two that are not neighbours", [quarter(0, 9, 9), quarter(2, 9, 9)], 0],
    ["not below 1 %", [quarter(0, 5, 501), quarter(1, 5, 501)], 0],
    ["not with fewer than 5 recipients", [quarter(0, 4, 4), quarter(1, 4, 4)], 0],
    ["not where nobody was throttled", [quarter(0, 0, 100), quarter(1, 0, 100)], 0],
    ["without attempts of the same quarter too", [quarter(0, 5, 0), quarter(1, 5, 0)], 1],
  ])("%s", (_, pulses, episodes) => {
    expect(episodesOf(pulses)).toHaveLength(episodes);
  });

  test("at the first minute that was throttled, not at what led to it", () => {
    const pulses = [quarter(0, 1, 100), quarter(1, 5, 100), quarter(2, 5, 100)];
    expect(one(pulses)?.startedAt).toBe(NIGHT + PULSE_SECONDS + 120);
  });
});

describe("an episode goes on", () => {
  const opening = [quarter(0, 50, 100), quarter(1, 50, 100)];

  test("through three quiet quarters and at half the threshold", () => {
    const pulses = [...opening, quarter(5, 1, 200)];
    expect(episodesOf(pulses)).toHaveLength(1);
    expect(one(pulses)?.lastAt).toBe(NIGHT + 5 * PULSE_SECONDS + 600);
  });

  test("but not through an hour", () => {
    const again = [quarter(6, 50, 100), quarter(7, 50, 100)];
    expect(episodesOf([...opening, ...again])).toHaveLength(2);
  });

  test("and not for a rate below half the threshold", () => {
    expect(one([...opening, quarter(2, 1, 201)])?.lastAt).toBe(NIGHT + PULSE_SECONDS + 600);
  });

  test("and counts the quieter quarters between its first and its last", () => {
    const pulses = [...opening, quarter(2, 1, 1000), quarter(3, 40, 100)];
    expect(one(pulses)).toMatchObject({ recipients: 141, attempts: 1300, replies: 4 });
  });
});

test("an episode has the cause of most recipients and the worst quarter", () => {
  const pulses = [
    quarter(0, 10, 100, "greylist"),
    quarter(1, 60, 100, "connection_limit"),
    quarter(2, 45, 50, "greylist"),
  ];
  expect(one(pulses)).toMatchObject({
    cause: "connection_limit",
    peakAt: NIGHT + 2 * PULSE_SECONDS,
    peakRate: 0.9,
  });
});
