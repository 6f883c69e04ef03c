import { describe, expect, test } from "vitest";
import { createDecoder } from "../../../ingest/envelopes/decode.ts";
import { NOW } from "../../support/walk.ts";
import { brief, briefOf, decodeLines } from "./decoded.ts";

const TO = "4ABC1D: to=<ann@example.net>";
const LINE = `Nov 20 15:45:40 mx1 postfix/smtp[5879]: ${TO}`;
const READ = ["2026-11-20T15:45:40.000Z", "mx1", "postfix/smtp", "smtp", 5879, TO];
const AT = "2026-11-20T15:45:46.789Z";
const CRI = "2026-11-20T15:45:46.789165123Z";

describe("Kubernetes CRI", () => {
  test.each<[string, readonly string[], readonly unknown[]]>([
    ["a whole line", [`${CRI} stdout F ${LINE}`], [READ]],
    ["a line with an offset", [`2026-11-20T16:45:46.7+01:00 stderr F ${LINE}`], [READ]],
    ["a bare body", [`${CRI} stdout F ${TO}`], [[AT, "", "", "", null, TO]]],
    ["an empty body", [`${CRI} stdout F `], ["skip"]],
    [
      "JSON inside",
      [`${CRI} stdout F {"message":"${TO}","tag":"postfix/smtp[5879]:","host":"mx1"}`],
      [[AT, "mx1", "postfix/smtp", "smtp", 5879, TO]],
    ],
    ["JSON that is no record", [`${CRI} stdout F {"a":1}`], [[AT, "", "", "", null, '{"a":1}']]],
    [
      "parts",
      [
        `${CRI} stdout P ${LINE.slice(0, 20)}`,
        `${CRI} stdout P ${LINE.slice(20, 40)}`,
        `${CRI} stdout F ${LINE.slice(40)}`,
        `${CRI} stdout F ${LINE}`,
      ],
      ["skip", "skip", READ, READ],
    ],
    [
      "parts of two streams",
      [
        `${CRI} stdout P ${LINE.slice(0, 20)}`,
        `${CRI} stderr P one `,
        `${CRI} stdout F ${LINE.slice(20)}`,
        `${CRI} stderr F two`,
      ],
      ["skip", "skip", READ, [AT, "", "", "", null, "one two"]],
    ],
  ])("%s", (_, lines, expected) => {
    expect(decodeLines(lines).map(briefOf)).toEqual(expected);
  });

  test("parts are joined up to 64 KiB", () => {
    const part = `${CRI} stdout P ${"x".repeat(30_000)}`;
    const [, , , last] = decodeLines([part, part, part, `${CRI} stdout F end`]);
    expect(last?.kind === "value" && last.value.message.length).toBe(65_536);
  });

  test("a part that another file left open is not joined", () => {
    const decode = createDecoder({ zone: "UTC", year: null });
    const texts = [`${CRI} stdout P ${LINE.slice(0, 20)}`, `${CRI} stdout F ${LINE}`];
    const read = texts.map((text) => decode({ offset: 0, line: 0, text, cut: false }, NOW));
    expect(read.map(briefOf)).toEqual(["skip", READ]);
  });

  test("the year inside is that of the wrapper", () => {
    expect(brief(`2024-12-31T23:59:59Z stdout F Dec 31 23:59:58 mx1 postfix/smtp[1]: x`)).toEqual([
      "2024-12-31T23:59:58.000Z",
      "mx1",
      "postfix/smtp",
      "smtp",
      1,
      "x",
    ]);
  });
});

describe("what stands before a line", () => {
  test.each([
    ["compose", `smtp_1  | ${LINE}`],
    ["compose 2", `mail-smtp-1  | ${LINE}`],
    ["swarm", `mail_smtp.1.k3v9@node1    | ${LINE}`],
    ["compose in colour", `\u001b[36msmtp_1  |\u001b[0m ${LINE}`],
    ["compose in two colours", `\u001b[1;36msmtp-1  | \u001b[0m${LINE}`],
    ["compose with times", `smtp-1  | ${CRI} ${LINE}`],
    ["docker logs -t", `${CRI} ${LINE}`],
    ["compose around JSON", `smtp-1  | ${JSON.stringify({ message: LINE })}`],
    ["grep", `/var/log/mail.log:${LINE}`],
    ["grep -n", `/var/log/mail.log.1:1204:${LINE}`],
    ["grep -n alone", `1204:${LINE}`],
    ["grep -A", `/var/log/mail.log-${LINE}`],
    ["grep -nA", `/var/log/mail.log-20261120-1205-${LINE}`],
    ["grep in a file with a date", `mail-2026-11-20.log:${LINE}`],
    ["grep of RFC 3164", `mail.log:<22>${LINE}`],
    ["grep of JSON", `mail.json:${JSON.stringify({ message: LINE })}`],
    ["grep of ISO", `mail.log:2026-11-20T15:45:40Z mx1 postfix/smtp[5879]: ${TO}`],
  ])("%s", (_, text) => {
    expect(brief(text)).toEqual(READ);
  });

  test.each([
    "nothing known: Nov 20 15:45:40 mx1 postfix/smtp[1]: x",
    "| x",
    "a | b | c",
    `{"log":{"message":"${LINE}"`,
    ":Nov 20",
    "\u001b[36m",
    "421-4.7.0 second line of a reply",
    `421-${LINE}`,
    `421-mail.log:${LINE}`,
    `421-smtp | ${LINE}`,
  ])("%j is no line we know", (text) => {
    expect(brief(text)).toBe("unknown-envelope");
  });
});
