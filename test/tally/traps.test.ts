import { describe, expect, test } from "vitest";
import {
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
import { readLine } from "../support/walk.ts";

describe("lines that are easily counted wrong", () => {
  test.each<[string, readonly string[], object]>([
    [
      "a 421 to an optional STARTTLS is not logged: only its shadow is",
      [status(0, "a", LOST(MX1).replace("RCPT TO", "MAIL FROM"))],
      { lost: 1 },
    ],
    [
      "a 5xx greeting defers, and is a reply",
      [
        info(0, `host ${MX1} refused to talk to me: 554 5.7.1 Blocked`),
        status(1, "a", `host ${MX2} refused to talk to me: 554 5.7.1 Blocked`),
      ],
      { replies: 2, recipients: 1, deferred: 1 },
    ],
    [
      "a queue id that is used again after its message was delivered is another message",
      [
        status(0, "a", TSS(MX1)),
        sent(60, "a"),
        line(61, "4ABC1D: removed", "postfix/qmgr[1]"),
        status(120, "b", TSS(MX1)),
      ],
      { replies: 2, recipients: 2, deferred: 2, delivered: 1 },
    ],
    [
      "a message given up: its last line stands before, and is counted once",
      [
        status(0, "a", TSS(MX1)),
        line(
          1,
          "4ABC1D: from=<bob@example.org>, status=force-expired, returned to sender",
          "postfix/qmgr[1]",
        ),
        line(2, "4ABC1D: sender non-delivery notification: 4ABC1E", "postfix/bounce[1]"),
      ],
      { replies: 1, recipients: 1, deferred: 1 },
    ],
    [
      "conn_use, port, delay, size and queue id may all say 421",
      [
        line(
          0,
          "421421: to=<421@example.net>, relay=421.example.net[192.0.2.42]:421, conn_use=421, delay=421, delays=421/421/421/421, dsn=2.0.0, status=sent (250 2.0.0 421 4.7.0 queued as 421)",
        ),
      ],
      { delivered: 1 },
    ],
    [
      "a refused RCPT at a host that is not the last has one line for each recipient",
      [info(0, RCPT(MX1, "450 4.2.0 grey")), info(0, RCPT(MX1, "450 4.2.0 grey")), sent(1, "a")],
      { replies: 2, delivered: 1 },
    ],
  ])("%s", (_, lines, expected) => {
    const told = lines.filter((text) => {
      const kind = readLine(`Nov 20 ${text.slice(0, 8)} mx1 ${text.slice(9)}`).kind;
      expect(kind).not.toBe("issue");
      return kind === "value";
    });
    expect(count(told)).toEqual({ ...NOTHING, ...expected });
  });

  test.each([
    "ed (host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to MAIL FROM command))",
    "0 10:15:07 mx1 postfix/smtp[7]: 4ABC1D: host mx.example.net[192.0.2.7] refused to talk to me: 421 no",
    "mx.example.net[192.0.2.7]:25, delay=1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 no",
  ])("what rotation left of a line is not guessed at: %s", (text) => {
    expect(readLine(text).kind).toBe("issue");
  });
});
