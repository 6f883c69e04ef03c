/** What a daemon said, and the tag it said it under. */
export type Tagged = { readonly tag: string; readonly body: string };

const PEER = "mx.example.net[192.0.2.7]";
const TO = `4A1B2C3D: to=<ann@example.net>, relay=${PEER}:25, delay=1.7, delays=0.1/0/0.9/0.7`;
const BUSY = "421 4.7.0 Too many connections from 198.51.100.1";
const LONG =
  "421-4.7.28 Gmail has detected an unusual rate 421-4.7.28 of mail 421 4.7.28 https://support.google.com/mail/?p=UnsolicitedRateLimitError a1b2c3-45 - gsmtp";

function smtp(body: string): Tagged {
  return { tag: "postfix/smtp", body };
}

/** One body of each kind that Postfix writes about outgoing mail, and some about anything else. */
export const POSTFIX_BODIES: readonly Tagged[] = [
  smtp(`${TO}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F)`),
  smtp(
    `${TO}, dsn=4.7.0, status=deferred (host ${PEER} said: ${BUSY} (in reply to MAIL FROM command))`,
  ),
  smtp(
    `${TO}, dsn=4.7.28, status=deferred (host ${PEER} said: ${LONG} (in reply to end of DATA command))`,
  ),
  smtp(`4A1B2C3D: host ${PEER} refused to talk to me: ${BUSY}`),
  smtp(`4A1B2C3D: host ${PEER} said: ${LONG} (in reply to RCPT TO command)`),
  smtp(`4A1B2C3D: lost connection with ${PEER} while receiving the initial server greeting`),
  smtp(
    `${TO}, conn_use=3, dsn=4.4.2, status=deferred (conversation with ${PEER} timed out while sending end of data -- message may be sent more than once)`,
  ),
  smtp(
    `${TO}, dsn=5.1.1, status=bounced (host ${PEER} said: 550 5.1.1 <ann@example.net>: unknown (in reply to RCPT TO command))`,
  ),
  smtp(`connect to mx.example.net[2001:db8::7]:25: Connection timed out`),
  smtp(
    `4A1B2C3D: to=<"a b"@example.net>, orig_to=<root>, relay=none, delay=9, delays=9/0/0/0, dsn=4.4.3, status=deferred (Host or domain name not found. Name service error for name=example.net type=MX: Host not found, try again)`,
  ),
  {
    tag: "postfix-out/error",
    body: `4A1B2C3D: to=<ann@example.net>, relay=none, delay=9, delays=9/0/0/0, dsn=4.7.0, status=deferred (delivery temporarily suspended: host ${PEER} refused to talk to me: ${BUSY})`,
  },
  {
    tag: "postfix/lmtp",
    body: `4A1B2C3D: to=<ann@example.net>, relay=mx1[private/lmtp], delay=1, delays=0/0/0/1, dsn=4.2.2, status=deferred (host mx1[private/lmtp] said: 452 4.2.2 <ann@example.net> Quota exceeded (in reply to end of DATA command))`,
  },
  {
    tag: "postfix/qmgr",
    body: "4A1B2C3D: from=<bob@example.org>, size=410, nrcpt=3 (queue active)",
  },
  {
    tag: "postfix/qmgr",
    body: "4A1B2C3D: from=<bob@example.org>, status=expired, returned to sender",
  },
  { tag: "postfix/qmgr", body: "4A1B2C3D: removed" },
  { tag: "postfix/smtpd", body: "connect from client.example.org[198.51.100.7]" },
  {
    tag: "postfix/smtpd",
    body: "NOQUEUE: reject: RCPT from client.example.org[198.51.100.7]: 421 4.7.0 slow down; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<x>",
  },
];

const ID = "1xUQpD-0001pb-0z";
const HOST = "H=mx.example.net [192.0.2.7]";
const ROUTED = "ann@example.net R=remote T=remote_smtp";
const ERROR = "SMTP error from remote mail server after";

/** One body of each kind that Exim writes. */
export const EXIM_BODIES: readonly string[] = [
  `${ID} <= bob@example.org H=(me) [198.51.100.7] P=esmtp S=410 id=x@example.org`,
  `${ID} => ${ROUTED} ${HOST}* X=TLS1.3:ke-RSA-AES256-SHA384:256 CV=yes C="250 2.0.0 Ok: queued as 9F" QT=3.2s DT=1s`,
  `${ID} -> "a b"@example.net R=remote T=remote_smtp ${HOST} C="250 \\"Ok\\""`,
  `${ID} ${HOST}: ${ERROR} pipelined MAIL FROM:<bob@example.org> SIZE=1420: ${BUSY}`,
  `${ID} == ${ROUTED} defer (-45) ${HOST}: ${ERROR} pipelined MAIL FROM:<bob@example.org>: ${BUSY}`,
  `${ID} == ${ROUTED} defer (-44) ${HOST}:25 I=[198.51.100.1]:38980 DT=0.001s: ${ERROR} RCPT TO:<ann@example.net>: 450-4.2.1 The user\\n450 4.2.1 is busy caf\\303\\251`,
  `${ID} == ann@example.net R=remote T=remote_smtp defer (-44): ${ERROR} RCPT TO:<ann@example.net>: host mx.example.net [192.0.2.7]: 451 later`,
  `${ID} ${HOST}: Remote host closed connection in response to HELO mx1 (EHLO response was: 421-4.7.0 first)`,
  `${ID} == ${ROUTED} defer (-18) ${HOST}: Remote host closed connection in response to initial connection`,
  `${ID} == ${ROUTED} defer (110): Connection timed out ${HOST}: SMTP timeout after end of data (1024 bytes written)`,
  `${ID} == ${ROUTED} defer (-54): retry time not reached for any host for 'example.net'`,
  `${ID} ${HOST} Connection refused`,
  `${ID} ** ${ROUTED} ${HOST}: ${ERROR} RCPT TO:<ann@example.net>: 550 5.1.1 unknown`,
  `${ID} ** ann@example.net: retry timeout exceeded`,
  `${ID} == ${ROUTED} defer (-19) ${HOST}: Malformed SMTP reply in response to RCPT TO:<ann@example.net>: 4214.7.0 Busy`,
  `${ID} SMTP error from remote mail server after DATA: host mx.example.net [192.0.2.7]: 421 4.3.2 down`,
  `${ID} Completed QT=3.2s`,
  "H=(me) [198.51.100.7] F=<a@example.org> temporarily rejected RCPT <b@example.net>: 421 4.7.0 slow down please",
  "Connection from [198.51.100.7] refused: too many connections from that IP address",
  "exim 4.96 daemon started: pid=11212, -q2s, listening for SMTP on [127.0.0.1]:25",
];
