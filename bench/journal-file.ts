import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { FIRST_SECOND } from "./log-file.ts";

/** `Nov  2 00:00:07 mx1 postfix/smtp[2741]: …` → day, time, host, tag, pid, message */
const LINE = /^Nov {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\S+) ([^[\s]+)\[(\d+)\]: (.*)$/u;

/** The object that `journalctl -o json` prints for a line, with the fields that journald gives every entry. */
function entryOf(line: string, number: number): string {
  const [, day, hour, minute, second, host, tag, pid, message] = LINE.exec(line) ?? [];
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const microseconds = `${FIRST_SECOND + (Number(day) - 2) * 86_400 + time}${String(number % 1_000_000).padStart(6, "0")}`;
  return JSON.stringify({
    __CURSOR: `s=5b1f0d3c9a7e4f6d8a2b;i=${number.toString(16)};b=c0ffee;m=${number};t=${microseconds}`,
    __REALTIME_TIMESTAMP: microseconds,
    __MONOTONIC_TIMESTAMP: String(number * 1000),
    _BOOT_ID: "c0ffee00c0ffee00c0ffee00c0ffee00",
    _TRANSPORT: "syslog",
    PRIORITY: "6",
    SYSLOG_FACILITY: "2",
    SYSLOG_IDENTIFIER: tag,
    SYSLOG_PID: pid,
    _PID: pid,
    _UID: "101",
    _GID: "104",
    _COMM: tag?.slice(tag.indexOf("/") + 1),
    _SYSTEMD_UNIT: "postfix@-.service",
    _HOSTNAME: host,
    MESSAGE: message,
  });
}

/** A Postfix log as the journal would export it, as it stands and compressed. Returns the size of the plain file. */
export function writeJournal(log: string, out: string): number {
  const lines = readFileSync(log, "latin1").trimEnd().split("\n");
  const text = Buffer.from(`${lines.map(entryOf).join("\n")}\n`);
  for (const [path, bytes] of [
    [out, text],
    [`${out}.gz`, gzipSync(text, { level: 6 })],
  ] as const) {
    const descriptor = openSync(path, "w");
    writeSync(descriptor, bytes);
    closeSync(descriptor);
  }
  return text.length;
}
