/** A status record of a delivery that worked. */
export const SENT: string =
  "4A1B2C3D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1.7, delays=0.1/0/0.9/0.7, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F)";

/** A status record of one that did not, for this reason. */
export const deferred = (
  reason: string,
  dsn = "4.7.0",
  relay = "mx.example.net[192.0.2.7]:25",
): string =>
  `4A1B2C3D: to=<ann@example.net>, relay=${relay}, delay=3, delays=1/0/1/1, dsn=${dsn}, status=deferred (${reason})`;
