/**
 * Host names that are part of a reply's meaning: public block lists and the help pages that replies name without a
 * scheme. They stay in a fingerprint; every other host name becomes `<host>`. As of November 2026.
 */
export const FIXED_HOSTS: ReadonlySet<string> = new Set([
  "abuseat.org",
  "abusix.com",
  "abusix.zone",
  "barracudacentral.org",
  "barracudanetworks.com",
  "cloudmark.com",
  "dnswl.org",
  "httpbl.org",
  "ipcheck.proofpoint.com",
  "invaluement.com",
  "mail-abuse.com",
  "mailspike.net",
  "nixspam.net",
  "openspf.org",
  "psbl.org",
  "senderscore.com",
  "senderscore.org",
  "sorbs.net",
  "spamcop.net",
  "spameatingmonkey.net",
  "spamhaus.org",
  "surbl.org",
  "surriel.com",
  "trustedsource.org",
  "uceprotect.net",
  "uribl.com",
]);

/** Endings that make a dotted path segment a page (`lookup.shtml`) instead of somebody's domain. */
export const PAGE_ENDINGS: ReadonlySet<string> = new Set([
  "asp",
  "aspx",
  "cfm",
  "cgi",
  "do",
  "htm",
  "html",
  "jsp",
  "pdf",
  "php",
  "pl",
  "py",
  "shtml",
  "txt",
]);
