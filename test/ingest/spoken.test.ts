import fc from "fast-check";
import { expect, test } from "vitest";
import { createSpokenReader } from "../../ingest/spoken.ts";
import { NOW } from "../support/walk.ts";

const read = createSpokenReader(NOW);
const SAID = "host mx.example.net[192.0.2.7] said: 421 4.7.0 Busy (in reply to MAIL FROM command)";
const MX = { name: "mx.example.net", ip: "192.0.2.7" };

test.each([
  ["421", { code: 421, enhanced: null, mta: null, remote: null }],
  ["221 2.0.0 Bye", { code: 221, enhanced: "2.0.0" }],
  ["4.7.28", { code: 0, enhanced: "4.7.28" }],
  ["4.7.28 Our system has detected", { code: 0, enhanced: "4.7.28" }],
  ["421-4.7.0 one\r\n421 4.7.0 two", { code: 421, enhanced: "4.7.0" }],
  ["421-one\\n421 4.3.2 two", { code: 421, enhanced: "4.3.2" }],
  ["421\tBusy", { code: 421, enhanced: null }],
  [
    `Nov 20 10:15:07 mx1 postfix/smtp[2741]: 4ABC1D: ${SAID}`,
    { code: 421, mta: "postfix", remote: MX, stage: "mail" },
  ],
  [
    `2026-11-20T10:15:07+00:00 mx1 postfix/smtp[2741]: 4ABC1D: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=4.7.0, status=deferred (${SAID})`,
    { code: 421, enhanced: "4.7.0", mta: "postfix", remote: MX },
  ],
  [SAID, { code: 421, enhanced: "4.7.0", remote: MX, stage: "mail" }],
  [`4ABC1D: ${SAID}`, { code: 421, remote: MX }],
  [
    "to=<a@example.net>, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.7] said: 550 5.1.1 No (in reply to RCPT TO command))",
    { code: 550, enhanced: "5.1.1", stage: "rcpt" },
  ],
  [
    "status=deferred (host mx.example.net[192.0.2.7] refused to talk to me: 554 No)",
    { code: 554, text: "554 No", stage: "connect" },
  ],
  [
    "2026-11-20 10:15:07 1xUQpD-0001pH-0k == a@example.net R=dnslookup T=remote_smtp defer (-46) H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<a@example.net>: 451 4.7.1 Greylisted",
    { code: 451, mta: "exim", remote: MX, stage: "rcpt" },
  ],
  [
    "2026-11-20 10:15:07 1xUQpD-0001pH-0k ** a@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after MAIL FROM:<b@example.org>: 550 5.7.1 No",
    { code: 550, mta: "exim", remote: MX, stage: "mail" },
  ],
  [
    "H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after end of data: 421 Busy",
    { code: 421, remote: MX, stage: "eod" },
  ],
  ["Remote server returned: 450 4.2.0 Later", { code: 450, enhanced: "4.2.0" }],
  [
    "lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
    { code: 0, remote: MX, stage: "rcpt" },
  ],
  [
    "connect to mx.example.net[192.0.2.7]:25: Connection refused",
    { code: 0, remote: MX, stage: "connect" },
  ],
  ["999", { code: 0, enhanced: null, text: "999" }],
  ["hello world", { code: 0, enhanced: null, remote: null }],
  ["", { code: 0, enhanced: null, text: "" }],
])("%s", (text, spoken) => {
  expect(read(text)).toMatchObject(spoken);
});

test("no text throws", () => {
  const piece = fc.constantFrom(
    "421",
    "-",
    " ",
    "said: ",
    "] said: ",
    "host ",
    "H=",
    "[192.0.2.7]",
    "SMTP error from remote mail server after ",
    "\\n",
    "4.7.0",
    "(",
    ")",
    "\t",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join("")),
      ),
      (text) => {
        expect(read(text).code).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 2000 },
  );
});
