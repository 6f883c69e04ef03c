import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { PeerReader } from "./peer.ts";
import { separatorAt, unquotedIndexOf } from "./scan.ts";

/** A line about one address, of which `remote` is the host as named by `H=`, and `end` lies behind what was read. */
type AddressRecord = {
  readonly recipient: string;
  readonly remote: RemoteHost | null;
  /** What `H=` begins with stands there and cannot be read. */
  readonly isBroken: boolean;
  readonly end: number;
};

/** A deferred address. `message` is null where Exim gives nothing but the words of the operating system, or nothing at all. */
export type DeferRecord = AddressRecord & {
  readonly message: string | null;
  /** Exim's number for what happened (src/macros.h): `-44`, `110`. */
  readonly errno: string;
};

/** Reads the address and the host of `=> a@example.net R=r T=t H=mx.example.net [192.0.2.7] …`; `start` is behind the mark. */
export function parseAddressRecord(
  text: string,
  start: number,
  peers: PeerReader,
): AddressRecord | null {
  const end = addressEndOf(text, start);
  if (end <= start) return null;
  const found = unquotedIndexOf(text, " H=", end);
  const host = isInMessage(text, end, found) ? -1 : found;
  return hostAt(text, host, { recipient: text.slice(start, end), end }, peers);
}

/** Whether a place lies behind the fields, where the remote host may have written. Few lines have a colon before it at all. */
function isInMessage(text: string, end: number, place: number): boolean {
  const colon = text.indexOf(": ", end);
  if (place < 0 || colon < 0 || colon > place) return false;
  const separator = separatorAt(text, end);
  return separator >= 0 && separator < place;
}

type Address = { readonly recipient: string; readonly end: number };

function hostAt(text: string, host: number, address: Address, peers: PeerReader): AddressRecord {
  const { recipient, end } = address;
  if (host < 0) return { recipient, remote: null, isBroken: false, end };
  const peer = peers(text, host + 3);
  if (peer === null) return { recipient, remote: null, isBroken: true, end };
  return { recipient, remote: peer.remote, isBroken: false, end: peer.end };
}

const DEFER = " defer (";

/**
 * Reads `== a@example.net R=r T=t defer (-44) H=mx.example.net [192.0.2.7]: MESSAGE` and its older forms. The number comes
 * first because it tells whether words of the operating system follow.
 */
export function parseDeferRecord(
  text: string,
  start: number,
  peers: PeerReader,
): DeferRecord | null {
  const end = addressEndOf(text, start);
  const defer = unquotedIndexOf(text, DEFER, end);
  const close = defer < 0 ? -1 : text.indexOf(")", defer);
  if (end <= start || close < 0) return null;
  const errno = text.slice(defer + DEFER.length, close);
  const isOsError = !isOwnNumber(errno.charCodeAt(0));
  const address = { recipient: text.slice(start, end), end: close + 1 };
  const host = hostStartOf(text, close + 1, isOsError);
  const record = hostAt(text, host, address, peers);
  const message = messageOf(text, record, isOsError && host < 0);
  const { recipient, remote, isBroken, end: recordEnd } = record;
  return { recipient, remote, isBroken, end: recordEnd, message, errno };
}

/** Exim's own numbers are negative, or 0. */
function isOwnNumber(unit: number): boolean {
  return unit === 0x2d || unit === 0x30;
}

/** Where ` H=` stands: directly behind the number, or behind the words of the operating system; -1 when it does not. */
function hostStartOf(text: string, start: number, isOsError: boolean): number {
  if (text.startsWith(" H=", start)) return start;
  if (!isOsError || !text.startsWith(": ", start)) return -1;
  const host = text.indexOf(" H=", start);
  const colon = text.indexOf(": ", start + 2);
  return host >= 0 && (colon < 0 || host < colon) ? host : -1;
}

/**
 * What stands behind the first `: `, or null: port, proxy, interface and times (formats D.2) come before it, and none of them
 * has one. `skipsWords`: the words of the operating system come first, with a colon of their own.
 */
function messageOf(text: string, { end }: AddressRecord, skipsWords: boolean): string | null {
  const colon = separatorAt(text, end);
  if (colon < 0) return null;
  if (!skipsWords) return text.slice(colon + 2);
  const second = text.indexOf(": ", colon + 2);
  return second < 0 ? null : text.slice(second + 2);
}

/** What stands behind the fields of a failed address: `: MESSAGE`, from 4.99 on ` : MESSAGE`. Empty when there is nothing. */
export function failureOf(text: string, { end }: AddressRecord): string {
  const colon = separatorAt(text, end);
  return colon < 0 ? "" : text.slice(colon + 2);
}

/** The end of an address: the first blank outside quotes, or a colon before it (`** a@example.net: retry timeout exceeded`). */
function addressEndOf(text: string, start: number): number {
  const blank = unquotedIndexOf(text, " ", start);
  const end = blank < 0 ? text.length : blank;
  return text.charCodeAt(end - 1) === 0x3a && text.charCodeAt(start) !== 0x3a ? end - 1 : end;
}
