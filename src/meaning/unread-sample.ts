import { sampleOf } from "./sample.ts";

/** `to=<ann>`, `from=<ann@example.net>`, `<"ann b"@example.net>` → what angle brackets hold, up to the last `@` */
const BRACKETED = /<([^<>]{1,500})>/gu;

/** `T="Quarterly figures"` → the subject, as Exim can be told to log it */
const SUBJECT = /\bT="[^"]{0,900}"?/gu;

/** `U=ann`, `user=ann,`, `sasl_username=ann`, `"SASL":"ann"` → fields that name a person */
const PERSON = /(\bU=|\buser=|\bsasl_username=|"SASL":")[^\s",]{1,200}/gu;

/**
 * A line that was not read, as it is kept: nothing is known of its fields, so whatever may name a person is masked, in angle
 * brackets too where there is no address in them.
 */
export function unreadSampleOf(text: string): string {
  const beginning = text.slice(0, 4000).replace(BRACKETED, masked);
  return sampleOf(beginning.replace(SUBJECT, 'T="…"').replace(PERSON, "$1…"));
}

function masked(_: string, inner: string): string {
  const at = inner.lastIndexOf("@");
  return at < 0 ? "<…>" : `<…${inner.slice(at)}>`;
}
