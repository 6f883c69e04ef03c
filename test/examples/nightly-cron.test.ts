import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";

const SCRIPT = fileURLToPath(new URL("../../examples/nightly-cron/nightly.sh", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** One message to Yahoo, deferred at that second of the minute. */
const deferred = (minute: number, second: number): string =>
  `2026-11-20T10:${String(minute).padStart(2, "0")}:${String(second).padStart(2, "0")}+00:00 mx1 postfix/smtp[11]: 4${minute}${second}AD: to=<a@yahoo.com>, relay=mta5.am0.yahoodns.net[192.0.2.5]:25, delay=2, delays=0/0/0/2, dsn=4.7.0, status=deferred (host mta5.am0.yahoodns.net[192.0.2.5] said: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred (in reply to MAIL FROM command))\n`;

const day = (minute: number): string =>
  Array.from({ length: 50 }, (_, second) => deferred(minute, 10 + second)).join("");

type Night = {
  readonly folder: string;
  readonly run: () => string;
  readonly recipients: () => unknown;
};

/** A host of its own: logs, database, reports and a sendmail that keeps what it gets. */
function host(): Night {
  const folder = temporaryFolder();
  const bin = join(folder, "sendmail");
  writeFileSync(bin, `#!/bin/sh\ncat >> ${join(folder, "mails")}\n`);
  chmodSync(bin, 0o755);
  const db = join(folder, "result.db");
  return {
    folder,
    run: () =>
      execFileSync("sh", [SCRIPT], {
        encoding: "utf8",
        env: {
          ...process.env,
          SMTP_ANALYZE: `${process.execPath} ${PROGRAM}`,
          SMTP_ANALYZE_DB: db,
          LOGS: join(folder, "mail.log*"),
          REPORTS: join(folder, "reports"),
          TZ: "UTC",
        },
      }),
    recipients: () =>
      new Database(db, { readonly: true })
        .prepare("SELECT sum(recipients) FROM deferral")
        .pluck()
        .get(),
  };
}

test("the script may run over a rotated set as often as it likes", () => {
  const { folder, run, recipients } = host();
  const log = join(folder, "mail.log");
  writeFileSync(log, day(1));
  expect(run()).toBe("");
  expect(recipients()).toBe(50);

  renameSync(log, `${log}.1`);
  writeFileSync(log, day(2));
  expect(run()).toBe("");
  expect(recipients()).toBe(100);

  writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(`${log}.1`)));
  writeFileSync(`${log}.1`, readFileSync(log));
  writeFileSync(log, day(3));
  run();
  run();
  expect(recipients()).toBe(150);
  expect(readdirSync(join(folder, "reports"))).toHaveLength(1);
});

test("an archive that is damaged is told, and the page is drawn from the rest", () => {
  const { folder, run, recipients } = host();
  const archive = gzipSync(day(1));
  writeFileSync(join(folder, "mail.log.2.gz"), archive.subarray(0, archive.length - 8));
  writeFileSync(join(folder, "mail.log"), day(2));
  expect(run).toThrow("cannot read all of");
  expect(recipients()).toBe(100);
  expect(readdirSync(join(folder, "reports"))).toHaveLength(1);
});
