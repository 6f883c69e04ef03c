/** A reply code by its registered meaning. */
export type ReplyMeaning = { readonly title: string; readonly source: string };

const SMTP = "RFC 5321 §4.2.3";

/** Reply codes of SMTP and its extensions. */
export const REPLY_CODES: ReadonlyMap<number, ReplyMeaning> = new Map([
  [211, { title: "System status, or system help reply", source: SMTP }],
  [214, { title: "Help message", source: SMTP }],
  [220, { title: "Service ready", source: SMTP }],
  [221, { title: "Service closing transmission channel", source: SMTP }],
  [235, { title: "Authentication succeeded", source: "RFC 4954 §6" }],
  [250, { title: "Requested mail action okay, completed", source: SMTP }],
  [251, { title: "User not local; will forward", source: SMTP }],
  [252, { title: "Cannot verify the user, but will take the message", source: SMTP }],
  [334, { title: "Server challenge of an authentication", source: "RFC 4954 §4" }],
  [354, { title: "Start mail input", source: SMTP }],
  [421, { title: "Service not available, closing transmission channel", source: SMTP }],
  [432, { title: "A password transition is needed", source: "RFC 4954 §6" }],
  [450, { title: "Mailbox unavailable (busy, or blocked for policy reasons)", source: SMTP }],
  [451, { title: "Requested action aborted: local error in processing", source: SMTP }],
  [452, { title: "Requested action not taken: insufficient system storage", source: SMTP }],
  [
    454,
    {
      title: "Temporary authentication failure, or TLS not available",
      source: "RFC 4954, RFC 3207",
    },
  ],
  [455, { title: "Server unable to accommodate parameters", source: SMTP }],
  [500, { title: "Syntax error, command unrecognized", source: SMTP }],
  [501, { title: "Syntax error in parameters or arguments", source: SMTP }],
  [502, { title: "Command not implemented", source: SMTP }],
  [503, { title: "Bad sequence of commands", source: SMTP }],
  [504, { title: "Command parameter not implemented", source: SMTP }],
  [521, { title: "Server does not accept mail", source: "RFC 7504" }],
  [523, { title: "Encryption needed", source: "RFC 5248" }],
  [530, { title: "Authentication required, or STARTTLS first", source: "RFC 4954, RFC 3207" }],
  [534, { title: "Authentication mechanism is too weak", source: "RFC 4954 §6" }],
  [535, { title: "Authentication credentials invalid", source: "RFC 4954 §6" }],
  [538, { title: "Encryption required for the authentication mechanism", source: "RFC 4954 §6" }],
  [
    550,
    { title: "Mailbox unavailable (not found, no access, or refused by policy)", source: SMTP },
  ],
  [551, { title: "User not local", source: SMTP }],
  [552, { title: "Exceeded storage allocation", source: SMTP }],
  [553, { title: "Mailbox name not allowed", source: SMTP }],
  [554, { title: "Transaction failed; at the greeting: no SMTP service here", source: SMTP }],
  [555, { title: "MAIL or RCPT parameters not recognized or not implemented", source: SMTP }],
  [556, { title: "Domain does not accept mail", source: "RFC 7504" }],
]);

/** The first digit (RFC 5321 §4.2.1). */
export const FIRST_DIGITS: ReadonlyMap<string, string> = new Map([
  ["2", "yes: the command was carried out"],
  ["3", "go on: the server waits for more"],
  ["4", "not now: temporary, the message stays in the queue and is tried again"],
  ["5", "no: permanent, the message goes back to its sender"],
]);

/** The second digit (RFC 5321 §4.2.1). */
export const SECOND_DIGITS: ReadonlyMap<string, string> = new Map([
  ["0", "about the syntax of a command"],
  ["1", "information"],
  ["2", "about the connection"],
  ["3", "left to extensions: mostly authentication"],
  ["4", "left to extensions"],
  ["5", "about the mail system"],
]);

/** What the last digit adds where that is worth a sentence; else it only tells neighbours apart. */
export const THIRD_DIGITS: ReadonlyMap<number, string> = new Map([
  [221, "the channel closes in good order, as the client asked with QUIT"],
  [421, "the server closes the connection now, whatever the client was doing"],
]);

/** One digit apart, and opposite. */
export const CLOSING_CODES =
  "221 and 421 both close the connection. 221 is the answer to QUIT: all that was accepted stays accepted, and nothing has to be done. 421 may come at any time, instead of the greeting or of any answer: what was under way is deferred and has to be tried again.";
