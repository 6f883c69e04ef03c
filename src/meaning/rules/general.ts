import {
  LAST_RESORT,
  POLICY,
  PROTOCOL,
  STATUS,
  TIMEOUT,
  TOO_MANY_ERRORS,
} from "./general-dialogue.ts";
import { CONNECTION_LIMIT, RATE_LIMIT, SENDING_QUOTA } from "./general-limits.ts";
import { MAINTENANCE, SERVER_BUSY } from "./general-receiver.ts";
import { MAILBOX } from "./general-recipient.ts";
import { AUTHENTICATION, DNS_LOOKUP, LOGIN, TLS_REQUIRED } from "./general-sender.ts";
import { BLOCKLIST, GREYLIST, INVALID_RECIPIENTS, REPUTATION } from "./general-trust.ts";
import type { Rule } from "./rule.ts";

/**
 * Words that any software may use, in the order of their weight: the sharper the statement, the earlier. A list inside a
 * greylisting sentence is greylisting, a named list beats doubt, a limit that is counted beats the word "unavailable".
 */
export const GENERAL: readonly Rule[] = [
  ...LOGIN,
  ...GREYLIST,
  ...BLOCKLIST,
  ...AUTHENTICATION,
  ...DNS_LOOKUP,
  ...TOO_MANY_ERRORS,
  ...INVALID_RECIPIENTS,
  ...CONNECTION_LIMIT,
  ...TLS_REQUIRED,
  ...SENDING_QUOTA,
  ...MAILBOX,
  ...TIMEOUT,
  ...RATE_LIMIT,
  ...REPUTATION,
  ...SERVER_BUSY,
  ...MAINTENANCE,
  ...POLICY,
  ...PROTOCOL,
  ...STATUS,
  ...LAST_RESORT,
];
