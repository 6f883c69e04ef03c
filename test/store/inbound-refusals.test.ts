import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { content, numbers, read, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { walk } from "../support/walk.ts";

const SMTPD = "Nov 20 10:15:0";
const POSTFIX = [
  `${SMTPD}1 mx1 postfix/smtpd[812]: warning: Connection rate limit exceeded: 31 from a.example.org[192.0.2.9] for service smtpd`,
  `${SMTPD}2 mx1 postfix/smtpd[812]: warning: Connection rate limit exceeded: 31 from a.example.org[192.0.2.9] for service smtpd`,
  `${SMTPD}3 mx1 postfix/smtpd[812]: connect from a.example.org[192.0.2.9]`,
  `${SMTPD}3 mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from a.example.org[192.0.2.9]: 421 4.7.0 <x@example.net>: Recipient address rejected: slow down; from=<y@example.org>`,
  `${SMTPD}4 mx1 postfix/smtpd[812]: NOQUEUE: reject: RCPT from a.example.org[192.0.2.9]: 554 5.7.1 <x@example.net>: Relay access denied; from=<y@example.org>`,
  `${SMTPD}5 mx1 postfix/postscreen[9]: NOQUEUE: reject: CONNECT from [192.0.2.9]:1337: all server ports busy`,
  `${SMTPD}6 mx1 postfix/smtp[7]: 4A1B2C3D: host mx.example.net[192.0.2.7] refused to talk to me: 421 4.7.0 busy`,
].join("\n");

const REFUSALS =
  "SELECT service, code, reason, sum(refusals) AS n FROM inbound_refusal GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

describe("what we refused to clients", () => {
  test("is counted apart from what was refused to us, line by line", async () => {
    const db = await read(temporaryFile("mail.log", `${POSTFIX}\n`));
    expect(rows(db, REFUSALS)).toEqual([
      { service: "postfix/postscreen", code: null, reason: "ports_busy", n: 1 },
      { service: "postfix/smtpd", code: null, reason: "connection_rate", n: 2 },
      { service: "postfix/smtpd", code: 421, reason: "recipient", n: 1 },
    ]);
    expect(numbers(db, "SELECT sum(replies) FROM deferral")).toEqual([1]);
    expect(numbers(db, "SELECT count(*) FROM attempt")).toEqual([0]);
    expect(
      numbers(db, "SELECT lines, understood, irrelevant, not_understood FROM coverage"),
    ).toEqual([7, 5, 2, 0]);
  });

  test("counts once, however often the file is read and whatever its name", async () => {
    const db = await read(temporaryFile("mail.log", `${POSTFIX}\n`));
    const once = content(db);
    await walk([temporaryFile("mail.log.1", `${POSTFIX}\n`)], db);
    expect(content(db)).toEqual(once);
  });

  test("keeps no address of a client, sender or recipient", async () => {
    const db = await read(temporaryFile("mail.log", `${POSTFIX}\n`));
    expect(db.serialize().toString("latin1")).not.toMatch(/192\.0\.2\.9|a\.example\.org|y@|x@/u);
  });

  test("changes nothing of what a log says about deliveries", async () => {
    const outbound = ["deferral", "attempt", "destination", "throttle_by_host"];
    const of = async (log: string) => {
      const db = await read(temporaryFile("mail.log", log));
      return outbound.map((view) => rows(db, `SELECT * FROM ${view}`));
    };
    expect(await of(`${POSTFIX.replace(/.*\/smtp\[.*/u, "")}\n${SAMPLE_LOG}`)).toEqual(
      await of(SAMPLE_LOG),
    );
  });

  test("is said in one sentence of every report, and in none when there was nothing", async () => {
    const options = {
      from: null,
      until: null,
      zone: "UTC",
      codes: [[421, 421]] as const,
      generatedAt: Date.UTC(2026, 10, 21),
      version: "1.0.0",
      command: "report",
    };
    const sentence =
      "Your own servers told clients to come back later 4 times, 1 with a logged 421, 3 without digits in the log (connection_rate 2, ports_busy 1, recipient 1). That is the other direction, and not counted above.";
    const model = buildReport(await read(temporaryFile("mail.log", `${POSTFIX}\n`)), options);
    expect(model.inbound).toMatchObject({ refusals: 4, sentence });
    expect(model.figures.throttled.replies).toBe(1);
    const look = { columns: 300, colour: false };
    expect(renderReport(model, "text", look)).toContain(sentence);
    expect(renderReport(model, "html", look)).toContain(sentence);
    const none = buildReport(await read(temporaryFile("mail.log", SAMPLE_LOG)), options);
    expect(none.inbound).toEqual({ refusals: 0, sentence: "", reasons: [] });
    expect(renderReport(none, "html", look)).not.toContain("Your own servers");
  });
});
