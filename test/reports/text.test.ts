import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { tableOf, wrapped } from "../../reports/render/text-table.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

const text = renderReport(buildReport(busyWeek(), OPTIONS), "text", { columns: 80, colour: false });
const lines = text.split("\n");

function section(title: string): readonly string[] {
  const from = lines.indexOf(title);
  const to = lines.findIndex((line, at) => at > from + 1 && line.startsWith("───"));
  return lines.slice(from + 2, to < 0 ? undefined : to - 2);
}

describe("the text at three in the morning", () => {
  test("begins with the answer", () => {
    expect(lines[0]).toBe("CRITICAL: Google is throttling our mail.");
    expect(lines[1]).toMatch(/^ {2}- Google deferred [\d.]+ % \([\d,]+ of [\d,]+ attempts\);/u);
    expect(lines[2]).toMatch(/^ {4}\S/u);
    expect(lines.slice(0, 8).some((line) => line.startsWith("  - watch: Yahoo / AOL "))).toBe(true);
  });

  test("goes on with figures, time, who, why and how far to trust it", () => {
    expect(lines.filter((line) => /^[A-Z ]{3,}$/u.test(line))).toEqual([
      "KEY FIGURES",
      "OVER TIME",
      "WHO",
      "WHY",
      "EPISODES",
      "DATA QUALITY",
    ]);
  });

  test("names every host in full", () => {
    const who = section("WHO").join("\n");
    for (const host of ["alt1.gmail-smtp-in.l.google.com", "mta5.am0.yahoodns.net"])
      expect(who).toContain(`\n  ${host} `);
    expect(who).not.toContain("…");
  });

  test("sets providers apart that have too few attempts to be compared", () => {
    const who = section("WHO");
    const at = who.indexOf("too few to rank (under 100 attempts):");
    expect(who[at + 1]).toMatch(/^example\.edu +\d+ +\d+ /u);
    expect(who[at + 2]).toBe("  mail.example.edu");
  });

  test("gives every cause its share, the words of the provider without codes, and a remedy", () => {
    const why = section("WHY");
    expect(why[0]).toMatch(/^Rate limit: [\d,]+ recipients \([\d.]+ % of all throttled\)$/u);
    expect(why[1]).toMatch(
      /^ {2}Google, 421 4\.7\.28: [\d,]+ recipients, [\d,]+ withheld, last \d+ Nov \d\d:\d\d$/u,
    );
    expect(why.slice(2, 4)).toEqual([
      "    Gmail has detected an unusual rate of unsolicited mail originating from your",
      "    IP address 192.0.2.1. To protect our users from spam, mail sent from your IP",
    ]);
    expect(why).toContain("  What to do (Sender: slow down):");
  });

  test("has both ends of its time and the width of a block", () => {
    const time = section("OVER TIME");
    expect(time).toContain(
      "                   13 Nov 00:00                                20 Nov 00:00",
    );
    expect(time).toContain(
      "One block is 3 h; each line has its own height. Blank: nothing is known.",
    );
    expect(time.at(-1)).toBe("Gap: 14 Nov 03:00 – 14 Nov 06:00, a busy log fell silent.");
  });

  test("has no blank at the end of a line", () => {
    expect(lines.filter((line) => line.endsWith(" "))).toEqual([]);
  });
});

describe("the whole report, with the sections that are questions of their own", () => {
  const asked = { ...OPTIONS, previous: true, sections: true };
  const whole = renderReport(buildReport(busyWeek(), asked), "text", {
    columns: 80,
    colour: false,
  });

  test("has a section for each of the ten questions that logs can answer", () => {
    expect(whole.split("\n").filter((line) => /^[A-Z ]{3,}$/u.test(line))).toEqual([
      "KEY FIGURES",
      "BEFORE",
      "OVER TIME",
      "WHO",
      "THEM OR US",
      "WHY",
      "EPISODES",
      "DELIVERY",
      "LIMITS",
      "DATA QUALITY",
    ]);
  });

  test("says why the window before tells nothing", () => {
    expect(whole).toContain("\nNot compared with the window before (");
  });

  test("stays within the line", () => {
    expect(whole.split("\n").filter((line) => Array.from(line).length > 80)).toEqual([]);
    expect(whole.split("\n").filter((line) => line.endsWith(" "))).toEqual([]);
  });
});

describe("lines are broken at blanks", () => {
  test.each([
    ["one two three", 11, "", "", ["one two", "three"]],
    ["one two three", 11, "- ", "  ", ["- one two", "  three"]],
    ["one   two", 20, "  ", "  ", ["  one two"]],
    ["abcdefghijklm", 10, "", "", ["abcdefghij", "klm"]],
    ["", 10, "", "", []],
  ])("%j in %i columns", (given, width, indent, hanging, expected) => {
    expect(wrapped(given, width, indent, hanging)).toEqual(expected);
  });
});

describe("a name that is too long for its column", () => {
  const rows = [
    ["  a-rather-long-name.example", "1"],
    ["short", "22"],
  ];

  test("is cut, or stands on a line of its own", () => {
    expect(tableOf(["name", "n"], rows, 20)).toEqual([
      "name               n",
      "  a-rather-long…   1",
      "short             22",
    ]);
    expect(tableOf(["name", "n"], rows, 20, "own line")).toEqual([
      "name               n",
      "  a-rather-long-name",
      "  .example",
      "                   1",
      "short             22",
    ]);
  });
});

test("a table may have more rows than a call can have arguments", () => {
  const rows = Array.from({ length: 200_000 }, () => ["mx.example.net", "1"]);
  const table = tableOf(["host", "n"], rows);
  expect(table.slice(0, 2)).toEqual(["host            n", "mx.example.net  1"]);
  expect(table).toHaveLength(200_001);
});
