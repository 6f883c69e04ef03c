import { describe, expect, test } from "vitest";
import type { Counted } from "../support/count.ts";
import { NOTHING } from "../support/count.ts";
import {
  at,
  CLOSED,
  count,
  defer,
  done,
  ERROR,
  GREET,
  host,
  keptBehind,
  MAIL,
  MX1,
  MX2,
  RCPT,
  sent,
} from "./exim-lines.ts";

describe("several lines, one reply", () => {
  test.each<[string, readonly string[], Partial<Counted>]>([
    [
      "a host line and a line for each recipient",
      [host(0, MAIL), defer(9, "a", MAIL), defer(70, "b", MAIL)],
      { replies: 1, recipients: 2, deferred: 2 },
    ],
    [
      "lines for recipients alone",
      [defer(0, "a", MAIL), defer(0, "b", MAIL)],
      { replies: 1, recipients: 2, deferred: 2 },
    ],
    [
      "a recipient delivered elsewhere in between",
      [host(0, GREET), sent(1, "a"), defer(1, "b", GREET), done(2)],
      { replies: 1, recipients: 1, deferred: 1, delivered: 1 },
    ],
    [
      "an address given up in between",
      [
        host(0, GREET),
        defer(1, "a", GREET),
        at(1, "** a@example.net: retry timeout exceeded"),
        defer(1, "b", GREET),
      ],
      { replies: 1, recipients: 2, deferred: 2 },
    ],
    [
      "two host lines about one recipient",
      [
        at(0, `H=${MX1}:25 ${RCPT("a")}`),
        at(0, `H=${MX1}:25: ${RCPT("a")}`),
        sent(1, "a"),
        sent(1, "b", "->"),
        done(1),
      ],
      { replies: 1, delivered: 2 },
    ],
    [
      "a host line whose words are about the data, and lines whose number says RCPT",
      [
        host(0, `${ERROR} pipelined BDAT 9 LAST: 450 4.2.0 Later`),
        defer(0, "a", `${ERROR} pipelined BDAT 9 LAST: 450 4.2.0 Later`, MX1, "-44"),
      ],
      { replies: 1, recipients: 1, deferred: 1 },
    ],
    [
      "one pipelined, one not",
      [host(0, MAIL), defer(0, "a", MAIL.replace("pipelined ", ""))],
      { replies: 1, recipients: 1, deferred: 1 },
    ],
    [
      "a host line that the reply breaks",
      [
        host(0, `${CLOSED} HELO x (EHLO response was: 421-4.7.0 one`),
        defer(
          0,
          "a",
          `${CLOSED} HELO x (EHLO response was: 421-4.7.0 one\\n421 4.7.0 two)`,
          MX1,
          "-18",
        ),
      ],
      { replies: 1, recipients: 1, deferred: 1 },
    ],
    [
      "a text that is cut later",
      [
        host(0, `${ERROR} DATA: 421-${"x".repeat(2000)}\\n421 y`),
        defer(0, "a", `${ERROR} DATA: 421-${"x".repeat(900)}`),
      ],
      { replies: 1, recipients: 1, deferred: 1 },
    ],
  ])("%s", (_, lines, counts) => {
    expect(count(lines)).toEqual({ ...NOTHING, ...counts });
    expect(count(...lines.map((one) => [one]))).toEqual({ ...NOTHING, ...counts });
  });
});

describe("another reply", () => {
  test.each<[string, readonly string[], number]>([
    ["another address", [host(0, GREET), host(0, GREET, MX2), defer(0, "a", GREET, MX2)], 2],
    ["another recipient refused", [defer(0, "a", RCPT("a")), defer(0, "b", RCPT("b"))], 2],
    [
      "another text",
      [host(0, MAIL), defer(0, "a", MAIL), defer(0, "b", MAIL.replace("TSS04", "TSS05"))],
      2,
    ],
    ["another message", [host(0, GREET), `${host(0, GREET).replace("1xUQpD", "1xUQpE")}`], 2],
    ["the host line of a new try", [host(0, GREET), defer(0, "a", GREET), host(4, GREET)], 2],
    [
      "a new try in full",
      [host(0, GREET), defer(0, "a", GREET), host(4, GREET), defer(4, "a", GREET)],
      2,
    ],
    [
      "the recipient's line of a new try",
      [defer(0, "a", RCPT("a")), defer(900, "a", RCPT("a"))],
      2,
    ],
    ["a host line about the recipient later on", [host(0, RCPT("a")), host(3, RCPT("a"))], 2],
    ["two sessions of one delivery", [host(0, GREET), host(0, GREET), defer(0, "a", GREET)], 2],
    [
      "more than an hour later",
      [
        host(0, GREET),
        host(0, GREET, MX2),
        defer(0, "a", GREET).replace(" 10:", " 11:").replace(":00:00", ":05:00"),
      ],
      3,
    ],
    ["after the message is gone", [host(0, GREET), done(1), defer(1, "a", GREET)], 2],
    [
      "after the data each recipient's own",
      [
        defer(0, "a", "LMTP error after end of data: 450 4.2.2 Full"),
        defer(0, "b", "LMTP error after end of data: 450 4.2.2 Full"),
      ],
      2,
    ],
  ])("%s", (_, lines, replies) => {
    expect(count(lines).replies).toBe(replies);
    expect(count(...lines.map((one) => [one])).replies).toBe(replies);
  });
});

test("withheld recipients are no replies, however often they are told of", () => {
  const line = "== a@example.net R=r T=t defer (-54): retry time not reached for any host";
  expect(count([host(0, GREET), defer(0, "a", GREET), at(60, line), at(120, line)])).toEqual({
    ...NOTHING,
    replies: 1,
    recipients: 1,
    deferred: 1,
    withheld: 2,
  });
});

test("a checkpoint keeps neither addresses nor the words of the remote host", () => {
  const said = `${ERROR} RCPT TO:<secret@example.net>: 421 ask bob@example.org`;
  const kept = JSON.stringify([...keptBehind([defer(0, "secret", said)]).young]);
  expect(kept).toContain("192.0.2.1");
  expect(kept).not.toContain("secret");
  expect(kept).not.toContain("bob");
});

test("a refusal by a host that no line names is a reply of nobody known", () => {
  const line = at(0, `${ERROR} MAIL FROM:<bob@example.org>: 450 4.2.0 Later`);
  expect(count([line])).toEqual({ ...NOTHING, replies: 1 });
  const [kept] = keptBehind([line]).young.values();
  expect(kept?.[0]?.meaning?.provider).toBe("unknown");
});
