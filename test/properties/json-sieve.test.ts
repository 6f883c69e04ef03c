import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { fieldOf, parseFields } from "../../ingest/envelopes/json-fields.ts";
import { BODY, HOST, PID, PROGRAM, TIME } from "../../ingest/json-names.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import { EXIM_BODIES, POSTFIX_BODIES } from "../support/bodies.ts";
import { readLine } from "../support/walk.ts";

const STAMPED = "Nov 20 10:15:07 mx1 postfix/smtp[1]: 4A1B2C3D: removed";

/** What programs say, of most of which nothing is wanted. */
const SAID: readonly string[] = [
  ...POSTFIX_BODIES.map(({ body }) => body),
  ...EXIM_BODIES,
  "connect from client.example.org[192.0.2.9]",
  "disconnect from client.example.org[192.0.2.9] ehlo=1 commands=2/3",
  "4A1B2C3D: client=client.example.org[192.0.2.9]",
  "4A1B2C3D: message-id=<1@example.org>",
  "4A1B2C3D: from=<bob@example.org>, size=410, nrcpt=1 (queue active)",
  "4A1B2C3D: removed",
  "warning: Connection rate limit exceeded: 31 from a[192.0.2.9] for service smtpd",
  "NOQUEUE: reject: RCPT from a[192.0.2.9]: 450 4.7.1 <x@example.net>: later",
  "NOQUEUE: reject: RCPT from a[192.0.2.9]: 554 5.7.1 <x@example.net>: no",
  "Untrusted TLS connection established to mx.example.net[192.0.2.7]:25: TLSv1.3",
  "statistics: max connection rate 1/60s for (smtpd:192.0.2.9) at Nov 20 10:13:50",
  "message repeated 3 times: [ connect to mx.example.com[192.0.2.9]:25: Connection refused]",
  "last message repeated 3 times",
  "4A1B2C3D: DKIM-Signature field added (s=mail, d=example.org)",
  "imap-login: Login: user=<ann>, method=PLAIN",
  "warning:#011Connection rate limit exceeded: 31 from a[192.0.2.9] for service smtpd",
  STAMPED,
  `<22>${STAMPED}`,
  "2026-11-20T10:15:07Z mx1 postfix/smtp[1]: 4A1B2C3D: removed",
  "1795169707.123456 mx1 postfix/smtp[1]: 4A1B2C3D: removed",
  "Fri 2026-11-20 10:15:07 UTC mx1 postfix/smtp[1]: 4A1B2C3D: removed",
  "-- Boot 0123456789abcdef0123456789abcdef --",
  '{"message":"4A1B2C3D: removed"}',
  "abcdef-abcdef-ab Completed",
  " ",
  "",
];

const PROGRAMS: readonly string[] = [
  ...["smtpd", "smtp", "qmgr", "cleanup", "anvil", "postscreen", "pickup", "local"].map(
    (name) => `postfix/${name}`,
  ),
  ...["opendkim", "dovecot", "sshd", "exim", "exim4", "exim-in/smtpd", "app", "cron", "smtpd", "-"],
  ...["postfix-out/submission/smtpd[812]:", "postfix/smtpd[812]", "postfix/smtpd:", "a b/smtpd"],
];

const TIMES: readonly unknown[] = [
  ...["1795169707000000", "1795169707", "1795169707000", "179516970700000", "2026-11-20T10:15:07Z"],
  ...["2026-11-20T10:15:07.123456+00:00", "2026-02-30T10:15:07Z", "Nov 20 10:15:07", "now", ""],
  ...[1_795_169_707, 1_795_169_707.123, 0, null],
];

const named = <T>(names: readonly string[], value: fc.Arbitrary<T>) =>
  fc.tuple(fc.constantFrom(...names, ...names.map((name) => name.toUpperCase())), value);

/** A field that nobody asks for, or that others ask for. */
const other = fc.tuple(
  fc.constantFrom(
    "_UID",
    "PRIORITY",
    "__CURSOR",
    "host",
    "stream",
    "logtag",
    "process",
    "n\u00e4me",
  ),
  fc.oneof(
    fc.constantFrom<unknown>(
      "stdout",
      "P",
      "101",
      101,
      -1.5,
      1e21,
      true,
      null,
      "\u00e9\u2028",
      '"\\/\n',
    ),
    fc.constantFrom<unknown>([], [1], {}, { name: "mx1", pid: 7 }),
  ),
);

