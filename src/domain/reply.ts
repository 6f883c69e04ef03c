/**
 * One SMTP reply as the MTA logged it.
 *
 * `code` is the three digits of the last line, which is what the MTA acted on. `enhanced` is the RFC 3463 code that
 * follows the digits on the last line, else on the first, else null. `text` is the whole reply as logged, digits included.
 * `malformed`: something other than a blank or a hyphen follows the digits.
 */
export type Reply = {
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
  readonly malformed: boolean;
};
