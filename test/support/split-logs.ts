const PEER = "mx.example.net[192.0.2.7]";
const BUSY = `host ${PEER} said: 421 4.7.0 Too many connections, come back in a while (in reply to MAIL FROM command)`;

/** A record of Postfix's. */
type Told = { readonly second: number; readonly pid: number; readonly message: string };

function status(queueId: string, to: string, verdict: string): string {
  return `${queueId}: to=<${to}@example.net>, relay=${PEER}:25, delay=1.5, delays=0.1/0/0.8/0.6, dsn=4.7.0, status=${verdict}`;
}

const told = (second: number, pid: number, message: string): Told => ({ second, pid, message });

/** Deliveries whose records belong together: one reply on several lines, a relay that sends lines again, tries again, ends. */
const RECORDS: readonly Told[] = [
  told(1, 11, `4AAA01: ${BUSY}`),
  told(1, 11, status("4AAA01", "a", `deferred (${BUSY})`)),
  told(1, 11, status("4AAA01", "b", `deferred (${BUSY})`)),
  told(1, 11, status("4AAA01", "b", `deferred (${BUSY})`)),
  told(2, 12, status("4BBB02", "c", "sent (250 2.0.0 Ok)")),
  told(2, 12, status("4BBB02", "c", "sent (250 2.0.0 Ok)")),
  told(3, 13, `connect to mx2.example.net[192.0.2.8]:25: Connection timed out`),
  told(
    4,
    12,
    status("4CCC03", "d", `deferred (lost connection with ${PEER} while sending RCPT TO)`),
  ),
  told(
    4,
    12,
    status("4CCC03", "d", `deferred (lost connection with ${PEER} while sending RCPT TO)`),
  ),
  told(5, 11, status("4AAA01", "a", `deferred (${BUSY})`)),
  told(6, 14, status("4DDD04", "e", "frozen (a word of tomorrow)")),
  told(7, 11, status("4AAA01", "a", "sent (250 2.0.0 Ok)")),
  told(
    7,
    11,
    status(
      "4AAA01",
      "b",
      "bounced (host mx.example.net[192.0.2.7] said: 550 5.1.1 No such user (in reply to RCPT TO command))",
    ),
  ),
];

const iso = (second: number): string => `2026-11-20T10:15:0${second}.250000Z`;
const header = ({ second, pid }: Told): string =>
  `Nov 20 10:15:0${second} mx1 postfix/smtp[${pid}]: `;
const syslog = (record: Told): string => header(record) + record.message;
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

/** The pieces that a container runtime makes of two records told at once on two streams, in turn. */
function pieces(
  write: (stream: string, text: string, isLast: boolean, second: number) => string,
): string {
  const all: string[] = [];
  for (let at = 0; at < RECORDS.length; at += 2) {
    const pair = RECORDS.slice(at, at + 2).map(syslog);
    const second = RECORDS[at]?.second ?? 0;
    for (let part = 0; part < 3; part++) {
      for (const [place, text] of pair.entries()) {
        const third = Math.ceil(text.length / 3);
        const piece = text.slice(part * third, (part + 1) * third);
        all.push(write(place === 0 ? "stdout" : "stderr", piece, part === 2, second));
      }
    }
  }
  return lines(all);
}

const EXIM_ID = "1xUQpD-0001pH-0k";
const EXIM_SAID = `H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after end of data: 421 4.7.0 Too many messages, come back in a while`;
const EXIM: readonly string[] = [
  `${EXIM_ID} ${EXIM_SAID}`,
  `${EXIM_ID} == a@example.net R=remote T=smtp defer (-46) ${EXIM_SAID}`,
  `${EXIM_ID} == b@example.net R=remote T=smtp defer (-46) ${EXIM_SAID}`,
  `${EXIM_ID} => a@example.net R=remote T=smtp H=mx.example.net [192.0.2.7] C="250 OK"`,
  `${EXIM_ID} ** b@example.net R=remote T=smtp ${EXIM_SAID.replace("421 4.7.0", "550 5.7.1")}`,
  `${EXIM_ID} Completed`,
];

