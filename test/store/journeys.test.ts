import { describe, expect, test } from "vitest";
import { numbers, read, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import {
  CUT,
  exim,
  expired,
  GONE,
  GREY,
  HOST,
  journeysIn,
  later,
  NO,
  NO_NAME,
  OLD,
  PEER,
  PUT_OFF,
  postfix,
  removed,
} from "../support/journey-lines.ts";

async function journeysOf(...lines: readonly string[]): Promise<unknown> {
  const db = await read(temporaryFile("mail.log", `${lines.join("\n")}\n`));
  return journeysIn(db);
}

describe("what became of a recipient that was refused for now", () => {
  test.each<[string, readonly string[], readonly unknown[]]>([
    [
      "delivered at the third try, an hour later",
      [
        postfix("20 10:00:00", "a", "deferred", NO),
        postfix("20 10:05:00", "a", "deferred", OLD),
        postfix("20 10:10:00", "a", "deferred", CUT),
        postfix("20 11:00:00", "a", "sent", "250 2.0.0 Ok"),
        removed("20 11:00:00"),
      ],
      [["delivered", 3, 3600, 1]],
    ],
    [
      "each recipient goes a way of its own",
      [
        postfix("20 10:00:00", "a", "deferred", NO),
        postfix("20 10:00:00", "b", "deferred", NO),
        postfix("20 10:00:00", "c", "sent", "250 2.0.0 Ok"),
        postfix("20 10:05:00", "a", "bounced", GONE),
        postfix("20 10:05:00", "b", "deferred", NO),
      ],
      [
        ["bounced", 2, 300, 1],
        ["pending", 2, 300, 1],
      ],
    ],
    [
      "bounced by ourselves",
      [
        postfix("20 10:00:00", "a", "deferred", NO),
        postfix("20 10:05:00", "a", "bounced", NO_NAME).replace(`${HOST}:25`, "none"),
      ],
      [["bounced", 2, 300, 1]],
    ],
    [
      "a message that is given up, with all that are left",
      [
        postfix("20 10:00:00", "a", "deferred", NO),
        postfix("20 10:00:00", "b", "deferred", NO),
        postfix("20 10:05:00", "b", "sent", "250 2.0.0 Ok"),
        expired("20 12:00:00"),
      ],
      [
        ["delivered", 2, 300, 1],
        ["expired", 1, 7200, 1],
      ],
    ],
    [
      "under way as the newest line sees it",
      [postfix("20 10:00:00", "a", "deferred", NO), later("20 22:00:00")],
      [["pending", 1, 86_400, 1]],
    ],
    [
      "lost track of after six days",
      [postfix("02 10:00:00", "a", "deferred", NO), later("08 10:00:01")],
      [["lost track", 1, 1, 1]],
    ],
    [
      "withheld or sent at once is no journey",
      [
        postfix("20 10:00:00", "a", "deferred", OLD),
        postfix("20 10:00:00", "b", "sent", "250 2.0.0 Ok"),
      ],
      [],
    ],
    [
      "another message with the same queue id on another host",
      [
        postfix("20 10:00:00", "a", "deferred", NO),
        postfix("20 10:05:00", "a", "sent", "250 2.0.0 Ok").replace("mx1", "mx2"),
        postfix("20 10:05:00", "a", "sent", "250 2.0.0 Ok").replace("postfix/", "postfix-out/"),
        later("20 10:05:00"),
      ],
      [["pending", 1, 300, 1]],
    ],
  ])("Postfix: %s", async (_, lines, journeys) => {
    expect(await journeysOf(...lines)).toEqual(journeys);
  });

  test.each<[string, readonly string[], readonly unknown[]]>([
    [
      "delivered at the second try; Exim's host line is none",
      [
        exim(
          "20 10:00:00",
          `${PEER}: SMTP error from remote mail server after RCPT TO:<a@example.net>: 421 4.7.0 Too many connections`,
        ),
        exim("20 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim(
          "20 10:07:00",
          "== a@example.net R=dnslookup T=remote_smtp defer (-54): retry time not reached for any host",
        ),
        exim("20 10:15:00", `=> a@example.net R=dnslookup T=remote_smtp ${PEER} C="250 ok"`),
        exim("20 10:15:00", "Completed"),
      ],
      [["delivered", 2, 900, 1]],
    ],
    [
      "given up after its time in the queue",
      [
        exim("16 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim("20 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim("20 10:00:00", "** a@example.net: retry timeout exceeded"),
        exim("20 10:00:00", "Completed"),
      ],
      [["expired", 2, 432_000, 1]],
    ],
    [
      "refused for good",
      [
        exim("20 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim(
          "20 10:20:00",
          `** a@example.net R=dnslookup T=remote_smtp ${PEER}: SMTP error from remote mail server after RCPT TO:<a@example.net>: 550 5.1.1 No`,
        ),
      ],
      [["bounced", 2, 1800, 1]],
    ],
    [
      "given up for a reason of our own",
      [
        exim("20 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim("20 10:20:00", "** a@example.net: Unrouteable address"),
      ],
      [["bounced", 2, 1800, 1]],
    ],
    [
      "removed by an admin",
      [
        exim("20 10:00:00", `== a@example.net ${PUT_OFF}`),
        exim("20 11:00:00", "removed by root"),
        exim("20 11:00:00", "Completed"),
      ],
      [["lost track", 1, 3600, 1]],
    ],
  ])("Exim: %s", async (_, lines, journeys) => {
    expect(await journeysOf(...lines)).toEqual(journeys);
  });

  test("is filed by provider, cause and code of the first reply that throttles", async () => {
    const db = await read(
      temporaryFile(
        "mail.log",
        `${[
          postfix("20 10:00:00", "a", "deferred", GREY),
          postfix("20 10:05:00", "a", "deferred", NO),
          postfix("20 10:00:00", "b", "deferred", GREY),
        ].join("\n")}\n`,
      ),
    );
    expect(rows(db, "SELECT provider, cause, code, tries FROM journey ORDER BY code")).toEqual([
      { provider: "example.net", cause: "reputation", code: 421, tries: 2 },
      { provider: "example.net", cause: "greylist", code: 450, tries: 1 },
    ]);
  });
});

describe("the views of deliveries and tries", () => {
  const sent = (second: number): string => `20 10:00:${String(second).padStart(2, "0")}`;
  const lines = Array.from({ length: 20 }, (_, at) => [
    postfix(sent(0), `u${at}`, "deferred", NO),
    postfix(at === 19 ? "20 12:00:00" : sent(at + 1), `u${at}`, "sent", "250 2.0.0 Ok"),
  ]).flat();

  test("give the quantiles of the time to deliver, the tries and the time between them", async () => {
    const db = await read(temporaryFile("mail.log", `${lines.join("\n")}\n`));
    expect(rows(db, "SELECT * FROM delivery")).toEqual([
      {
        provider: "example.net",
        cause: "reputation",
        code: 421,
        recipients: 20,
        delivered: 20,
        bounced: 0,
        expired: 0,
        pending: 0,
        lost_track: 0,
        tries_to_deliver: 2,
        delay_p50: 10,
        delay_p95: 30,
      },
    ]);
    expect(rows(db, "SELECT try, interval_band, tries FROM retry")).toEqual([
      { try: 2, interval_band: 1, tries: 1 },
      { try: 2, interval_band: 2, tries: 1 },
      { try: 2, interval_band: 5, tries: 3 },
      { try: 2, interval_band: 10, tries: 5 },
      { try: 2, interval_band: 30, tries: 9 },
      { try: 2, interval_band: 7200, tries: 1 },
    ]);
  });

  test("leave local hops out of the roll-up", async () => {
    const line = postfix("20 10:00:00", "a", "deferred", NO).replaceAll(
      HOST,
      "localhost[127.0.0.1]",
    );
    const db = await read(temporaryFile("mail.log", `${line}\n`));
    expect(rows(db, "SELECT * FROM delivery")).toEqual([]);
    expect(numbers(db, "SELECT provider, recipients FROM journey")).toEqual(["local", 1]);
  });
});
