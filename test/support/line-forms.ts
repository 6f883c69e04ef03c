import { EXIM_BODIES, POSTFIX_BODIES, type Tagged } from "./bodies.ts";

/** Escapes a text as a JSON string, quotes included. */
const quoted = (text: string): string => JSON.stringify(text);

/** One way to wrap what a daemon of Postfix's said. */
type Wrap = (said: Tagged) => string;

const TIME = "2026-11-20T10:15:07";
const STAMP = "Nov 20 10:15:07";
/** The same instant in microseconds, as journald writes it. */
const MICROSECONDS = "1795169707000000";

/** RFC 3164 and its relatives, RFC 5424, the journal in text, containers, and what shippers make of it in JSON. */
const WRAPS: readonly Wrap[] = [
  ({ tag, body }) => `${STAMP} mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `<22>${STAMP} mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `Nov  2 10:15:07 2026 mx1 ${tag}: ${body}`,
  ({ tag, body }) => `${TIME}.123456+01:00 mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `${TIME}Z mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `<22>1 ${TIME}.123Z mx1 ${tag} 2741 - - ${body}`,
  ({ tag, body }) => `97 <22>1 ${TIME}Z mx1 ${tag} 2741 ID47 [a@1 b="c\\]d"] \ufeff${body}`,
  ({ tag, body }) => `1795169707.123456 mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `${TIME}.123456789Z stdout F ${STAMP} mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `postfix-1  | ${TIME}.123+00:00 mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) => `/var/log/mail.log:${STAMP} mx1 ${tag}[2741]: ${body}`,
  ({ tag, body }) =>
    `{"__REALTIME_TIMESTAMP":"${MICROSECONDS}","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":${quoted(tag)},"_PID":"2741","MESSAGE":${quoted(body)}}`,
  ({ tag, body }) =>
    `{"__REALTIME_TIMESTAMP":"${MICROSECONDS}","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":${quoted(tag)},"MESSAGE":[${[...Buffer.from(body)].join(",")}]}`,
  ({ tag, body }) =>
    `{"timestamp":"${TIME}Z","host":"mx1","syslogtag":${quoted(`${tag}[2741]:`)},"msg":${quoted(` ${body}`)}}`,
  ({ tag, body }) =>
    `{"log":${quoted(`${STAMP} mx1 ${tag}[2741]: ${body}\n`)},"stream":"stdout","time":"${TIME}.123456789Z"}`,
  ({ tag, body }) =>
    `{"@timestamp":"${TIME}.123Z","host":{"hostname":"mx1"},"process":{"name":${quoted(tag)},"pid":2741},"message":${quoted(body)}}`,
];

const EXIM_STAMP = "2026-11-20 15:46:55";

/** Exim's main log with and without what selectors add, and through syslog. */
const EXIM_WRAPS: readonly ((body: string) => string)[] = [
  (body) => `${EXIM_STAMP} ${body}`,
  (body) => `${EXIM_STAMP}.174 +0100 [8907] ${body}`,
  (body) => `<22>Nov 20 15:46:55 mx1 exim[8907]: ${EXIM_STAMP} ${body}`,
  (body) => `<22>Nov 20 15:46:55 mx1 exim[8907]: [1/2] ${EXIM_STAMP} [8907] ${body}`,
  (body) =>
    `{"__REALTIME_TIMESTAMP":"${MICROSECONDS}","SYSLOG_IDENTIFIER":"exim","MESSAGE":${quoted(`${EXIM_STAMP} ${body}`)}}`,
];

/** A line of every form that we read: each thing a daemon says, in each envelope it may come in. */
export const LINE_FORMS: readonly string[] = [
  ...WRAPS.flatMap((wrap) => POSTFIX_BODIES.map(wrap)),
  ...EXIM_WRAPS.flatMap((wrap) => EXIM_BODIES.map(wrap)),
];