/** Each record in three parts, and those of two processes in turn. */
function eximParts(): string {
  const all: string[] = [];
  for (let part = 1; part <= 3; part++) {
    for (const [place, text] of EXIM.entries()) {
      const third = Math.ceil(text.length / 3);
      const piece = text.slice((part - 1) * third, part * third);
      all.push(`Nov 20 10:15:01 mx1 exim[${90 + place}]: [${part}/3] ${piece}`);
    }
  }
  return lines(all);
}

const docker = (stream: string, text: string, isLast: boolean, second: number): string =>
  JSON.stringify({ log: isLast ? `${text}\n` : text, stream, time: iso(second) });

/** One log in every envelope in which records are split, repeated, or lean on the line before. */
export const SPLIT_LOGS: readonly (readonly [name: string, text: string])[] = [
  ["syslog", lines(RECORDS.map(syslog))],
  [
    "syslog with ISO stamps",
    lines(RECORDS.map((one) => `${iso(one.second)} mx1 postfix/smtp[${one.pid}]: ${one.message}`)),
  ],
  [
    "RFC 5424",
    lines(
      RECORDS.map(
        (one) => `<22>1 ${iso(one.second)} mx1 postfix/smtp ${one.pid} - - ${one.message}`,
      ),
    ),
  ],
  [
    "repeats that syslog counted",
    lines(
      RECORDS.flatMap((one) => [
        syslog(one),
        `${header(one)}message repeated 2 times: [ ${one.message}]`,
        `${header(one).slice(0, 20)}last message repeated 3 times`,
      ]),
    ),
  ],
  [
    "a relay's JSON",
    lines(
      RECORDS.map((one) =>
        JSON.stringify({
          timestamp: iso(one.second),
          host: "mx1",
          syslogtag: `postfix/smtp[${one.pid}]:`,
          message: one.message,
        }),
      ),
    ),
  ],
  [
    "the journal's JSON",
    lines(
      RECORDS.map((one) =>
        JSON.stringify({
          __REALTIME_TIMESTAMP: String(Date.parse(iso(one.second)) * 1000),
          _HOSTNAME: "mx1",
          SYSLOG_IDENTIFIER: "postfix/smtp",
          SYSLOG_PID: String(one.pid),
          MESSAGE: one.message,
        }),
      ),
    ),
  ],
  ["compose", lines(RECORDS.map((one) => `smtp_1  | ${syslog(one)}`))],
  [
    "Kubernetes CRI",
    pieces(
      (stream, text, isLast, second) => `${iso(second)} ${stream} ${isLast ? "F" : "P"} ${text}`,
    ),
  ],
  ["Docker", pieces(docker)],
  [
    "fluent-bit",
    pieces((stream, log, isLast, second) =>
      JSON.stringify({ date: iso(second), stream, logtag: isLast ? "F" : "P", log }),
    ),
  ],
  [
    "objects that span lines",
    `${JSON.stringify(
      pieces(docker)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      null,
      2,
    )}\n`,
  ],
  [
    "objects one behind the other",
    pieces(docker)
      .trimEnd()
      .split("\n")
      .map((line) => `${JSON.stringify(JSON.parse(line), null, 2)}\n`)
      .join(""),
  ],
  [
    "Exim's main log",
    lines(
      EXIM.flatMap((text, at) => [
        `2026-11-20 10:15:0${at} ${text}`,
        "a line that the remote host sent",
      ]),
    ),
  ],
  [
    "Exim's main log with processes",
    lines(
      EXIM.flatMap((text, at) => [
        `2026-11-20 10:15:0${at}.125 +0000 [90] ${text}`,
        `2026-11-20 10:15:0${at}.125 +0000 [90] ${text}`,
      ]),
    ),
  ],
  ["Exim's parts in syslog", eximParts()],
];
