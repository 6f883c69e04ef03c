import { describe, expect, test } from "vitest";
import { alertsOf, NO_ALERTS } from "../../../reports/answers/alerts.ts";
import type { AlertMemory, StatusAnswer } from "../../../reports/answers/model.ts";
import type { Finding, VerdictState } from "../../../reports/model.ts";
import { measureOf, NO_COUNTS } from "../../../reports/statistics.ts";

const MINUTE = 60;
const HOUR = 3600;

type Look = {
  readonly at: number;
  readonly yahoo?: "watch" | "critical";
  readonly state?: VerdictState;
  readonly stale?: number;
};

function statusAt({ yahoo, state, stale = 0 }: Look): StatusAnswer {
  const finding = (level: "watch" | "critical"): Finding => ({
    state: level,
    provider: "yahoo",
    name: "Yahoo",
    text: "deferred 31 %.",
    ongoing: true,
  });
  const none = measureOf(NO_COUNTS, 0);
  return {
    schema: "smtp-analyze/status/1",
    state: state ?? yahoo ?? "ok",
    sentence: "A sentence.",
    window: { from: "", until: "", zone: "UTC", readUntil: null },
    lens: { label: "421", codes: [[421, 421]], causes: [] },
    throttled: none,
    before: none,
    findings: yahoo === undefined ? [] : [finding(yahoo)],
    more: 0,
    episodes: [],
    stale: stale === 0 ? null : stale,
  };
}

/** What is told, look after look, with the state kept between them as the file keeps it. */
function told(looks: readonly Look[]): readonly string[] {
  let memory: AlertMemory = NO_ALERTS;
  return looks.map((look) => {
    const answer = alertsOf(memory, statusAt(look), { at: look.at, remindEvery: 24 * HOUR });
    memory = JSON.parse(JSON.stringify(answer.memory)) as AlertMemory;
    return answer.changes.map(({ kind, name }) => `${kind} ${name}`).join(", ");
  });
}

describe("an alert", () => {
  test.each<[string, readonly Look[], readonly string[]]>([
    [
      "is told once",
      [
        { at: 0, yahoo: "watch" },
        { at: 300, yahoo: "watch" },
      ],
      ["opened Yahoo", ""],
    ],
    [
      "is told again when it becomes worse, not when it becomes milder",
      [
        { at: 0, yahoo: "watch" },
        { at: 300, yahoo: "critical" },
        { at: 600, yahoo: "watch" },
        { at: 900, yahoo: "critical" },
      ],
      ["opened Yahoo", "worse Yahoo", "", ""],
    ],
    [
      "recovers after an hour without its cause",
      [{ at: 0, yahoo: "watch" }, { at: 59 * MINUTE }, { at: HOUR }, { at: HOUR + 300 }],
      ["opened Yahoo", "", "recovered Yahoo", ""],
    ],
    [
      "does not ring again when its cause comes back within the hour",
      [{ at: 0, yahoo: "watch" }, { at: 1800 }, { at: 2400, yahoo: "watch" }, { at: 2400 + 1800 }],
      ["opened Yahoo", "", "", ""],
    ],
    [
      "does not recover while there is too little data to tell",
      [{ at: 0, yahoo: "watch" }, { at: 2 * HOUR, state: "insufficient" }, { at: 3 * HOUR }],
      ["opened Yahoo", "", "recovered Yahoo"],
    ],
    [
      "is repeated once a day",
      [
        { at: 0, yahoo: "watch" },
        { at: 23 * HOUR, yahoo: "watch" },
        { at: 24 * HOUR, yahoo: "watch" },
        { at: 25 * HOUR, yahoo: "watch" },
      ],
      ["opened Yahoo", "", "reminder Yahoo", ""],
    ],
    [
      "is raised when no new lines were read, and ends with the first that is",
      [
        { at: 0, state: "insufficient", stale: 7200 },
        { at: 300, state: "insufficient", stale: 7500 },
        { at: 600 },
      ],
      ["opened The log", "", "recovered The log"],
    ],
  ])("%s", (_, looks, expected) => {
    expect(told(looks)).toEqual(expected);
  });
});
