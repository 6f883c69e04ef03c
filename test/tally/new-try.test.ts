import { describe, expect, test } from "vitest";
import {
  BUSY,
  count,
  info,
  keptOf,
  LOST,
  line,
  MX1,
  MX2,
  NOTHING,
  RCPT,
  sent,
  status,
  TSS,
} from "../support/count.ts";

describe("a new try is a new reply", () => {
  test.each([
    ["the same recipient again", [status(0, "a", TSS(MX1)), status(300, "a", TSS(MX1))], 2],
    [
      "another recipient of the same delivery",
      [status(0, "a", TSS(MX1)), status(1, "b", TSS(MX1))],
      1,
    ],
    [
      "another recipient more than an hour later",
      [status(0, "a", TSS(MX1)), `11:00:05${status(0, "b", TSS(MX1)).slice(8)}`],
      2,
    ],
    [
      "another process",
      [status(0, "a", TSS(MX1)), status(1, "b", TSS(MX1), "postfix/smtp[12]")],
      2,
    ],
    [
      "another instance",
      [status(0, "a", TSS(MX1)), status(1, "b", TSS(MX1), "postfix-out/smtp[11]")],
      2,
    ],
    ["another address", [status(0, "a", TSS(MX1)), status(1, "b", TSS(MX2))], 2],
    [
      "another text",
      [status(0, "a", TSS(MX1)), status(1, "b", TSS(MX1).replace("TSS04", "TSS05"))],
      2,
    ],
    [
      "a text that is cut later",
      [
        status(0, "a", `host ${MX1} said: 421 ${"x".repeat(300)} (in reply to DATA command)`),
        status(0, "b", `host ${MX1} said: 421 ${"x".repeat(280)} (in reply to DATA command)`),
      ],
      1,
    ],
    [
      "after another recipient was delivered",
      [status(0, "a", TSS(MX1)), sent(1, "b"), status(2, "c", TSS(MX1))],
      2,
    ],
  ])("%s", (_, lines, replies) => {
    expect(count(lines).replies).toBe(replies);
    expect(count(...lines.map((one) => [one])).replies).toBe(replies);
  });

  test("an expired message is closed", () => {
    const expired = line(
      2,
      "4ABC1D: from=<bob@example.org>, status=expired, returned to sender",
      "postfix/qmgr[1]",
    );
    expect(count([status(0, "a", TSS(MX1)), expired, status(3, "b", TSS(MX1))]).replies).toBe(2);
  });
});

test("a restart anywhere changes no count", () => {
  const lines = [
    info(0, BUSY(MX1)),
    status(1, "a", BUSY(MX2)),
    status(1, "b", BUSY(MX2)),
    status(2, "c", RCPT(MX1, "421 4.2.1 too fast")),
    status(2, "d", LOST(MX1)),
    status(300, "a", TSS(MX1)),
    status(300, "b", TSS(MX1)),
    info(300, LOST(MX1)),
    sent(600, "a"),
  ];
  const whole = count(lines);
  for (let at = 1; at < lines.length; at++) {
    expect(count(lines.slice(0, at), lines.slice(at))).toEqual(whole);
  }
  expect(whole).toEqual({
    ...NOTHING,
    replies: 4,
    recipients: 5,
    shadowed: 1,
    deferred: 5,
    lost: 1,
    delivered: 1,
  });
});

test("a checkpoint keeps neither recipients nor the words of the remote host", () => {
  const said = RCPT(MX1, "421 4.2.1 ask user.name@example.net now");
  const kept = JSON.stringify([...keptOf([status(0, "secret", said)]).young]);
  expect(kept).toContain("192.0.2.1");
  expect(kept).not.toContain("secret");
  expect(kept).not.toContain("user.name");
});

test("withheld recipients count apart, under the reply they quote", () => {
  const quoted = status(0, "a", `delivery temporarily suspended: ${BUSY(MX1)}`, "postfix/error[3]");
  const words = status(0, "b", "deferred transport", "postfix/error[3]");
  expect(count([quoted, words])).toEqual({ ...NOTHING, withheld: 2 });
});

test("files in the wrong order count like files in the right one", () => {
  const today = info(0, BUSY(MX1));
  const yesterday = `08:59:00${status(0, "a", BUSY(MX1)).slice(8)}`;
  expect(count([yesterday, today]).replies).toBe(2);
  expect(count([today, yesterday]).replies).toBe(2);
});

test("an informational line behind a status line is a later try: a try ends with its status lines", () => {
  expect(count([status(0, "a", BUSY(MX1)), info(300, BUSY(MX1))]).replies).toBe(2);
});
