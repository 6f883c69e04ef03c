import { expect, test } from "vitest";
import { isRotated } from "../../../ingest/sources/rotated.ts";

test.each([
  ["mail.log.1", "mail.log", true],
  ["mail.log.12.gz", "mail.log", true],
  ["mail.log-20261120", "mail.log", true],
  ["mail.log-20261120-1763596800.zst", "mail.log", true],
  ["mail.log.2026-11-20.xz", "mail.log", true],
  ["mail.log.old", "mail.log", true],
  ["mail-20261120.log", "mail.log", true],
  ["mail.1.log.bz2", "mail.log", true],
  ["mainlog.01", "mainlog", true],
  ["maillog-20261120", "maillog", true],
  ["mail.log", "mail.log", false],
  ["mail.log.offset", "mail.log", false],
  ["mail.log.1.swp", "mail.log", false],
  ["mail.err", "mail.log", false],
  ["mail.err.1", "mail.log", false],
  ["mail.info", "mail", false],
  ["mail2.log", "mail.log", false],
  ["mainlog2", "mainlog", false],
  ["rejectlog.1", "mainlog", false],
])("%s is a rotated %s: %s", (other, name, expected) => {
  expect(isRotated(other, name)).toBe(expected);
});
