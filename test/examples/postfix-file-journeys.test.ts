import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { read } from "../support/content.ts";
import { type Deed, journeysOf, type Moment } from "../support/journeys-through.ts";

const LOG = "examples/postfix-file/mail.log";

/** `Nov 16 00:10:07 mta1 postfix/smtp[77]: 4ABC1: to=<…` → stamp, queue id, rest */
const RECORD = /^(.{15}) mta1 postfix\/(?:smtp|qmgr)\[\d+\]: (\w+): (.*)$/u;

/** `to=<a@example.net>, … status=sent (250 Ok)` → recipient, status, reason */
const STATUS = /^to=<([^>]*)>.*? status=(\w+) \((.*)$/u;

/** `host mx.example.net[192.0.2.7] said: 421 …` */
const REFUSAL = /^host \S+ (?:said|refused to talk to me): [45]\d\d/u;
const BROKEN_OFF = /^(?:lost connection|conversation) with /u;

function deedOf(status: string, reason: string): Deed | null {
  if (status === "sent" || status === "bounced") return status;
  if (REFUSAL.test(reason)) return "refused";
  return BROKEN_OFF.test(reason) ? "broken off" : null;
}

/** Counted by hand, as it were: outcomes with tries, from the text of the log alone. */
function recounted(text: string): Record<string, number> {
  const byMessage = new Map<string, Map<string, Moment[]>>();
  for (const line of text.split("\n")) {
    const [, stamp = "", id = "", rest = ""] = RECORD.exec(line) ?? [];
    const at = Date.parse(`${stamp.slice(0, 6)} 2026 ${stamp.slice(7)} UTC`) / 1000;
    const recipients = byMessage.get(id) ?? new Map<string, Moment[]>();
    byMessage.set(id, recipients);
    if (rest.includes(", status=expired,")) {
      for (const moments of recipients.values()) moments.push({ at, deed: "expired" });
    }
    const [, to = "", status = "", reason = ""] = STATUS.exec(rest) ?? [];
    const deed = deedOf(status, reason);
    if (deed !== null) recipients.set(to, [...(recipients.get(to) ?? []), { at, deed }]);
  }
  return journeysOf(
    [...byMessage.values()].flatMap((one) => [...one.values()]),
    Date.UTC(2026, 10, 18) / 1000,
  );
}

test("the journeys of the example are those that its log tells of", async () => {
  const db = await read(LOG);
  const rows = db
    .prepare("SELECT outcome || ' ' || tries, sum(recipients) FROM journey GROUP BY outcome, tries")
    .raw()
    .all() as [string, number][];
  const found = Object.fromEntries(rows);
  expect(found).toEqual(recounted(readFileSync(LOG, "utf8")));
  expect(found).toEqual({
    "delivered 2": 113,
    "delivered 3": 201,
    "delivered 4": 51,
    "delivered 5": 17,
    "delivered 6": 6,
    "delivered 7": 3,
    "expired 7": 2,
  });
});
