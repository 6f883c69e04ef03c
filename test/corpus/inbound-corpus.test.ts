import { join } from "node:path";
import { expect, test } from "vitest";
import { numbers, read } from "../support/content.ts";
import { CORPUS, describeCorpus } from "../support/shared.ts";

describeCorpus("what recordings say of refusals to clients", () => {
  // Refusals, those with a logged 421.
  test.each([
    ["_generated/postfix-3.7/pf-run3.log", [9, 1]],
    ["_generated/envelopes/rsyslog-iso.log", [10, 0]],
    ["_generated/envelopes/rsyslog-rfc5424.log", [10, 0]],
    ["_generated/envelopes/rsyslog-json-full.log", [10, 0]],
    ["_generated/envelopes/rsyslog-json-list.log", [10, 0]],
    ["_generated/envelopes/rsyslog-forward3164.log", [10, 0]],
    ["_generated/exim-4.96/exim496-inbound.mainlog", [7, 1]],
    ["fail2ban__fail2ban/fail2ban/tests/files/logs/postfix", [16, 0]],
  ])("%s", async (name, expected) => {
    const db = await read(join(CORPUS, name));
    const sum =
      "SELECT coalesce(sum(refusals), 0), coalesce(sum(refusals) FILTER (WHERE code = 421), 0) FROM inbound_refusal";
    expect(numbers(db, sum)).toEqual(expected);
  });
});
