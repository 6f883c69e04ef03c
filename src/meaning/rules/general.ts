import {
  LAST_RESORT,
  POLICY,
  PROTOCOL,
  STATUS,
  TIMEOUT,
  TOO_MANY_ERRORS,
} from "./general-dialogue.ts";
import { CONNECTION_LIMIT, RATE_LIMIT, SENDING_QUOTA } from "./general-limits.ts";
import { BROKEN_TOOL, MAINTENANCE, SERVER_BUSY } from "./general-receiver.ts";
import { BUSY_RECIPIENT, MAILBOX } from "./general-recipient.ts";
import { AUTHENTICATION, DNS_LOOKUP, LOGIN, TLS_REQUIRED } from "./general-sender.ts";
import { BLOCKLIST, DOUBT, GREYLIST, INVALID_RECIPIENTS, REPUTATION } from "./general-trust.ts";
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
  ...BROKEN_TOOL,
  ...TOO_MANY_ERRORS,
  ...INVALID_RECIPIENTS,
  ...BUSY_RECIPIENT,
  ...CONNECTION_LIMIT,
  ...TLS_REQUIRED,
  ...SENDING_QUOTA,
  ...MAILBOX,
  ...TIMEOUT,
  ...DOUBT,
  ...RATE_LIMIT,
  ...REPUTATION,
  ...SERVER_BUSY,
  ...MAINTENANCE,
  ...POLICY,
  ...PROTOCOL,
  ...STATUS,
  ...LAST_RESORT,
];
