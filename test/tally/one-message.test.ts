import { describe, expect, test } from "vitest";
import {
  BUSY,
  count,
  info,
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

describe("the life of one message with several servers", () => {
  test.each([
    [
      "421 on both hosts is two replies, one recipient",
      [info(0, BUSY(MX1)), status(1, "a", BUSY(MX2))],
      { replies: 2, recipients: 1, deferred: 1 },
    ],
    [
      "421 on the first host, accepted by the second, is one reply and no deferred recipient",
      [info(0, BUSY(MX1)), sent(1, "a")],
      { replies: 1, delivered: 1 },
    ],
    [
      "421 on the first host, the second down, is one reply and one unreachable host",
      [
        info(0, BUSY(MX1)),
        line(1, `connect to ${MX2}:25: Connection refused`),
        status(1, "a", `connect to ${MX2}:25: Connection refused`),
      ],
      { replies: 1, unreachable: 1 },
    ],
    [
      "a lost connection right after a 421 on an informational line is its consequence",
      [info(0, TSS(MX1)), info(0, LOST(MX1))],
      { replies: 1 },
    ],
    [
      "421 to one of three RCPT is one reply, one recipient, two in its shadow",
      [
        status(0, "b", RCPT(MX1, "421 4.2.1 too fast")),
        status(0, "a", LOST(MX1)),
        status(0, "c", LOST(MX1)),
      ],
      { replies: 1, recipients: 1, shadowed: 2, deferred: 1, lost: 2 },
    ],
    [
      "421 at end of data for three recipients is one reply",
      ["a", "b", "c"].map((to) =>
        status(0, to, `host ${MX1} said: 421 4.7.28 no (in reply to end of DATA command)`),
      ),
      { replies: 1, recipients: 3, deferred: 3 },
    ],
    [
      "452 to two RCPT is two replies",
      [
        sent(0, "a"),
        status(0, "c", RCPT(MX1, "452 4.5.3 too many")),
        status(0, "d", RCPT(MX1, "452 4.5.3 too many")),
      ],
      { replies: 2, recipients: 2, delivered: 1, deferred: 2 },
    ],
    [
      "LMTP answers each recipient at end of data",
      ["a", "b"].map((to) =>
        status(
          0,
          to,
          `host mx1[private/lmtp] said: 421 4.2.0 busy (in reply to end of DATA command)`,
          "postfix/lmtp[11]",
        ),
      ),
      { replies: 2, recipients: 2, deferred: 2 },
    ],
    ["a loss without a reply stands alone", [status(0, "a", LOST(MX1))], { lost: 1 }],
    [
      "an informational loss without a reply is a lost conversation",
      [info(0, LOST(MX1)), sent(1, "a")],
      { lost: 1, delivered: 1 },
    ],
    [
      "a loss at another host is nobody's shadow",
      [info(0, BUSY(MX1)), status(5, "a", LOST(MX2))],
      { replies: 1, lost: 1 },
    ],
    [
      "a loss six minutes later is nobody's shadow",
      [status(0, "a", TSS(MX1)), status(360, "a", LOST(MX1))],
      { replies: 1, recipients: 1, deferred: 1, lost: 1 },
    ],
    [
      "a loss in another process is nobody's shadow",
      [status(0, "a", TSS(MX1)), status(1, "b", LOST(MX1), "postfix/smtp[12]")],
      { replies: 1, recipients: 1, deferred: 1, lost: 1 },
    ],
  ])("%s", (_, lines, expected) => {
    expect(count(lines)).toEqual({ ...NOTHING, ...expected });
  });
});

describe("a message to several domains, each in a process of its own", () => {
  const elsewhere = (second: number): string => sent(second, "x").replace("smtp[11]", "smtp[22]");

  test("a delivery by one does not close what another is told", () => {
    const lines = [status(0, "a", TSS(MX1)), elsewhere(0), status(0, "b", TSS(MX1))];
    expect(count(lines)).toMatchObject({ replies: 1, recipients: 2, delivered: 1 });
  });

  test("nor whose shadow a loss is in", () => {
    const lines = [
      status(0, "a", RCPT(MX1, "421 4.2.1 too fast")),
      elsewhere(0),
      status(0, "b", LOST(MX1)),
    ];
    expect(count(lines)).toMatchObject({ replies: 1, shadowed: 1 });
  });
});

test("a line that is cut in its phase quotes the same reply", () => {
  const long = `host ${MX1} said: 421 4.7.0 ${"no ".repeat(90)}`;
  const lines = ["(in reply to MAIL FROM command)", "(in reply to MA", ""].map((end, at) =>
    status(0, `r${at}`, long + end),
  );
  expect(count(lines)).toMatchObject({ replies: 1, recipients: 3 });
});

test("a list of thousands of refused recipients takes no time to speak of", () => {
  const lines = Array.from({ length: 20_000 }, (_, at) =>
    status(0, `r${at}`, RCPT(MX1, `450 4.2.0 <r${at}@example.net> greylisted`)),
  );
  expect(count(lines)).toMatchObject({ replies: 20_000, recipients: 20_000 });
});
