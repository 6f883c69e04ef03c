import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel, renderReport } from "../../reports/index.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { ingested } from "../support/ingested.ts";
import { OPTIONS } from "./fixture.ts";

/** A log, read as `ingest` reads it, as a report of everything in it. */
async function reportOf(...lines: readonly string[]): Promise<ReportModel> {
  const { db } = await ingested(`${lines.join("\n")}\n`);
  const opened = openReadOnly(db);
  const model = buildReport(opened, { ...OPTIONS, from: null, until: null, zone: "UTC" });
  opened.close();
  return model;
}

const written = (value: number, digits: number) => String(value).padStart(digits, "0");

/** One refusal, with an id of its own in what was said. */
function refusal(number: number): string {
  const stamp = `Nov 20 ${written(Math.floor(number / 3600), 2)}:${written(Math.floor(number / 60) % 60, 2)}:${written(number % 60, 2)}`;
  const id = written(number, 6);
  return `${stamp} mx1 postfix/smtp[104]: 4A${id}: to=<a${number}@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Too many messages from 198.51.100.1, try again later (id ${id}aX${id}) (in reply to MAIL FROM command))`;
}

describe("what the log says, on the page", () => {
  test("acceptance 9: ten thousand variants of one text are one row with an exact count", async () => {
    const model = await reportOf(...Array.from({ length: 10_000 }, (_, number) => refusal(number)));
    const reasons = model.why.flatMap((cause) => cause.reasons);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatchObject({ recipients: 10_000, code: 421, enhanced: "4.7.0" });
    const page = renderReport(model, "html", { columns: 80, colour: false });
    expect(page.match(/<blockquote/gu)).toHaveLength(1);
    expect(page).toContain("10,000 recipients");
  });

  test("acceptance 10: what our own MTA held back is in no rate, and shown", async () => {
    const sent =
      "Nov 20 00:00:01 mx1 postfix/smtp[103]: 4A1B01: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok)";
    const suspended =
      "Nov 20 00:01:05 mx1 postfix/error[106]: 4A1B04: to=<e@example.net>, relay=none, delay=9, delays=9/0/0/0, dsn=4.7.0, status=deferred (delivery temporarily suspended: host mx.example.net[192.0.2.7] refused to talk to me: 421 4.7.0 Too many connections)";
    const notYet =
      "2026-11-20 00:02:00 1vMEtW-00000000abc-0ABC == k@example.com R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host for 'example.com'";
    const model = await reportOf(sent, suspended, notYet);
    expect(model.figures).toMatchObject({
      delivered: 1,
      withheldInAll: 2,
      throttled: { recipients: 0, attempts: 1, withheld: 1 },
    });
    const page = renderReport(model, "html", { columns: 80, colour: false });
    expect(page).toContain("of 2 recipients deferred without contact");
  });
});
