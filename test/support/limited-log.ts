/** Hours of Postfix from eight on: recipients for Yahoo at these seconds of every minute. From ten on those of the second half are refused. */
export function limitedLog(
  hours = 3,
  seconds: readonly number[] = [10, 18, 26, 34, 42, 50],
): string {
  const lines: string[] = [];
  for (let minute = 0; minute < 60 * hours; minute++) {
    const at = `Nov 21 ${String(8 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    for (const second of seconds) {
      const isRefused = minute >= 120 && second >= 30;
      const id = `4${(minute * 60 + second).toString(16).toUpperCase().padStart(5, "0")}D`;
      const what = isRefused
        ? "dsn=4.7.0, status=deferred (host mta5.am0.yahoodns.net[192.0.2.5] said: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred due to unexpected volume or user complaints (in reply to MAIL FROM command))"
        : "dsn=2.0.0, status=sent (250 ok)";
      lines.push(
        `${at}:${second} mx1 postfix/smtp[11]: ${id}: to=<a@yahoo.com>, relay=mta5.am0.yahoodns.net[192.0.2.5]:25, delay=2, delays=0/0/0/2, ${what}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}
