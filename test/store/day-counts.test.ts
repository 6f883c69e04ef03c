import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { read, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const COUNTS = [
  `SELECT bucket - bucket % 86400 AS day, writer_id, remote_id, reply_id, sum(recipients) AS recipients, sum(replies) AS replies,
     sum(withheld) AS withheld, sum(shadowed) AS shadowed, min(bucket) AS first_bucket, max(bucket) AS last_bucket
   FROM deferral_count GROUP BY 1, 2, 3, 4`,
  `SELECT bucket - bucket % 86400 AS day, writer_id, remote_id, sum(delivered) AS delivered, sum(deferred) AS deferred, sum(bounced) AS bounced,
     sum(lost) AS lost, sum(unreachable) AS unreachable, sum(attempts) AS attempts, sum(delay_1) AS delay_1, sum(delay_5) AS delay_5, sum(delay_longer) AS delay_longer
   FROM attempt_count GROUP BY 1, 2, 3`,
  `SELECT bucket - bucket % 3600 AS hour, remote_id, sum(delivered) AS delivered, sum(deferred) AS deferred, sum(bounced) AS bounced,
     sum(lost) AS lost, sum(unreachable) AS unreachable, sum(attempts) AS attempts
   FROM attempt_count GROUP BY 1, 2`,
] as const;

const DAYS = [
  `SELECT day, writer_id, remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
   FROM deferral_day ORDER BY 1, 2, 3, 4`,
  `SELECT day, writer_id, remote_id, delivered, deferred, bounced, lost, unreachable, attempts, delay_1, delay_5, delay_longer
   FROM attempt_day ORDER BY 1, 2, 3`,
  `SELECT hour, remote_id, delivered, deferred, bounced, lost, unreachable, attempts
   FROM attempt_hour ORDER BY 1, 2`,
] as const;

/** The parts of the migrations that work the totals out. */
const FILL = ["006-days", "011-hours"]
  .flatMap((name) => [
    ...readFileSync(`src/store/migrations/${name}.sql`, "utf8").matchAll(/^INSERT INTO _[^;]+;/gmu),
  ])
  .join("\n");

describe("the totals by hour and day", () => {
  test("are the sums of the counts, of two logs over two days", async () => {
    const first = temporaryFile("mail.log", SAMPLE_LOG);
    const second = temporaryFile("mail.log.1", SAMPLE_LOG.replaceAll(" 00:", " 07:"));
    const db = await read(first, second);
    for (const [place, sql] of DAYS.entries()) {
      const totals = rows(db, sql);
      expect(totals.length).toBeGreaterThan(4);
      expect(totals).toEqual(rows(db, COUNTS[place] ?? ""));
    }
  });

  test("are worked out for a database that was filled before there were any", async () => {
    const db = await read(temporaryFile("mail.log", SAMPLE_LOG));
    const before = DAYS.map((sql) => rows(db, sql));
    db.exec("DELETE FROM _deferral_day; DELETE FROM _attempt_day; DELETE FROM _attempt_hour");
    db.exec(FILL);
    expect(DAYS.map((sql) => rows(db, sql))).toEqual(before);
  });
});
