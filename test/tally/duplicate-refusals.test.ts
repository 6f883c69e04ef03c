import { expect, test } from "vitest";
import type { InboundRefusalEvent } from "../../src/domain/delivery-event.ts";
import { Duplicates } from "../../src/tally/duplicates.ts";

const writer = {
  mta: "exim",
  logHost: "mx1",
  service: "exim",
  instance: "",
  daemon: "exim",
} as const;

const refusal = (pid: number | null, mark: string | null): InboundRefusalEvent => ({
  kind: "inboundRefusal",
  at: 0,
  writer,
  pid,
  queueId: null,
  code: 451,
  reason: "recipient",
  mark,
});

test("what Exim writes to two logs counts once where both meet", () => {
  const duplicates = new Duplicates(1);
  expect(duplicates.isRepeat(refusal(99, "temporarily rejected RCPT <a>"))).toBe(false);
  expect(duplicates.isRepeat(refusal(99, "temporarily rejected RCPT <b>"))).toBe(false);
  expect(duplicates.isRepeat(refusal(98, "temporarily rejected RCPT <a>"))).toBe(false);
  expect(duplicates.isRepeat(refusal(99, "temporarily rejected RCPT <a>"))).toBe(true);
});

test("what is written once may well happen twice in one second", () => {
  const duplicates = new Duplicates(1);
  for (const event of [refusal(99, null), refusal(null, "temporarily rejected RCPT <a>")]) {
    expect([duplicates.isRepeat(event), duplicates.isRepeat(event)]).toEqual([false, false]);
  }
});
