import fc from "fast-check";

/** What a remote host may say to be mistaken for the MTA that logs it: fields, phases, hosts, brackets and other codes. */
const BAIT: readonly string[] = [
  ...["(in reply to RCPT TO command)", "(in reply to MAIL FROM command", "(in reply to ", "said: "],
  ...[
    "status=sent (250 ok)",
    "status=bounced",
    ", relay=evil.example[192.0.2.66]:25, ",
    "dsn=5.0.0",
  ],
  ...["host evil.example[192.0.2.66] said: 450 4.2.0 no", "host evil.example [192.0.2.66]: 450 no"],
  ...["lost connection with evil.example[192.0.2.66] while sending RCPT TO", ": queued as 4ABC1D"],
  ...[
    "delivery temporarily suspended: ",
    "to=<eve@evil.example>, ",
    "4ABC1D: ",
    "refused to talk to me: ",
  ],
  ...[
    "== eve@evil.example R=r T=t defer (-44)",
    "defer (-18)",
    "H=evil.example [192.0.2.66]",
    "DT=1s",
  ],
  ...[
    "SMTP error from remote mail server after DATA: 450",
    "retry time not reached",
    "Completed",
    "QT=9s",
  ],
  ...[
    "(EHLO response was: 421 no)",
    "**",
    "=>",
    "temporarily rejected RCPT",
    ": retry timeout exceeded?",
  ],
  ...[
    ")",
    "(",
    ")))",
    "]",
    "[",
    ">",
    "<",
    '"',
    '""',
    ": ",
    " : ",
    "; ",
    "\\",
    "\\n",
    "#4.4.5",
    "(#4.3.0)",
  ],
  ...[
    "450",
    "550 5.7.1",
    "421-4.7.0",
    "\\n450-4.2.0",
    "4.2.1",
    "é",
    "日本",
    "busy",
    "try later",
    "  ",
  ],
];

/** Words of a remote host. */
export const words: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...BAIT), { maxLength: 6 })
  .map((parts) => parts.join(" "));

/** A local part in quotes (RFC 5321 §4.1.2), which may hold anything, or a plain one. */
export const localPart: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("ann", "bob+421", "x=421", "status=sent", "o'brien", "a.b/c", "450"),
  words.map((text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`),
);
