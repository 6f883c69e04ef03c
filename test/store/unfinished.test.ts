import { appendFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { numbers, read } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { walk } from "../support/walk.ts";

const LINE =
  "Nov 20 10:15:01 mx1 postfix/smtp[2741]: 4ABC1D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=3, delays=1/0/1/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Slow down (in reply to MAIL FROM command))";
const EXIM =
  "1xUQpD-0001pH-0k == ann@example.net R=remote T=smtp defer (-46) H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after end of data: 421 4.7.0 Slow down";
const at = (second: number) => `2026-11-20T10:15:0${second}.5Z`;
const whole = `${at(1)} stdout F ${LINE.replace("4ABC1D", "4ABC1C")}\n`;

const SUMS =
  "SELECT (SELECT sum(lines) FROM coverage), (SELECT sum(understood) FROM coverage), (SELECT sum(recipients) FROM deferral)";

describe("a record split where a run ends is read whole by the next:", () => {
  test.each([
    [
      "Kubernetes CRI",
      `${at(2)} stdout P ${LINE.slice(0, 90)}\n`,
      `${at(2)} stdout F ${LINE.slice(90)}\n`,
    ],
    [
      "Docker",
      `${JSON.stringify({ log: LINE.slice(0, 90), stream: "stdout", time: at(2) })}\n`,
      `${JSON.stringify({ log: `${LINE.slice(90)}\n`, stream: "stdout", time: at(2) })}\n`,
    ],
    [
      "Exim in syslog",
      `Nov 20 10:15:02 mx1 exim[9]: [1/2] ${EXIM.slice(0, 90)}\n`,
      `Nov 20 10:15:02 mx1 exim[9]: [2/2] ${EXIM.slice(90)}\n`,
    ],
  ])("%s", async (_, beginning, end) => {
    const path = temporaryFile("mail.log", whole + beginning);
    const db = await read(path);
    expect(numbers(db, SUMS)).toEqual([1, 1, 1]);
    await walk([path], db);
    appendFileSync(path, end);
    await walk([path], db);
    await walk([path], db);
    expect(numbers(db, SUMS)).toEqual([3, 2, 2]);
  });
});
