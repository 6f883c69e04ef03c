/** One enumerated status of the IANA registry: subject and detail (`7.1`), what it is called, where it is defined. */
type Registered = readonly [key: string, title: string, source: string];

/** "SMTP Enhanced Status Codes", www.iana.org/assignments/smtp-enhanced-status-codes, as of 2026-11-20. */
const REGISTRY: readonly Registered[] = [
  ["0.0", "Other or undefined status", "RFC 3463"],
  ["1.0", "Other address status", "RFC 3463"],
  ["1.1", "Bad destination mailbox address", "RFC 3463"],
  ["1.2", "Bad destination system address", "RFC 3463"],
  ["1.3", "Bad destination mailbox address syntax", "RFC 3463"],
  ["1.4", "Destination mailbox address ambiguous", "RFC 3463"],
  ["1.5", "Destination address valid", "RFC 3463"],
  ["1.6", "Destination mailbox has moved, no forwarding address", "RFC 3463"],
  ["1.7", "Bad sender's mailbox address syntax", "RFC 3463"],
  ["1.8", "Bad sender's system address", "RFC 3463"],
  ["1.9", "Message relayed to non-compliant mailer", "RFC 5248"],
  ["1.10", "Recipient address has null MX", "RFC 7505"],
  ["2.0", "Other or undefined mailbox status", "RFC 3463"],
  ["2.1", "Mailbox disabled, not accepting messages", "RFC 3463"],
  ["2.2", "Mailbox full", "RFC 3463"],
  ["2.3", "Message length exceeds administrative limit", "RFC 3463"],
  ["2.4", "Mailing list expansion problem", "RFC 3463"],
  ["3.0", "Other or undefined mail system status", "RFC 3463"],
  ["3.1", "Mail system full", "RFC 3463"],
  ["3.2", "System not accepting network messages", "RFC 3463"],
  ["3.3", "System not capable of selected features", "RFC 3463"],
  ["3.4", "Message too big for system", "RFC 3463"],
  ["3.5", "System incorrectly configured", "RFC 3463"],
  ["3.6", "Requested priority was changed", "RFC 6710"],
  ["4.0", "Other or undefined network or routing status", "RFC 3463"],
  ["4.1", "No answer from host", "RFC 3463"],
  ["4.2", "Bad connection", "RFC 3463"],
  ["4.3", "Directory server failure", "RFC 3463"],
  ["4.4", "Unable to route", "RFC 3463"],
  ["4.5", "Mail system congestion", "RFC 3463"],
  ["4.6", "Routing loop detected", "RFC 3463"],
  ["4.7", "Delivery time expired", "RFC 3463"],
  ["5.0", "Other or undefined protocol status", "RFC 3463"],
  ["5.1", "Invalid command", "RFC 3463"],
  ["5.2", "Syntax error", "RFC 3463"],
  ["5.3", "Too many recipients", "RFC 3463"],
  ["5.4", "Invalid command arguments", "RFC 3463"],
  ["5.5", "Wrong protocol version", "RFC 3463"],
  ["5.6", "Authentication exchange line is too long", "RFC 4954"],
  ["6.0", "Other or undefined media error", "RFC 3463"],
  ["6.1", "Media not supported", "RFC 3463"],
  ["6.2", "Conversion required and prohibited", "RFC 3463"],
  ["6.3", "Conversion required but not supported", "RFC 3463"],
  ["6.4", "Conversion with loss performed", "RFC 3463"],
  ["6.5", "Conversion failed", "RFC 3463"],
  ["6.6", "Message content not available", "RFC 4468"],
  ["6.7", "Non-ASCII addresses not permitted for that sender or recipient", "RFC 6531"],
  ["6.8", "UTF-8 string reply is required, but not permitted by the client", "RFC 6531"],
  ["6.9", "UTF-8 header message cannot be transferred to some recipients", "RFC 6531"],
  ["6.10", "Duplicate of X.6.8, deprecated", "RFC 6531"],
  ["7.0", "Other or undefined security status", "RFC 3463"],
  ["7.1", "Delivery not authorized, message refused", "RFC 3463"],
  ["7.2", "Mailing list expansion prohibited", "RFC 3463"],
  ["7.3", "Security conversion required but not possible", "RFC 3463"],
  ["7.4", "Security features not supported", "RFC 3463"],
  ["7.5", "Cryptographic failure", "RFC 3463"],
  ["7.6", "Cryptographic algorithm not supported", "RFC 3463"],
  ["7.7", "Message integrity failure", "RFC 3463"],
  ["7.8", "Authentication credentials invalid", "RFC 4954"],
  ["7.9", "Authentication mechanism is too weak", "RFC 4954"],
  ["7.10", "Encryption needed", "RFC 5248"],
  ["7.11", "Encryption required for requested authentication mechanism", "RFC 4954"],
  ["7.12", "A password transition is needed", "RFC 4954"],
  ["7.13", "User account disabled", "RFC 5248"],
  ["7.14", "Trust relationship required", "RFC 5248"],
  ["7.15", "Priority level is too low", "RFC 6710"],
  ["7.16", "Message is too big for the specified priority", "RFC 6710"],
  ["7.17", "Mailbox owner has changed", "RFC 7293"],
  ["7.18", "Domain owner has changed", "RFC 7293"],
  ["7.19", "RRVS test cannot be completed", "RFC 7293"],
  ["7.20", "No passing DKIM signature found", "RFC 7372"],
  ["7.21", "No acceptable DKIM signature found", "RFC 7372"],
  ["7.22", "No valid author-matched DKIM signature found", "RFC 7372"],
  ["7.23", "SPF validation failed", "RFC 7372"],
  ["7.24", "SPF validation error", "RFC 7372"],
  ["7.25", "Reverse DNS validation failed", "RFC 7372"],
  ["7.26", "Multiple authentication checks failed", "RFC 7372"],
  ["7.27", "Sender address has null MX", "RFC 7505"],
  ["7.28", "Mail flood detected", "IANA, 2018"],
  ["7.29", "ARC validation failure", "RFC 8617"],
  ["7.30", "REQUIRETLS support required", "RFC 8689"],
];

