import { describe, expect, test } from "vitest";
import type { Counted } from "../support/count.ts";
import { NOTHING } from "../support/count.ts";
import { at, CLOSED, count, defer, GREET, host, MX1, MX2, RCPT, sent } from "./exim-lines.ts";

describe("conversations that broke off", () => {
  const lost = (to: string) => `${CLOSED} pipelined RCPT TO:<${to}@example.net>`;

  test.each<[string, readonly string[], Partial<Counted>]>([
    [
      "in the shadow of a reply",
      [
        host(0, RCPT("a")),
        defer(0, "a", RCPT("a"), MX1, "-44"),
        defer(0, "b", lost("b"), MX1, "-18"),
        defer(0, "c", lost("b"), MX1, "-18"),
      ],
      { replies: 1, recipients: 1, deferred: 1, lost: 2, shadowed: 2 },
    ],
    [
      "told of before the reply that caused it",
      [
        host(0, lost("c")),
        defer(0, "a", lost("c"), MX1, "-18"),
        defer(0, "b", RCPT("b"), MX1, "-44"),
        defer(0, "c", lost("c"), MX1, "-18"),
      ],
      { replies: 1, recipients: 1, deferred: 1, lost: 2, shadowed: 2 },
    ],
    [
      "without any reply: once a recipient",
      [
        host(0, lost("a")),
        defer(0, "a", lost("a"), MX1, "-18"),
        defer(0, "b", lost("a"), MX1, "-18"),
      ],
      { lost: 2 },
    ],
    [
      "with a host that was not the last",
      [host(0, lost("a")), sent(1, "a")],
      { lost: 1, delivered: 1 },
    ],
    [
      "and again at the next try",
      [
        host(0, lost("a")),
        defer(0, "a", lost("a"), MX1, "-18"),
        host(900, lost("a")),
        defer(900, "a", lost("a"), MX1, "-18"),
      ],
      { lost: 2 },
    ],
    [
      "with another host than the one that replied",
      [host(0, GREET), host(0, lost("a"), MX2), defer(0, "a", lost("a"), MX2, "-18")],
      { replies: 1, lost: 1 },
    ],
    [
      "no connection at all is told by the host line",
      [
        host(0, GREET),
        at(0, `H=${MX2} Connection refused`),
        at(0, `== a@example.net R=r T=t defer (111): Connection refused H=${MX1}`),
      ],
      { replies: 1, unreachable: 1 },
    ],
  ])("%s", (_, lines, counts) => {
    expect(count(lines)).toEqual({ ...NOTHING, ...counts });
    expect(count(...lines.map((one) => [one]))).toEqual({ ...NOTHING, ...counts });
  });
});