/** Anything under any name. */
const odd = fc
  .tuple(
    fc.array(named(BODY, fc.constantFrom<unknown>(...SAID, null, 7, ["x"])), {
      minLength: 1,
      maxLength: 2,
    }),
    fc.array(named(PROGRAM, fc.constantFrom<unknown>(...PROGRAMS, null, 7)), { maxLength: 2 }),
    fc.array(named(TIME, fc.constantFrom<unknown>(...TIMES)), { maxLength: 2 }),
    fc.array(other, { maxLength: 3 }),
  )
  .map((fields) => fields.flat());

/** What a journal mostly holds. */
const usual = fc
  .tuple(
    fc.constantFrom(...SAID),
    fc.constantFrom(...PROGRAMS),
    fc.constantFrom("1795169707000000", "2026-11-20T10:15:07Z"),
    fc.array(other, { maxLength: 1 }),
  )
  .map(([said, program, time, others]): readonly (readonly [string, unknown])[] => [
    ["__CURSOR", "s=1;i=2"],
    ["__REALTIME_TIMESTAMP", time],
    ["SYSLOG_IDENTIFIER", program],
    ...others,
    ["MESSAGE", said],
  ]);

const pairs = fc
  .oneof(odd, usual, usual)
  .chain((fields) => fc.shuffledSubarray([...fields], { minLength: fields.length }));

/** How a shipper spells a text: some write slashes and letters as escapes. */
const spelled = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.replaceAll("/", "\\/"),
  (text) => text.replace("e", "\\u0065"),
);

const blank = fc.constantFrom("", "", "", " ", "\t", " \r");

const entry = fc
  .tuple(pairs, spelled, blank)
  .map(
    ([fields, spell, gap]) =>
      `{${gap}${fields.map(([name, value]) => `${JSON.stringify(name)}${gap}:${gap}${spell(JSON.stringify(value))}`).join(`${gap},${gap}`)}${gap}}${gap}`,
  );

/** An entry, whole or with something done to it. */
const anything = fc.oneof(
  entry,
  fc
    .tuple(
      entry,
      fc.nat(),
      fc.nat(3),
      fc.constantFrom("", '"', "\\", "{", "}", ",", ":", "\u0001", "x", "0", ","),
    )
    .map(([text, place, cut, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + cut);
    }),
);

describe("the sieve of JSON entries", () => {
  test("drops nothing but what would have been read and skipped", () => {
    const sieve = createSieve(SILENCE);
    let dropped = 0;
    fc.assert(
      fc.property(anything, (text) => {
        const bytes = Buffer.from(text);
        if (text.includes("\n") || !sieve(bytes, 0, bytes.length)) return;
        dropped++;
        expect(readLine(bytes.toString()), text).toEqual({ kind: "skip" });
      }),
      { numRuns: 60_000, seed: 421 },
    );
    expect(dropped).toBeGreaterThan(2_000);
  }, 120_000);

  test("reads a line that others stand before and behind as if it were alone", () => {
    const sieve = createSieve(SILENCE);
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (texts) => {
        const block = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        let start = 0;
        for (const text of texts) {
          const end = start + Buffer.byteLength(text);
          expect(sieve(block, start, end)).toBe(
            createSieve(SILENCE)(Buffer.from(text), 0, end - start),
          );
          start = end + 1;
        }
      }),
      { numRuns: 2_000, seed: 421 },
    );
  }, 60_000);
});

/** The plain way to look a field up: every name in lower case, the first of two that are then alike. */
function plainField(object: unknown, name: string): unknown {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return undefined;
  const found = Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
  const dot = name.indexOf(".");
  if (found !== undefined || dot < 0) return found;
  return plainField(plainField(object, name.slice(0, dot)), name.slice(dot + 1));
}

const NAMES = [...BODY, ...TIME, ...HOST, ...PROGRAM, ...PID];

const value = fc.constantFrom<unknown>(
  "x",
  "",
  7,
  null,
  [1],
  { name: "a", PID: 7 },
  { hostname: "b" },
);
const nested = fc.constantFrom<unknown>(
  { syslog: { hostname: "c" } },
  { original: "d" },
  { Original: "e" },
);
const anyName = fc.constantFrom(
  ...NAMES,
  ...NAMES.map((name) => name.toUpperCase()),
  ...["process", "log", "event", "Event", "other", "__proto__", "constructor", "hasOwnProperty"],
);

test("a field is found by name, whatever its case and whatever stands beside it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyName, fc.oneof(value, nested)), { maxLength: 8 }),
      (fields) => {
        const text = `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`).join()}}`;
        const parsed = parseFields(text);
        for (const name of NAMES) {
          expect(parsed && fieldOf(parsed, name)).toEqual(plainField(JSON.parse(text), name));
        }
      },
    ),
    { numRuns: 5_000, seed: 421 },
  );
});
