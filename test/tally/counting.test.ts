import { describe, expect, test } from "vitest";
import { createUnderstand } from "../../src/meaning/understand.ts";
import { OpenReplies, type OpenRepliesState } from "../../src/tally/open-replies.ts";
import { Tally } from "../../src/tally/tally.ts";
import { readLine } from "../support/walk.ts";

type Counted = {
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
  delivered: number;
  deferred: number;
  bounced: number;
  lost: number;
  unreachable: number;
};

/** Counts lines `HH:MM:SS tag: message`; between two parts counting stops, is checkpointed and starts again. */
function count(...parts: readonly (readonly string[])[]): Counted {
  const sum: Counted = {
    recipients: 0,
    replies: 0,
    withheld: 0,
    shadowed: 0,
    delivered: 0,
    deferred: 0,
    bounced: 0,
    lost: 0,
    unreachable: 0,
  };
  let state: OpenRepliesState = [];
  for (const lines of parts) {
    const openReplies = new OpenReplies(1, JSON.parse(JSON.stringify(state)));
    const tally = new Tally(createUnderstand(), openReplies);
    for (const line of lines) {
      const outcome = readLine(`Nov 20 ${line.slice(0, 8)} mx1 ${line.slice(9)}`);
      if (outcome.kind !== "value") throw new Error(`not read: ${line}`);
      tally.add(outcome.value);
    }
    const { deferrals, attempts } = tally.drain();
    for (const cell of deferrals) {
      for (const key of ["recipients", "replies", "withheld", "shadowed"] as const)
        sum[key] += cell[key];
    }
    for (const cell of attempts) {
      for (const key of ["delivered", "deferred", "bounced", "lost", "unreachable"] as const)
        sum[key] += cell[key];
    }
    state = openReplies.state();
  }
  return sum;
}

const MX1 = "mx1.example.net[192.0.2.1]";
const MX2 = "mx2.example.net[192.0.2.2]";
const BUSY = (peer: string) =>
  `host ${peer} refused to talk to me: 421 4.3.2 All screening ports are busy`;
const TSS = (peer: string) =>
  `host ${peer} said: 421 4.7.0 [TSS04] deferred (in reply to MAIL FROM command)`;
const RCPT = (peer: string, text: string) =>
  `host ${peer} said: ${text} (in reply to RCPT TO command)`;
const LOST = (peer: string) => `lost connection with ${peer} while sending RCPT TO`;

const line = (second: number, message: string, tag = "postfix/smtp[11]"): string =>
  `10:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")} ${tag}: ${message}`;
const info = (second: number, reason: string): string => line(second, `4ABC1D: ${reason}`);
const status = (second: number, to: string, reason: string, tag?: string): string =>
  line(
    second,
    `4ABC1D: to=<${to}@example.net>, relay=${MX2}:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (${reason})`,
    tag,
  );
const sent = (second: number, to: string): string =>
  line(
    second,
    `4ABC1D: to=<${to}@example.net>, relay=${MX2}:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)`,
  );

const NOTHING = {
  recipients: 0,
  replies: 0,
  withheld: 0,
  shadowed: 0,
  delivered: 0,
  deferred: 0,
  bounced: 0,
  lost: 0,
  unreachable: 0,
};

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
      [status(0, "a", TSS(MX1)), "11:00:05" + status(0, "b", TSS(MX1)).slice(8)],
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
  const openReplies = new OpenReplies(1);
  const tally = new Tally(createUnderstand(), openReplies);
  const outcome = readLine(
    `Nov 20 10:00:00 mx1 ${status(0, "secret", RCPT(MX1, "421 4.2.1 ask user.name@example.net now")).slice(9)}`,
  );
  if (outcome.kind === "value") tally.add(outcome.value);
  const kept = JSON.stringify(openReplies.state());
  expect(kept).toContain("192.0.2.1");
  expect(kept).not.toContain("secret");
  expect(kept).not.toContain("user.name");
});

test("withheld recipients count apart, under the reply they quote", () => {
  const quoted = status(0, "a", `delivery temporarily suspended: ${BUSY(MX1)}`, "postfix/error[3]");
  const words = status(0, "b", "deferred transport", "postfix/error[3]");
  expect(count([quoted, words])).toEqual({ ...NOTHING, withheld: 2 });
});
