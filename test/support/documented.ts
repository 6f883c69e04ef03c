/** `192.0.2.50`, also where the text of a reply names one */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu;

/** `192.0.2.50`, a server or client; `203.0.113.25`, how the servers see us */
const DOCUMENTED = /^(?:192\.0\.2|203\.0\.113)\./u;

/** Our own end of a connection, and the part of Yahoo's text that only looks like an address. */
const OTHER: readonly string[] = ["127.0.0.1", "4.16.55.1"];

/** The addresses in a recording that belong to somebody: none that is set aside for documentation. */
export function strangersIn(recording: string): readonly string[] {
  const addresses = recording.match(ADDRESS) ?? [];
  return addresses.filter((one) => !DOCUMENTED.test(one) && !OTHER.includes(one));
}
