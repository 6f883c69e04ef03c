import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { ADVICE, content, numbers, read, rows, VIEWS } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

describe("the sample log", () => {
  test("is counted as design section 4 says", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    expect(
      numbers(
        db,
        "SELECT sum(recipients), sum(replies), sum(withheld), sum(shadowed) FROM deferral",
      ),
    ).toEqual([5, 5, 1, 0]);
    expect(
      numbers(
        db,
        "SELECT sum(recipients), sum(replies) FROM deferral WHERE code = 421 AND provider <> 'local'",
      ),
    ).toEqual([3, 3]);
    expect(
      numbers(
        db,
        "SELECT sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable), sum(attempts) FROM attempt",
      ),
    ).toEqual([1, 5, 1, 0, 1, 7]);
    expect(
      rows(
        db,
        "SELECT provider, recipients, replies, withheld, attempts, rate FROM throttle_by_provider",
      ),
    ).toEqual([
      { provider: "google", recipients: 2, replies: 1, withheld: 0, attempts: 2, rate: null },
      { provider: "yahoo", recipients: 1, replies: 2, withheld: 1, attempts: 1, rate: null },
    ]);
    expect(rows(db, "SELECT code, enhanced, recipients, replies FROM throttle_by_code")).toEqual([
      { code: 421, enhanced: "4.7.28", recipients: 2, replies: 1 },
      { code: 421, enhanced: "4.7.0", recipients: 1, replies: 2 },
    ]);
    expect(
      rows(
        db,
        "SELECT day_at, domain, provider, recipients, withheld, last_refused_at FROM destination ORDER BY domain",
      ),
    ).toEqual([
      {
        day_at: "2026-11-20",
        domain: "example.net",
        provider: "example.net",
        recipients: 1,
        withheld: 0,
        last_refused_at: "2026-11-20T00:03:00Z",
      },
      {
        day_at: "2026-11-20",
        domain: "example.org",
        provider: "local",
        recipients: 1,
        withheld: 0,
        last_refused_at: "2026-11-20T00:03:01Z",
      },
      {
        day_at: "2026-11-20",
        domain: "gmail.com",
        provider: "google",
        recipients: 2,
        withheld: 0,
        last_refused_at: "2026-11-20T00:01:00Z",
      },
      {
        day_at: "2026-11-20",
        domain: "yahoo.com",
        provider: "yahoo",
        recipients: 1,
        withheld: 1,
        last_refused_at: "2026-11-20T00:00:02Z",
      },
    ]);
  });

  test("accounts for every line by day", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    expect(
      rows(
        db,
        "SELECT day_at, lines, understood, irrelevant, not_understood, first_at, last_at FROM coverage",
      ),
    ).toEqual([
      {
        day_at: "2026-11-19",
        lines: 3,
        understood: 1,
        irrelevant: 2,
        not_understood: 0,
        first_at: "2026-11-19T23:59:58Z",
        last_at: "2026-11-19T23:59:59Z",
      },
      {
        day_at: "2026-11-20",
        lines: 12,
        understood: 10,
        irrelevant: 1,
        not_understood: 1,
        first_at: "2026-11-20T00:00:01Z",
        last_at: "2026-11-20T00:05:00Z",
      },
    ]);
    expect(numbers(db, "SELECT sum(bytes) FROM coverage")).toEqual([SAMPLE_LOG.length]);
    expect(rows(db, "SELECT code, lines FROM issue")).toEqual([
      { code: "unknown-record", lines: 1 },
    ]);
    expect(rows(db, "SELECT reason FROM unread_sample")).toEqual([{ reason: "unknown-record" }]);
  });

  test("keeps no local part of any address", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    expect(/\b[a-j]@/u.exec(JSON.stringify(content(db)))).toBeNull();
    expect(/\b[a-j]@/u.exec(JSON.stringify(rows(db, "SELECT * FROM _memory")))).toBeNull();
  });

  test("agrees in every roll-up", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    const totals = ["host", "provider", "code", "cause", "hour", "day"].map((key) =>
      numbers(
        db,
        `SELECT sum(recipients), sum(replies), sum(withheld), sum(shadowed) FROM throttle_by_${key}`,
      ),
    );
    for (const total of totals) expect(total).toEqual([3, 3, 1, 0]);
    expect(numbers(db, "SELECT sum(attempts) FROM throttle_by_hour")).toEqual([6]);
    expect(numbers(db, "SELECT max(attempts) FROM throttle_by_cause")).toEqual([6]);
  });
});

describe("the database file", () => {
  test("is made for its owner and group only, in WAL mode", () => {
    const path = join(temporaryFolder(), "result.db");
    const db = openDatabase(path);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    db.close();
  });

  test("has strict tables only, private by name, and the public views", () => {
    const db = openDatabase(":memory:");
    expect(
      rows(
        db,
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' AND (strict = 0 OR name NOT LIKE '\\_%' ESCAPE '\\')",
      ),
    ).toEqual([]);
    expect(rows(db, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")).toEqual(
      [...VIEWS, ADVICE].sort().map((name) => ({ name })),
    );
    for (const view of VIEWS) expect(rows(db, `SELECT * FROM ${view}`)).toEqual([]);
  });

  test("refers only to rows that exist", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    expect(db.pragma("foreign_key_check")).toEqual([]);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  });
});

test("the view reply tells when each text was first and last counted, over several runs in any order", async () => {
  const refused = (at: string): string =>
    `Nov 20 ${at} mx1 postfix/smtp[11]: 4ABC1D: to=<a@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.1] said: 421 4.7.0 Too much mail (in reply to MAIL FROM command))\n`;
  const db = await read(
    temporaryFile("mail.log.1", refused("10:07:00") + refused("10:09:30")),
    temporaryFile("mail.log.3", refused("10:05:59")),
    temporaryFile("mail.log.2", refused("10:30:00") + refused("10:08:00")),
  );
  expect(rows(db, "SELECT provider, code, first_at, last_at FROM reply")).toEqual([
    {
      provider: "example.net",
      code: 421,
      first_at: "2026-11-20T10:05:00Z",
      last_at: "2026-11-20T10:30:00Z",
    },
  ]);
});