/** What the registry calls a status, by subject and detail. */
export const STATUS_REGISTRY: ReadonlyMap<
  string,
  { readonly title: string; readonly source: string }
> = new Map(REGISTRY.map(([key, title, source]) => [key, { title, source }]));

/** The first number (RFC 3463 §3.1). */
export const STATUS_CLASSES: ReadonlyMap<string, string> = new Map([
  ["2", "success"],
  ["4", "persistent transient failure: trying again later may succeed"],
  ["5", "permanent failure: the same message will not be taken"],
]);

/** The second number (RFC 3463 §3.1). */
export const STATUS_SUBJECTS: ReadonlyMap<string, string> = new Map([
  ["0", "other or undefined"],
  ["1", "addressing"],
  ["2", "mailbox"],
  ["3", "mail system"],
  ["4", "network and routing"],
  ["5", "mail delivery protocol"],
  ["6", "message content or media"],
  ["7", "security or policy"],
]);

/** What Gmail means by its own use of a status, where that is not what the registry says (support.google.com/a/answer/3726730, 2026-11-20). */
const GOOGLE_STATUS: ReadonlyMap<string, string> = new Map([
  ["2.1", "the recipient, or a Workspace relay, gets mail too fast"],
  ["7.23", "the sending address has no matching PTR record"],
  ["7.25", "the sending address has no matching PTR record"],
  ["7.24", "the SPF record is suspicious"],
  ["7.26", "neither SPF nor DKIM passed"],
  ["7.27", "SPF did not pass"],
  ["7.28", "unusual rate of mail from an address, netblock, domain or URL"],
  ["7.29", "the connection was not encrypted"],
  ["7.30", "DKIM did not pass"],
  ["7.31", "the DKIM, SPF or From domain has no DMARC record"],
  ["7.32", "the From domain aligns with neither SPF nor DKIM"],
  ["7.40", "the From domain has no DMARC record, or DMARC did not pass"],
]);

/** What Outlook.com and Exchange Online mean by theirs (Microsoft's NDR articles, 2026-11-20). */
const MICROSOFT_STATUS: ReadonlyMap<string, string> = new Map([
  ["7.650", "the sending address is rate limited for its reputation"],
  ["7.651", "the sending address is rate limited for its reputation"],
  ["7.652", "the sending address has too many connections"],
  ["7.66", "the TLS version of the sender is too old"],
]);

/** The meanings operators give to statuses themselves, by provider. */
export const OWN_STATUS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ["google", GOOGLE_STATUS],
  ["microsoft", MICROSOFT_STATUS],
  ["office365", MICROSOFT_STATUS],
]);
