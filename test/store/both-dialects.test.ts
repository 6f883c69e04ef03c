import { describe, expect, test } from "vitest";
import { numbers, read, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

/** One message to two recipients that a host of two refuses at MAIL, and one that is delivered. */
const MAIN_LOG = [
  "2026-11-20 10:00:00 1xUQpD-0001pH-0k <= bob@example.org U=bob P=local S=410",
  "2026-11-20 10:00:01 1xUQpD-0001pH-0k H=mta5.am0.yahoodns.net [192.0.2.20]: SMTP error from remote mail server after pipelined MAIL FROM:<bob@example.org>: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred",
  "2026-11-20 10:00:02 1xUQpD-0001pH-0k == ann@yahoo.com R=dnslookup T=remote_smtp defer (-45) H=mta5.am0.yahoodns.net [192.0.2.20]: SMTP error from remote mail server after pipelined MAIL FROM:<bob@example.org>: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred",
  "2026-11-20 10:00:02 1xUQpD-0001pH-0k == eve@yahoo.com R=dnslookup T=remote_smtp defer (-45) H=mta5.am0.yahoodns.net [192.0.2.20]: SMTP error from remote mail server after pipelined MAIL FROM:<bob@example.org>: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred",
  "2026-11-20 10:05:00 1xUQpD-0001pH-0k == ann@yahoo.com R=dnslookup T=remote_smtp defer (-54): retry time not reached for any host for 'yahoo.com'",
  '2026-11-20 10:30:00 1xUQpD-0001pH-0k => ann@yahoo.com R=dnslookup T=remote_smtp H=mta5.am0.yahoodns.net [192.0.2.20] C="250 ok"',
  '2026-11-20 10:30:00 1xUQpD-0001pH-0k -> eve@yahoo.com R=dnslookup T=remote_smtp H=mta5.am0.yahoodns.net [192.0.2.20] C="250 ok"',
  "2026-11-20 10:30:00 1xUQpD-0001pH-0k Completed",
  "2026-11-20 10:31:00 H=(me) [198.51.100.9] F=<a@example.org> temporarily rejected RCPT <b@example.net>: 421 4.7.0 slow down",
  "",
].join("\n");

describe("an Exim main log", () => {
  test("is counted by the same measures", async () => {
    const db = await read(temporaryFile("mainlog", MAIN_LOG));
    expect(
      numbers(db, "SELECT sum(recipients), sum(replies), sum(withheld) FROM deferral"),
    ).toEqual([2, 1, 1]);
    expect(numbers(db, "SELECT sum(delivered), sum(deferred), sum(attempts) FROM attempt")).toEqual(
      [2, 2, 4],
    );
    expect(
      rows(
        db,
        "SELECT DISTINCT mta, service, provider, code, enhanced, dsn, stage, cause FROM deferral WHERE code IS NOT NULL",
      ),
    ).toEqual([
      {
        mta: "exim",
        service: "exim",
        provider: "yahoo",
        code: 421,
        enhanced: "4.7.0",
        dsn: null,
        stage: "mail",
        cause: "reputation",
      },
    ]);
    expect(
      numbers(db, "SELECT lines, understood, irrelevant, not_understood FROM coverage"),
    ).toEqual([9, 8, 1, 0]);
  });

  test("may stand in one file with Postfix's", async () => {
    const mixed = SAMPLE_LOG.split("\n").flatMap((line, at) => [
      line,
      MAIN_LOG.split("\n")[at] ?? "",
    ]);
    const db = await read(temporaryFile("both.log", `${mixed.join("\n")}\n`));
    expect(
      rows(
        db,
        "SELECT mta, sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld FROM deferral GROUP BY mta",
      ),
    ).toEqual([
      { mta: "exim", recipients: 2, replies: 1, withheld: 1 },
      { mta: "postfix", recipients: 5, replies: 5, withheld: 1 },
    ]);
  });
});

describe("Postfix inside other envelopes", () => {
  const message =
    "4A1B02: to=<b@yahoo.com>, relay=mta6.am0.yahoodns.net[192.0.2.21]:25, delay=3, delays=1/0/1/1, dsn=4.7.0, status=deferred (host mta6.am0.yahoodns.net[192.0.2.21] said: 421 4.7.0 [TSS04] deferred (in reply to MAIL FROM command))";
  test.each([
    ["RFC 5424", `<22>1 2026-11-20T10:00:00Z mx1 postfix/smtp 2741 - - ${message}`],
    [
      "the journal",
      JSON.stringify({
        __REALTIME_TIMESTAMP: "1795168800000000",
        _HOSTNAME: "mx1",
        SYSLOG_IDENTIFIER: "postfix/smtp",
        SYSLOG_PID: "2741",
        MESSAGE: message,
      }),
    ],
    [
      "Docker",
      JSON.stringify({
        log: `Nov 20 10:00:00 mx1 postfix/smtp[2741]: ${message}\n`,
        stream: "stdout",
        time: "2026-11-20T10:00:00.1Z",
      }),
    ],
    [
      "Kubernetes",
      `2026-11-20T10:00:00.1Z stdout F Nov 20 10:00:00 mx1 postfix/smtp[2741]: ${message}`,
    ],
  ])("%s is counted in the same place", async (_, line) => {
    const db = await read(temporaryFile("x.log", `${line}\n`));
    expect(
      rows(
        db,
        "SELECT bucket_at, log_host, service, remote_host, code, recipients, replies FROM deferral",
      ),
    ).toEqual([
      {
        bucket_at: "2026-11-20T10:00:00Z",
        log_host: "mx1",
        service: "postfix/smtp",
        remote_host: "mta6.am0.yahoodns.net",
        code: 421,
        recipients: 1,
        replies: 1,
      },
    ]);
  });
});
