import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { CORPUS, describeCorpus } from "../support/shared.ts";
import { walk } from "../support/walk.ts";

async function summary(name: string): Promise<readonly unknown[]> {
  const db = openDatabase(":memory:");
  await walk([join(CORPUS, name)], db);
  const of = (sql: string) => db.prepare<[], unknown[]>(sql).raw().get() ?? [];
  return [
    ...of("SELECT coalesce(sum(replies), 0) FROM deferral WHERE code = 421"),
    ...of("SELECT coalesce(sum(replies), 0) FROM deferral WHERE code BETWEEN 400 AND 499"),
    ...of("SELECT coalesce(sum(withheld), 0) FROM deferral"),
    ...of("SELECT sum(lines), sum(not_understood) FROM coverage"),
  ];
}

describeCorpus("the shared corpus", () => {
  // 421 replies, 4xx replies, withheld, lines, lines not understood
  test.each([
    ["_generated/postfix-3.7/pf-run1.log", [26, 31, 0, 163, 0]],
    ["_generated/postfix-3.7/pf-run2.log", [9, 9, 14, 91, 0]],
    ["_generated/postfix-3.7/pf-run3.log", [4, 4, 0, 79, 0]],
    ["_generated/postfix-3.7/pf-trunc.log", [1, 1, 0, 7, 0]],
    ["_generated/envelopes/rsyslog-iso.log", [6, 6, 0, 75, 0]],
    ["_generated/envelopes/rsyslog-traditional.log", [0, 0, 0, 10, 0]],
    ["Hsn723__postfix_exporter/exporter/postfix_exporter_test.lines.log", [0, 2, 0, 66, 0]],
    ["digineo__postfix_exporter/testdata/mail.log", [0, 0, 0, 53, 0]],
    ["lightmeterio__ControlCenter/messagerbl/rbl_test.lines.log", [0, 0, 0, 11, 0]],
    ["lightmeterio__ControlCenter/pkg/postfix/logparser/corpus/smtp_ok.txt", [1, 1, 0, 1, 0]],
    [
      "lightmeterio__ControlCenter/pkg/postfix/logparser/corpus/unsupported_smtp.txt",
      [1, 1, 0, 1, 0],
    ],
    ["lightmeterio__ControlCenter/pkg/postfix/logparser/parser_test.lines.log", [2, 2, 0, 45, 0]],
    [
      "lightmeterio__ControlCenter/test_files/postfix_logs/individual_files/14_reuse_of_queueid.log",
      [0, 0, 0, 603, 0],
    ],
    [
      "lightmeterio__ControlCenter/test_files/postfix_logs/individual_files/4_lost_queue.log",
      [0, 0, 0, 66, 0],
    ],
    [
      "lightmeterio__ControlCenter/test_files/postfix_logs/individual_files/6_deferred_message_retry.log",
      [0, 2, 0, 56, 0],
    ],
    [
      "lightmeterio__ControlCenter/test_files/postfix_logs/individual_files/8_weird_log_file.log",
      [0, 0, 0, 17, 0],
    ],
    ["youyo__postfix-log-parser/test/test-iso8601.log", [0, 0, 0, 22, 0]],
    // One line is the tail of another that its collector broke in two.
    [
      "lightmeterio__ControlCenter/test_files/postfix_logs/individual_files/18_expired.log",
      [0, 5, 0, 29, 1],
    ],
    // Lines without any envelope.
    ["msimerson__postfix-parser/test/index.lines.log", [1, 3, 1, 25, 0]],
    // Comments between the lines.
    ["sergeymakinen__postfix_exporter/exporter/testdata/mail.log", [0, 0, 0, 66, 19]],
    ["fail2ban__fail2ban/fail2ban/tests/files/logs/postfix", [0, 0, 0, 203, 88]],
  ])("%s", async (name, expected) => {
    expect(await summary(name)).toEqual(expected);
  });
});
