import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel } from "../../reports/index.ts";
import { renderMail } from "../../reports/render/mail.ts";
import { busyWeek } from "./busy-week.ts";
import { emptyDatabase, OPTIONS } from "./fixture.ts";
import { hostileDatabase } from "./hostile-database.ts";

const busy = buildReport(busyWeek(), OPTIONS);

/** What is left of the page when a client drops tags, styles and images. */
const stripped = (html: string): string =>
  html.replaceAll(/<[^>]*>/gu, " ").replaceAll(/\s+/gu, " ");

describe("the subject is the verdict", () => {
  const model = (db: ReturnType<typeof emptyDatabase>, codes = OPTIONS.codes): ReportModel =>
    buildReport(db, { ...OPTIONS, codes });

  test.each([
    ["a bad week", busy, "[throttling] CRITICAL: Google 4.6 %, Yahoo / AOL 2.1 %"],
    ["a quiet one", model(busyWeek(), [[499, 499]]), "[throttling] ok"],
    ["an empty database", model(emptyDatabase()), "[throttling] not enough data"],
  ])("of %s", (_, report, subject) => {
    expect(renderMail(report, null).subject.startsWith(subject)).toBe(true);
  });

  test("in one line, whatever a host is called", () => {
    const { subject } = renderMail(buildReport(hostileDatabase(), OPTIONS), null);
    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("the page of the mail", () => {
  const { html } = renderMail(busy, "/var/lib/smtp-analyze/report.html");

  test("acceptance 16: fits before Gmail clips it, with room to spare", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  });

  test("loads nothing and runs nothing", () => {
    expect(html).not.toMatch(/<(?:script|style|link|img|svg|iframe|a)\b|\burl\(|\bsrc=|\bhref=/u);
  });

  test("acceptance 16: answers with styles and images stripped: who, how badly, why, and where to read on", () => {
    const words = stripped(html);
    expect(words).toContain("Google is throttling our mail.");
    expect(words).toContain("11,302 of 246,074 attempts");
    expect(words).toContain("Rate limit");
    expect(words).toContain("The whole report: /var/lib/smtp-analyze/report.html");
  });

  test("lets no host become a link in the mail client", () => {
    expect(html).toContain("example.\u2060edu");
    expect(html).not.toContain("https://support.google.com");
  });

  test("says the same numbers as the text", () => {
    const { text } = renderMail(busy, null);
    for (const row of busy.who.rows.slice(0, 3)) {
      expect(text).toContain(row.name);
      expect(stripped(html)).toContain(row.name);
    }
    expect(text).toContain("13,172 of 559,584 attempts");
    expect(stripped(html)).toContain("13,172 of 559,584 attempts");
  });

  test("keeps what a remote host wrote text", () => {
    const mail = renderMail(buildReport(hostileDatabase(), OPTIONS), null);
    expect(mail.html).not.toMatch(/<(?:script|img)\b/u);
    expect(mail.html.replaceAll("\u2060", "")).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
    expect(mail.text).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
  });
});
