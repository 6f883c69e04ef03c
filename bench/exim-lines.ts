import type { Exchanger } from "./destinations.ts";
import type { Refusal, RefusalStage } from "./replies.ts";

/** What Exim calls the command that was answered; `%s` and `%r` stand for sender and recipient. */
const COMMANDS: Record<RefusalStage, string> = {
  connect: "initial connection",
  mail: "pipelined MAIL FROM:<%s> SIZE=2048",
  rcpt: "RCPT TO:<%r>",
  data: "pipelined DATA",
  eod: "end of data",
};

/** Exim's own numbers of a deferral (src/macros.h). */
const ERRORS: Record<RefusalStage, number> = {
  connect: 0,
  mail: -45,
  rcpt: -44,
  data: -46,
  eod: -46,
};

const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function base62(value: number, width: number): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = BASE_62[rest % 62] + text;
  return text.padStart(width, "0");
}

/** `1xUQpD-0001pb-0z`: the second, a process id, and a fraction. The number makes it unique. */
export function messageId(second: number, number: number): string {
  return `${base62(second, 6)}-${base62(number, 6)}-${base62(number % 3844, 2)}`;
}

/** `H=mx.example.net [192.0.2.7]` */
export function hostField({ name, ip }: Exchanger): string {
  return `H=${name} [${ip}]`;
}

/** The lines of a reply, which the generator of Postfix's log joins with blanks, joined as Exim does. */
function repliedText(text: string, code: number): string {
  if (!text.startsWith(`${code}-`)) return text;
  return text.replaceAll(` ${code}-`, `\\n${code}-`).replace(` ${code} `, `\\n${code} `);
}

/** `SMTP error from remote mail server after MAIL FROM:<…>: 421 …` */
export function errorText(
  refusal: Refusal,
  text: string,
  sender: string,
  recipient: string,
): string {
  const command = COMMANDS[refusal.stage].replace("%s", sender).replace("%r", recipient);
  return `SMTP error from remote mail server after ${command}: ${repliedText(text, refusal.code)}`;
}

/** `== ann@example.net R=dnslookup T=remote_smtp defer (-45) H=mx.example.net [192.0.2.7]: …` */
export function deferLine(
  recipient: string,
  refusal: Refusal,
  host: string,
  error: string,
): string {
  const number = ERRORS[refusal.stage];
  return `== ${recipient} R=dnslookup T=remote_smtp defer (${number}) ${host}: ${error}`;
}
