import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { emptyDatabase, OPTIONS, type Said, Seeder, WEEK_START } from "./fixture.ts";

const LOOK = { columns: 80, colour: false };

const BASE: Said = {
  provider: "example.net",
  code: 421,
  enhanced: "",
  stage: "mail",
  fingerprint: "",
  sample: "421",
  cause: "rate_limit",
  rule: "",
};

const SAID: readonly Said[] = [
  BASE,
  {
    ...BASE,
    enhanced: "4.7.28",
    stage: "eod",
    fingerprint: "Slow down now",
    sample: "421-4.7.28 Slow down 421 4.7.28 now",
    rule: "general.slow",
  },
  {
    ...BASE,
    code: 0,
    stage: "unknown",
    fingerprint: "delivery temporarily suspended",
    sample: "delivery temporarily suspended",
  },
  {
    ...BASE,
    provider: "example.org",
    code: 451,
    fingerprint: `${"many words ".repeat(18)}and a longer one`,
    sample: `451 ${"many words ".repeat(18)}and a longer one`,
  },
];

function database() {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const remote = seeder.remote({
    provider: "example.net",
    host: "mx.example.net",
    ip: "192.0.2.7",
  });
  seeder.attempt(WEEK_START, writer, remote, { delivered: 100, deferred: 30 });
  for (const said of SAID) {
    const counts = said.code === 0 ? { withheld: 5 } : { recipients: 10, replies: 3 };
    seeder.deferral(WEEK_START, writer, remote, seeder.reply(said), counts);
  }
  return db;
}

const model = buildReport(database(), { ...OPTIONS, codes: "all-throttling" });

describe("a reply on the page", () => {
  const page = renderReport(model, "html", LOOK);
  const why = page.slice(page.indexOf('<section id="why"'), page.indexOf('<section id="quality"'));
  const rows = (why.match(/<tr[^>]*><td class="codes">.*?(?=<tr|<\/tbody>)/gsu) ?? []).map((row) =>
    row.replace(/<[^>]+>/gu, " ").replace(/ +/gu, " "),
  );
  const rowWith = (words: string) => rows.find((row) => row.includes(words)) ?? "";

  test("of several lines has one line for each", () => {
    expect(rowWith("Slow down")).toContain("421-4.7.28 Slow down\n421 4.7.28 now");
    expect(rowWith("Slow down")).toContain("Verbatim, line by line, mail addresses masked");
    expect(rowWith("Slow down")).toContain("Said at end of data. Rule: general.slow");
  });

  test("without words says so, and still shows its digits", () => {
    expect(rowWith("(no text)")).toMatch(
      /^ 421\s+\(no text\)\s+Verbatim, mail addresses masked 421\s/u,
    );
    expect(rowWith("(no text)")).toContain("Said at MAIL FROM. No rule knows this text.");
  });

  test("that was never given is named in words", () => {
    const row = rowWith("suspended");
    expect(row).toMatch(/^ no reply quoted\s+delivery temporarily suspended/u);
    expect(row).toContain("From our own log, mail addresses masked");
    expect(row).toContain("Stage not logged.");
  });

  test("that is long is cut between two words, and whole below", () => {
    const row = rowWith("many words");
    expect(row).toContain("many words… ");
    expect(row).toContain("many words and a longer one");
  });
});
