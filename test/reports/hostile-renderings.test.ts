import { describe, expect, test } from "vitest";
import { sendMail } from "../../cli/mail.ts";
import { buildReport, type Format, type ReportModel, renderReport } from "../../reports/index.ts";
import { renderMail } from "../../reports/render/mail.ts";
import { controlsIn } from "./controls.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";

const ATTACKS: readonly (readonly [string, string])[] = [
  ["a script", "<script>alert(1)</script>"],
  ["the end of a script and another", "</script><script>alert(1)</script>"],
  ["an image in an attribute", `"><img src=x onerror=alert(1)>`],
  ["a handler", `' onmouseover='alert(1)' "onfocus="alert(1)" autofocus="`],
  ["a comment", "<!-- --!> ]]> <!--<script>"],
  ["entities", "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;img&#x3e;"],
  ["an address of a script", "javascript:alert(1)"],
  ["a style", "</style><style>*{display:none}</style>"],
  ["a base", "<base href=//example.com><meta http-equiv=refresh content=0>"],
  ["a formula", "=cmd|' /C calc'!A0"],
  ["a formula with plus", "+1+cmd()"],
  ["a formula with minus", "-1+cmd()"],
  ["a formula with at", "@SUM(1+1)*cmd()"],
  ["a formula behind a tab", "\t=cmd()"],
  ["a formula behind a line break", "\r\n=cmd()"],
  ["a formula in quotes", '"=cmd()",=cmd(),"'],
  ["a formula behind a blank that has no width", "\u200b=cmd()"],
  ["a header of a mail", "x\r\nBcc: victim@example.net\r\n\r\n<script>"],
  ["codes that clear a terminal", "\u001b[2J\u001b]0;title\u0007\u0008"],
  ["the same in one character", "\u009b2J\u009d0;title\u009c"],
  ["a line that turns around", "invoice\u202efdp.exe \u2066\u2067\u2068\u2069"],
  ["what nobody sees", "a\u200b\u200d\u2060\ufeff\u00adb"],
  ["other ends of a line", "a\u2028b\u2029c\u0085d\u000be"],
  ["a zero", "a\u0000b"],
  ["tags of another plane", "\u{e0001}\u{e0041}\u{e007f}"],
  ["templates", "{{7*7}} <%= 7*7 %> #{7*7}"],
];

/** Everything that the outside names is the attack. */
function modelOf(attack: string): ReportModel {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer(attack, attack);
  const remote = seeder.remote({ provider: attack, host: attack, ip: attack });
  const other = seeder.remote({ provider: attack, host: `${attack}2`, ip: "192.0.2.2" });
  const said = { provider: attack, code: 421, stage: "mail", cause: attack, rule: attack };
  const reply = seeder.reply({
    ...said,
    enhanced: attack,
    fingerprint: attack,
    sample: `421 ${attack}`,
  });
  for (const place of [remote, other]) {
    seeder.attempt(WEEK_START, writer, place, { delivered: 100, deferred: 100 });
    seeder.deferral(WEEK_START, writer, place, reply, { recipients: 100, replies: 1 });
  }
  const day = WEEK_START + 3600 - ((WEEK_START + 3600) % 86_400);
  const read = { understood: 200, irrelevant: 1, notUnderstood: 1 };
  const source = seeder.source(attack, day, {
    ...read,
    first: WEEK_START,
    last: WEEK_START + 3600,
  });
  seeder.issue(source, day, attack, 1);
  seeder.unread(source, attack, attack);
  seeder.episode(attack, attack, WEEK_START, WEEK_START + 900);
  return buildReport(db, {
    ...OPTIONS,
    title: attack,
    command: attack,
    previous: true,
    sections: true,
  });
}

/** The cells of a CSV (RFC 4180), with their quotes taken off. */
function cellsOf(csv: string): readonly string[] {
  return [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/gu)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

/** What a page runs or loads: none of it is in what a reader sees. */
const ACTIVE =
  /<(?:script|img|base|meta|iframe|object|embed|link|form|style)\b|(?:href|src)="?\s*javascript:/iu;

/** An attribute that runs, once the values of all attributes are gone. */
const HANDLER = /<[^>]*\son[a-z]+\s*=/iu;

function activeIn(markup: string): string | undefined {
  const bare = markup.replaceAll(/="[^"]*"/gu, "");
  return ACTIVE.exec(markup)?.[0] ?? HANDLER.exec(bare)?.[0];
}

/** All that the head of the page is made of. */
const TAGS_OF_HEAD = [
  ...["<html", "<head", "<meta", "<meta", "<meta", "<meta", "<meta"],
  ...["<title", "<style"],
];

/** All headers of the mail. */
const HEADERS = [
  "Auto-Submitted",
  "Content-Type",
  "Date",
  "From",
  "List-ID",
  "MIME-Version",
  "Message-ID",
  "References",
  "Subject",
  "To",
];

describe.each(ATTACKS)("%s is harmless", (_, attack) => {
  const model = modelOf(attack);
  const drawn = (format: Format) => renderReport(model, format, { columns: 80, colour: false });

  test("as HTML", () => {
    const page = drawn("html");
    const body = page.slice(page.indexOf("<body"));
    const [shown = "", block = "", ...rest] = body.split(/<script\b[^>]*>/u);
    expect(rest).toHaveLength(1);
    expect(page.match(/<\/script/giu)).toHaveLength(2);
    expect(activeIn(shown)).toBeUndefined();
    expect(controlsIn(page.slice(0, page.indexOf("<script")))).toEqual([]);
    expect(page.slice(0, page.indexOf("<body")).match(/<[a-z]+/gu)).toEqual(TAGS_OF_HEAD);
    expect(() => JSON.parse(block.split("</script>")[0] ?? "")).not.toThrow();
  });

  test("as text", () => {
    expect(controlsIn(drawn("text"))).toEqual([]);
  });

  test("as JSON, which gives back what was said", () => {
    const json = drawn("json");
    expect(controlsIn(json)).toEqual([]);
    expect(json).not.toMatch(/[<>]/u);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(model)));
  });

  test("as CSV", () => {
    const csv = drawn("csv");
    expect(controlsIn(csv.replaceAll("\r\n", "\n"))).toEqual([]);
    const words = cellsOf(csv).filter((cell) => Number.isNaN(Number(cell)));
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((cell) => /^[\s\p{Cf}]*[=+\-@]/u.test(cell))).toEqual([]);
  });

  test("as a mail", async () => {
    const mail = renderMail(model, attack);
    expect(controlsIn(mail.subject + mail.text)).toEqual([]);
    expect(mail.subject).not.toContain("\n");
    expect(controlsIn(mail.html.replaceAll("\u2060", ""))).toEqual([]);
    expect(activeIn(mail.html.slice(mail.html.indexOf("<body")))).toBeUndefined();
    const message = await sendMail(mail, {
      to: "postmaster@example.org",
      from: "smtp-analyze@mx1.example.org",
      smtp: undefined,
      sendmail: false,
      at: WEEK_END * 1000,
      host: "mx1.example.org",
      attachment: { name: "report.html", html: drawn("html") },
    });
    const [head = ""] = (message ?? "").split("\n\n");
    expect(head.match(/^[A-Za-z-]+(?=:)/gmu)?.sort()).toEqual(HEADERS);
  });
});
